//! Errors of payloads, and of values that cannot be written into one.

use std::fmt;

/// A payload that does not have the form that the model asks for.
///
/// It says where and what, never the value itself, which may be sensitive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeserializeError {
    // Boxed, since every read in every generated shape returns one of these or a value.
    inner: Box<Misread>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Misread {
    path: String,
    problem: String,
    offset: Option<usize>,
}

impl DeserializeError {
    /// Returns an error at this path of member names and indices, as
    /// `Invitation.Receiver.Account[0]`.
    pub fn new(path: impl Into<String>, problem: impl Into<String>, offset: Option<usize>) -> Self {
        Self {
            inner: Box::new(Misread {
                path: path.into(),
                problem: problem.into(),
                offset,
            }),
        }
    }

    /// Returns the path of the value, empty for the payload as a whole.
    pub fn path(&self) -> &str {
        &self.inner.path
    }

    /// Returns the problem, without the value.
    pub fn problem(&self) -> &str {
        &self.inner.problem
    }

    /// Returns the byte of the payload where it was found.
    pub fn offset(&self) -> Option<usize> {
        self.inner.offset
    }
}

impl fmt::Display for DeserializeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Misread { path, problem, offset } = &*self.inner;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        f.write_str(problem)?;
        match offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DeserializeError {}

/// A value that the protocol has no form for, such as a timestamp after the year 9999.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerializeError {
    problem: String,
}

impl SerializeError {
    /// Returns an error with this text, which names the member.
    pub fn new(problem: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
        }
    }
}

impl fmt::Display for SerializeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for SerializeError {}
