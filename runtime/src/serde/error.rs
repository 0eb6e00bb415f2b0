//! The errors of payloads that cannot be read, and of values that cannot be written.

use std::fmt;

/// The error of a payload that does not match the model.
///
/// It has the path and the problem, but not the value, which may be sensitive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeserializeError {
    // Boxed, because every read of every generated shape returns this error or a value.
    inner: Box<Misread>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Misread {
    path: String,
    problem: String,
    offset: Option<usize>,
}

impl DeserializeError {
    /// Returns an error at this path of member names and indices, for example
    /// `Invitation.Receiver.Account[0]`. `offset` is that of the byte in the payload.
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

    /// Returns the offset of the byte in the payload where the problem was found.
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

/// The error of a value that the protocol cannot represent, for example a timestamp after the year
/// 9999.
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
