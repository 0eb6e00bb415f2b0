//! The shared config files, `~/.aws/config` and `~/.aws/credentials`, as one set of sections.
//!
//! The parser is our own, because INI libraries do not support nested blocks (`[services]` has one
//! per service) and do not report the line of a value.

mod parse;
mod section;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use self::section::Section;
use self::section::Sections;
use super::env::Platform;
use super::{ConfigError, Env};

/// The value of a setting and its location. It does not implement `Debug`, because it may be a
/// secret key.
#[derive(Clone)]
pub(crate) struct Value {
    /// The text, including nested settings, each after a line feed.
    pub(crate) text: String,
    pub(crate) place: SettingPlace,
    /// The indented settings below a setting that has no value of its own.
    pub(crate) nested: Section,
}

/// A file and a line in it.
#[derive(Clone)]
pub(crate) struct SettingPlace {
    file: Arc<Path>,
    line: usize,
    kind: FileKind,
}

#[cfg(all(test, feature = "credentials-chain"))]
impl Value {
    /// Returns a value of the config file.
    pub(crate) fn for_tests(text: &str, file: &str, line: usize) -> Self {
        Self {
            text: text.to_owned(),
            place: SettingPlace {
                file: Path::new(file).into(),
                line,
                kind: FileKind::Config,
            },
            nested: Section::default(),
        }
    }
}

impl SettingPlace {
    /// Returns whether the value is in the credentials file.
    pub(crate) fn is_in_credentials_file(&self) -> bool {
        self.kind == FileKind::Credentials
    }
}

impl fmt::Display for SettingPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.line)
    }
}

/// The kind of a file. The two files name profiles differently.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Config,
    Credentials,
}

/// The subject of a section.
#[derive(Clone, PartialEq, Eq)]
enum Header {
    Profile(String),
    Services(String),
    SsoSession(String),
}

/// The sections of both files. Where both have a key, the credentials file takes precedence.
pub(super) struct ProfileFiles {
    sections: Sections,
    paths: [PathBuf; 2],
}

impl ProfileFiles {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn load(env: &Env) -> Result<Self, ConfigError> {
        let [config, credentials] = locations(env, Platform::CURRENT)?;
        let mut sections = Sections::default();
        for (path, kind) in [(&config, FileKind::Config), (&credentials, FileKind::Credentials)] {
            if let Some(text) = read(path)? {
                sections.merge(parse::file(path, &text, kind)?);
            }
        }
        Ok(Self {
            sections,
            paths: [config, credentials],
        })
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn profile(&self, name: &str) -> Option<&Section> {
        self.sections.get(&Header::Profile(name.to_owned()))
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn services(&self, name: &str) -> Option<&Section> {
        self.sections.get(&Header::Services(name.to_owned()))
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn sso_session(&self, name: &str) -> Option<&Section> {
        self.sections.get(&Header::SsoSession(name.to_owned()))
    }

    /// Returns the paths of both files, for messages.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn searched(&self) -> String {
        let [config, credentials] = &self.paths;
        format!("{} and {}", config.display(), credentials.display())
    }
}

/// Returns the paths of the config file and of the credentials file.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn locations(env: &Env, platform: Platform) -> Result<[PathBuf; 2], ConfigError> {
    let path = |variable: &str, default: &str| -> Result<PathBuf, ConfigError> {
        let path = env.get(variable)?;
        Ok(env.expand_on(path.as_deref().unwrap_or(default), platform))
    };
    Ok([
        path("AWS_CONFIG_FILE", "~/.aws/config")?,
        path("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")?,
    ])
}

/// Returns the text of a file, or `None` if there is no file.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
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
