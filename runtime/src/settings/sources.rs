//! The environment and the chosen profile: where a setting is looked up that code does not give.

use super::profile::{ProfileFiles, Section};
use super::{ConfigError, Value};
use crate::settings::Env;

/// The profile of which nobody has to speak.
const DEFAULT_PROFILE: &str = "default";

/// The environment and the shared config files, as they were read.
pub(crate) struct Sources {
    env: Env,
    files: ProfileFiles,
    profile: String,
}

/// A setting as it was found.
pub(super) struct Found {
    pub(super) text: String,
    setting: String,
    place: Option<String>,
}

impl Found {
    pub(super) fn error(&self, problem: impl Into<String>) -> ConfigError {
        match &self.place {
            Some(place) => ConfigError::at(&self.setting, place, problem),
            None => ConfigError::variable(&self.setting, problem),
        }
    }

    pub(super) fn variable(name: &str, text: String) -> Self {
        Self {
            text,
            setting: name.to_owned(),
            place: None,
        }
    }

    pub(super) fn in_profile(name: &str, value: &Value) -> Self {
        Self {
            text: value.text.clone(),
            setting: name.to_owned(),
            place: Some(value.place.to_string()),
        }
    }
}

impl Sources {
    /// Reads the files. A profile that is asked for by name, in code or by `AWS_PROFILE`, has to be there.
    pub(crate) fn load(env: &Env, profile_name: Option<&str>) -> Result<Self, ConfigError> {
        let files = ProfileFiles::load(env)?;
        let variable = env.get("AWS_PROFILE")?;
        let (profile, setting) = match (profile_name, variable) {
            (Some(name), _) => (name.to_owned(), Some("profile_name")),
            (None, Some(name)) => (name, Some("AWS_PROFILE")),
            (None, None) => (DEFAULT_PROFILE.to_owned(), None),
        };
        let sources = Self {
            env: env.clone(),
            files,
            profile,
        };
        match setting {
            Some(setting) if sources.profile().is_none() && sources.profile != DEFAULT_PROFILE => {
                Err(ConfigError::variable(setting, sources.no_profile(&sources.profile)))
            }
            _ => Ok(sources),
        }
    }

    pub(crate) fn env(&self) -> &Env {
        &self.env
    }

    pub(crate) fn profile_name(&self) -> &str {
        &self.profile
    }

    pub(crate) fn profile(&self) -> Option<&Section> {
        self.named_profile(&self.profile)
    }

    pub(crate) fn named_profile(&self, name: &str) -> Option<&Section> {
        self.files.profile(name)
    }

    pub(crate) fn sso_session(&self, name: &str) -> Option<&Section> {
        self.files.sso_session(name)
    }

    /// Says that there is no such profile, and where it was looked for.
    pub(crate) fn no_profile(&self, name: &str) -> String {
        format!("there is no profile {name:?} in {}", self.files.searched())
    }

    /// The section that the profile's `services` names.
    pub(super) fn services(&self) -> Result<Option<&Section>, ConfigError> {
        let Some(name) = self.profile().and_then(|profile| profile.get("services")) else {
            return Ok(None);
        };
        match self.files.services(&name.text) {
            Some(section) => Ok(Some(section)),
            None => Err(ConfigError::at(
                "services",
                &name.place,
                format!("there is no section [services {}]", name.text),
            )),
        }
    }

    /// Reads the setting, if it is set; what the reader says of a text that it does not take becomes an error.
    pub(super) fn read(
        &self,
        variables: &[&str],
        key: &str,
        read: &mut dyn FnMut(&str) -> Result<(), String>,
    ) -> Result<(), ConfigError> {
        match self.find(variables, key)? {
            Some(found) => read(&found.text).map_err(|problem| found.error(problem)),
            None => Ok(()),
        }
    }

    /// The setting as the first of these variables has it, else the profile.
    fn find(&self, variables: &[&str], key: &str) -> Result<Option<Found>, ConfigError> {
        for variable in variables {
            if let Some(text) = self.env.get(variable)? {
                return Ok(Some(Found::variable(variable, text)));
            }
        }
        let value = self.profile().and_then(|profile| profile.get(key));
        Ok(value
            .filter(|value| !value.text.is_empty())
            .map(|value| Found::in_profile(key, value)))
    }
}
