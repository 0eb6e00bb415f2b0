//! The error of a setting, with its location.

use std::fmt;
use std::path::Path;

/// The error of a setting whose value is invalid, or of a config file that cannot be read.
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

    /// Returns the name of the setting, for example `AWS_USE_FIPS_ENDPOINT` or `use_fips_endpoint`
    /// of a profile, or the path of the file.
    pub fn setting(&self) -> &str {
        &self.setting
    }

    /// Returns the file and the line of a setting in a file.
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
