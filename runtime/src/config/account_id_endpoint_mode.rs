//! The mode of account-based endpoints.

use std::fmt;
use std::str::FromStr;

/// The mode of account-based endpoints (`AWS::Auth::AccountIdEndpointMode`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountIdEndpointMode {
    /// Used if the account is known.
    #[default]
    Preferred,
    /// Always used. A call without an account fails.
    Required,
    /// Never used.
    Disabled,
}

impl AccountIdEndpointMode {
    /// Returns the name of the mode in settings and endpoint rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Required => "required",
            Self::Disabled => "disabled",
        }
    }
}

impl fmt::Display for AccountIdEndpointMode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error for a text that is not an [`AccountIdEndpointMode`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidAccountIdEndpointMode {
    found: String,
}

impl fmt::Display for InvalidAccountIdEndpointMode {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected preferred, required or disabled, found {:?}", self.found)
    }
}

impl std::error::Error for InvalidAccountIdEndpointMode {}

impl FromStr for AccountIdEndpointMode {
    type Err = InvalidAccountIdEndpointMode;

    #[inline]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Preferred, Self::Required, Self::Disabled]
            .into_iter()
            .find(|mode| text.eq_ignore_ascii_case(mode.as_str()))
            .ok_or_else(|| InvalidAccountIdEndpointMode { found: text.to_owned() })
    }
}
