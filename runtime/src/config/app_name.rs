//! The program's name in the user agent.

use std::borrow::Cow;
use std::fmt;

/// The name of a program in the user agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppName(Cow<'static, str>);

impl AppName {
    /// Returns the name, if it consists of visible ASCII characters.
    ///
    /// The slash is allowed, unlike in the official SDK: AWS asks its partners for
    /// `APN_1.1/pc_<product code>$`.
    ///
    /// # Errors
    /// The name is empty or has other characters: [`InvalidAppName`].
    pub fn new(name: impl Into<Cow<'static, str>>) -> Result<Self, InvalidAppName> {
        let name = name.into();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidAppName { _private: () });
        }
        Ok(Self(name))
    }

    /// Returns a name that is known to be valid.
    #[cfg(feature = "aws-config")]
    pub(super) fn from_valid(name: String) -> Self {
        Self(name.into())
    }
}

impl AsRef<str> for AppName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AppName {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The error for a name that is not valid in the user agent.
#[derive(Debug)]
pub struct InvalidAppName {
    _private: (),
}

impl fmt::Display for InvalidAppName {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an app name has at least one character, and only visible ASCII characters")
    }
}

impl std::error::Error for InvalidAppName {}
