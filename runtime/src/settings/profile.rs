//! The shared config files, `~/.aws/config` and `~/.aws/credentials`, as one set of sections.
//!
//! Parsed here and not by a library for INI files: those know no nested blocks (`[services]` has one per service), and
//! they do not say in which line a value stands.

mod parse;
mod section;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use self::section::Section;
use self::section::Sections;
use super::ConfigError;
use crate::settings::Env;

/// A setting's value with its place. Not `Debug`: it may be a secret key.
#[derive(Clone)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) place: Place,
    /// The indented settings below, of a setting without a value of its own.
    pub(crate) nested: Section,
}

/// A file and a line in it.
#[derive(Clone)]
pub(crate) struct Place {
    file: Arc<Path>,
    line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.line)
    }
}

/// Which of the two files: they name profiles differently.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Config,
    Credentials,
}

/// What a section header names.
#[derive(Clone, PartialEq, Eq)]
enum Header {
    Profile(String),
    Services(String),
    SsoSession(String),
}

/// The sections of both files; where both have a key, the one of the credentials file counts.
pub(super) struct ProfileFiles {
    sections: Sections,
    paths: [PathBuf; 2],
}

impl ProfileFiles {
    pub(super) fn load(env: &Env) -> Result<Self, ConfigError> {
        let path = |variable: &str, default: &str| -> Result<PathBuf, ConfigError> {
            Ok(env.expand(env.get(variable)?.as_deref().unwrap_or(default)))
        };
        let config = path("AWS_CONFIG_FILE", "~/.aws/config")?;
        let credentials = path("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")?;
        let mut sections = Sections::default();
        for (path, kind) in [(&config, Kind::Config), (&credentials, Kind::Credentials)] {
            if let Some(text) = read(path)? {
                sections.take_over(parse::file(path, &text, kind)?);
            }
        }
        Ok(Self {
            sections,
            paths: [config, credentials],
        })
    }

    pub(super) fn profile(&self, name: &str) -> Option<&Section> {
        self.sections.get(&Header::Profile(name.to_owned()))
    }

    pub(super) fn services(&self, name: &str) -> Option<&Section> {
        self.sections.get(&Header::Services(name.to_owned()))
    }

    pub(super) fn sso_session(&self, name: &str) -> Option<&Section> {
        self.sections.get(&Header::SsoSession(name.to_owned()))
    }

    /// Where a profile would have to stand, for messages.
    pub(super) fn searched(&self) -> String {
        let [config, credentials] = &self.paths;
        format!("{} and {}", config.display(), credentials.display())
    }
}

/// The file's text; a file that is not there is none.
fn read(path: &Path) -> Result<Option<String>, ConfigError> {
    match std::fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let valid = error
                    .as_bytes()
                    .get(..error.utf8_error().valid_up_to())
                    .unwrap_or_default();
                let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(ConfigError::file(path, Some(line), "the line is not UTF-8"))
            }
        },
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(ConfigError::file(
            path,
            None,
            format!("the file cannot be read: {error}"),
        )),
    }
}
