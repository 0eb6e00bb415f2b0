//! The environment that settings are read from: that of the process, or one that a test gives.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::ConfigError;

/// Variables, and with them the home directory; cheap to clone.
#[derive(Clone, Default)]
pub struct Env(Option<Arc<[(String, OsString)]>>);

impl Env {
    /// The variables of the process, as they are when they are asked for.
    pub fn real() -> Self {
        Self(None)
    }

    /// These variables and no others, for tests. The home directory is `HOME`, or `USERPROFILE`; without both there is none.
    pub fn from_slice(variables: &[(&str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), value.into()));
        Self(Some(variables.collect()))
    }

    pub(crate) fn get_os(&self, name: &str) -> Option<OsString> {
        match &self.0 {
            // Of two with one name the later counts.
            Some(variables) => {
                let found = variables.iter().rev().find(|(of, _)| of == name);
                found.map(|(_, value)| value.clone())
            }
            None => std::env::var_os(name),
        }
    }

    /// The variable's value; an empty one counts as unset, as for the AWS tools.
    pub(crate) fn get(&self, name: &str) -> Result<Option<String>, ConfigError> {
        match self.get_os(name).map(OsString::into_string) {
            Some(Ok(value)) => Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty())),
            Some(Err(_)) => Err(ConfigError::variable(name, "the value is not UTF-8")),
            None => Ok(None),
        }
    }

    pub(super) fn home(&self) -> Option<PathBuf> {
        match &self.0 {
            Some(_) => {
                let home = self.get_os("HOME").or_else(|| self.get_os("USERPROFILE"));
                home.map(PathBuf::from)
            }
            None => std::env::home_dir(),
        }
        .filter(|home| !home.as_os_str().is_empty())
    }

    /// The path with `~` for the home directory, where there is one.
    pub(crate) fn expand(&self, path: &str) -> PathBuf {
        let rest = path
            .strip_prefix('~')
            .filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
        match (rest, self.home()) {
            (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
            _ => PathBuf::from(path),
        }
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secret.
        f.write_str(if self.0.is_some() {
            "Env::from_slice"
        } else {
            "Env::real"
        })
    }
}
