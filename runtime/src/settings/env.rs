//! The environment that settings are read from: that of the process, or one of a test.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::ConfigError;

/// Environment variables, which also determine the home directory. Cheap to clone.
#[derive(Clone, Default)]
pub struct Env(Option<Arc<[(String, OsString)]>>);

/// The conventions for home directories and paths.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Platform {
    #[cfg_attr(windows, allow(dead_code, reason = "tests use both"))]
    Unix,
    #[cfg_attr(not(windows), allow(dead_code, reason = "tests use both"))]
    Windows,
}

impl Platform {
    pub(super) const CURRENT: Self = if cfg!(windows) { Self::Windows } else { Self::Unix };
}

impl Env {
    /// Returns the variables of the process, which are read at each access.
    pub fn real() -> Self {
        Self(None)
    }

    /// Returns these variables and no others, for tests.
    ///
    /// The home directory is `HOME`; on Windows also `USERPROFILE`, or `HOMEDRIVE` with
    /// `HOMEPATH`. Without them there is none.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub fn from_slice(variables: &[(&str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), value.into()));
        Self(Some(variables.collect()))
    }

    pub(crate) fn get_os(&self, name: &str) -> Option<OsString> {
        match &self.0 {
            // The last of several variables with one name is used.
            Some(variables) => {
                let found = variables.iter().rev().find(|(of, _)| of == name);
                found.map(|(_, value)| value.clone())
            }
            None => std::env::var_os(name),
        }
    }

    /// Returns the names of all variables that are UTF-8.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn names(&self) -> Vec<String> {
        match &self.0 {
            Some(variables) => variables.iter().map(|(name, _)| name.clone()).collect(),
            None => std::env::vars_os()
                .filter_map(|(name, _)| name.into_string().ok())
                .collect(),
        }
    }

    /// Returns the value of a variable. An empty one counts as unset, as in the AWS tools.
    pub(crate) fn get(&self, name: &str) -> Result<Option<String>, ConfigError> {
        match self.get_os(name).map(OsString::into_string) {
            Some(Ok(value)) => Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty())),
            Some(Err(_)) => Err(ConfigError::variable(name, "the value is not UTF-8")),
            None => Ok(None),
        }
    }

    /// Returns the home directory: `HOME`, then, on Windows, `USERPROFILE` and `HOMEDRIVE` with
    /// `HOMEPATH`, in the order of all AWS SDKs; then the directory that the system reports.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn home(&self, platform: Platform) -> Option<OsString> {
        let variable = |name: &str| self.get_os(name).filter(|value| !value.is_empty());
        let of_windows = || {
            let split = || {
                let mut home = variable("HOMEDRIVE")?;
                home.push(variable("HOMEPATH")?);
                Some(home)
            };
            variable("USERPROFILE").or_else(split)
        };
        let of_system = || match &self.0 {
            Some(_) => None,
            None => std::env::home_dir().map(PathBuf::into_os_string),
        };
        variable("HOME")
            .or_else(|| (platform == Platform::Windows).then(of_windows).flatten())
            .or_else(of_system)
            .filter(|home| !home.is_empty())
    }

    /// Returns the path with `~` replaced by the home directory, if there is one.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn expand(&self, path: &str) -> PathBuf {
        self.expand_on(path, Platform::CURRENT)
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn expand_on(&self, path: &str, platform: Platform) -> PathBuf {
        let rest = path
            .strip_prefix('~')
            .filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
        match (rest, self.home(platform)) {
            (Some(rest), Some(mut home)) => {
                match platform {
                    Platform::Unix => home.push(rest),
                    Platform::Windows => home.push(rest.replace('/', "\\")),
                }
                PathBuf::from(home)
            }
            _ => PathBuf::from(path),
        }
    }
}

impl fmt::Debug for Env {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secret.
        f.write_str(if self.0.is_some() {
            "Env::from_slice"
        } else {
            "Env::real"
        })
    }
}
