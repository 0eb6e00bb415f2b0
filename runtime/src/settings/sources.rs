//! The environment and the chosen profile, for settings that the program does not set in code.

use super::profile::{ProfileFiles, Section};
use super::{ConfigError, Env, Value};

/// The profile that is used if none is chosen.
const DEFAULT_PROFILE: &str = "default";

/// The variables that choose a profile. The second belongs to the AWS command line and botocore.
const PROFILE_VARIABLES: [&str; 2] = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"];

/// The environment and the shared config files, as they were read.
pub(crate) struct Sources {
    env: Env,
    files: ProfileFiles,
    profile: String,
    /// The setting that chose the profile.
    chosen_by: Option<&'static str>,
}

/// The value and the location of a setting.
pub(super) struct SettingValue {
    pub(super) text: String,
    setting: String,
    place: Option<String>,
}

impl SettingValue {
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
    /// Reads the files.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn load(env: &Env, profile_name: Option<&str>) -> Result<Self, ConfigError> {
        let files = ProfileFiles::load(env)?;
        let mut chosen = profile_name.map(|name| (name.to_owned(), "profile_name"));
        for variable in PROFILE_VARIABLES {
            if chosen.is_none() {
                chosen = env.get(variable)?.map(|name| (name, variable));
            }
        }
        let (profile, chosen_by) = match chosen {
            Some((name, setting)) => (name, Some(setting)),
            None => (DEFAULT_PROFILE.to_owned(), None),
        };
        Ok(Self {
            env: env.clone(),
            files,
            profile,
            chosen_by,
        })
    }

    /// Checks that a profile which code or a variable chose exists.
    ///
    /// # Errors
    /// The profile does not exist. The message says what to do.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn require_profile(&self) -> Result<(), ConfigError> {
        match self.chosen_by {
            Some(setting) if self.profile().is_none() => {
                let name = &self.profile;
                let rest = match PROFILE_VARIABLES.contains(&setting) {
                    true => format!("or set {setting} to one that exists, or unset it"),
                    false => "or choose one that exists".to_owned(),
                };
                let problem = format!(
                    "there is no profile {name:?} in {}; create it with `aws configure --profile {name}`, {rest}",
                    self.files.searched()
                );
                Err(ConfigError::variable(setting, problem))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn env(&self) -> &Env {
        &self.env
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn profile_name(&self) -> &str {
        &self.profile
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn profile(&self) -> Option<&Section> {
        self.named_profile(&self.profile)
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn named_profile(&self, name: &str) -> Option<&Section> {
        self.files.profile(name)
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn sso_session(&self, name: &str) -> Option<&Section> {
        self.files.sso_session(name)
    }

    /// Returns the paths of both files, for messages.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn searched(&self) -> String {
        self.files.searched()
    }

    /// Returns the first value of a key along the `source_profile` of profiles, after the chosen
    /// profile.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn inherited(&self, key: &str) -> Option<&Value> {
        let mut visited = vec![self.profile.as_str()];
        let mut profile = self.profile()?;
        loop {
            let source = profile.text("source_profile")?;
            if visited.contains(&source) {
                return None;
            }
            visited.push(source);
            profile = self.named_profile(source)?;
            if let Some(value) = profile.set_value(key) {
                return Some(value);
            }
        }
    }

    /// Returns the section that the profile's `services` names.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn services(&self) -> Result<Option<&Section>, ConfigError> {
        let Some(name) = self.profile().and_then(|profile| profile.set_value("services")) else {
            return Ok(None);
        };
        match self.files.services(&name.text) {
            Some(section) => Ok(Some(section)),
            None => Err(ConfigError::at(
                "services",
                &name.place,
                "expected the name of a [services] section, and there is no such section",
            )),
        }
    }

    /// Passes the text of a setting to `read`, if it is set. A problem that `read` returns becomes
    /// an error that names the setting.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn read(
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

    /// Returns the setting from the first of these variables, else from the profile.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn find(&self, variables: &[&str], key: &str) -> Result<Option<SettingValue>, ConfigError> {
        for variable in variables {
            if let Some(text) = self.env.get(variable)? {
                return Ok(Some(SettingValue::variable(variable, text)));
            }
        }
        let value = self.profile().and_then(|profile| profile.set_value(key));
        Ok(value.map(|value| SettingValue::in_profile(key, value)))
    }
}
