//! The program's name in the user agent.

use std::borrow::Cow;
use std::fmt;

/// A name that may stand in a user agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppName(Cow<'static, str>);

impl AppName {
    /// Takes a name of ASCII letters, digits and the punctuation that HTTP allows in tokens.
    ///
    /// # Errors
    /// The name is empty or has other characters.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Result<Self, InvalidAppName> {
        let name = name.into();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(allowed) {
            return Err(InvalidAppName { _private: () });
        }
        Ok(Self(name))
    }
}

impl AsRef<str> for AppName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AppName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name that cannot stand in a user agent.
#[derive(Debug)]
pub struct InvalidAppName {
    _private: (),
}

impl fmt::Display for InvalidAppName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an app name has at least one character, and only ASCII letters, digits and !#$%&'*+-.^_`|~")
    }
}

impl std::error::Error for InvalidAppName {}
