//! Errors of settings, with the place of the setting.

use std::fmt;
use std::path::Path;

/// A setting whose value cannot be used, or a file of settings that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    setting: String,
    origin: Option<String>,
    problem: String,
}

impl ConfigError {
    pub(crate) fn variable(name: &str, problem: impl Into<String>) -> Self {
        Self {
            setting: name.to_owned(),
            origin: None,
            problem: problem.into(),
        }
    }

    /// Returns a problem with a setting in a file, for example at `/home/me/.aws/config:12`.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn at(setting: &str, origin: impl fmt::Display, problem: impl Into<String>) -> Self {
        Self {
            setting: setting.to_owned(),
            origin: Some(origin.to_string()),
            problem: problem.into(),
        }
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn file(path: &Path, line: Option<usize>, problem: impl Into<String>) -> Self {
        let place = path.display();
        Self {
            setting: line.map_or_else(|| place.to_string(), |line| format!("{place}:{line}")),
            origin: None,
            problem: problem.into(),
        }
    }

    /// Returns the setting, such as `AWS_USE_FIPS_ENDPOINT` or a profile's `use_fips_endpoint`;
    /// or the file.
    pub fn setting(&self) -> &str {
        &self.setting
    }

    /// Returns file and line of a setting in a file.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Some(origin) => write!(f, "{} ({origin}): {}", self.setting, self.problem),
            None => write!(f, "{}: {}", self.setting, self.problem),
        }
    }
}

impl std::error::Error for ConfigError {}
