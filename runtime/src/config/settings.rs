//! The settings that the environment gives.

use std::ffi::OsString;
use std::fmt;

use super::{AccountIdEndpointMode, AppName, Config, InvalidAccountIdEndpointMode, Region};

/// Looks a variable up, as [`std::env::var_os`] does; an own type so that tests need no process environment.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Option<OsString>;

pub(super) fn os_variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// A setting that has a value which cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    setting: String,
    problem: String,
}

impl ConfigError {
    fn new(setting: &str, problem: impl Into<String>) -> Self {
        Self {
            setting: setting.to_owned(),
            problem: problem.into(),
        }
    }

    /// The setting, for instance `AWS_USE_FIPS_ENDPOINT`.
    pub fn setting(&self) -> &str {
        &self.setting
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.problem)
    }
}

impl std::error::Error for ConfigError {}

pub(super) fn from_env(lookup: Lookup<'_>) -> Result<Config, ConfigError> {
    let region = match text(lookup, "AWS_REGION")? {
        Some(region) => Some(region),
        None => text(lookup, "AWS_DEFAULT_REGION")?,
    };
    let mut builder = Config::builder()
        .region(region.map(Region::new))
        .endpoint_url_for_all(url(lookup, "AWS_ENDPOINT_URL")?)
        .default_credentials();
    builder.set_use_fips(boolean(lookup, "AWS_USE_FIPS_ENDPOINT")?);
    builder.set_use_dual_stack(boolean(lookup, "AWS_USE_DUALSTACK_ENDPOINT")?);
    builder.set_account_id_endpoint_mode(account_id_endpoint_mode(lookup)?);
    builder.set_app_name(app_name(lookup)?);
    Ok(builder.build())
}

fn account_id_endpoint_mode(lookup: Lookup<'_>) -> Result<Option<AccountIdEndpointMode>, ConfigError> {
    const NAME: &str = "AWS_ACCOUNT_ID_ENDPOINT_MODE";
    let mode = text(lookup, NAME)?.map(|text| text.parse()).transpose();
    mode.map_err(|error: InvalidAccountIdEndpointMode| ConfigError::new(NAME, error.to_string()))
}

fn app_name(lookup: Lookup<'_>) -> Result<Option<AppName>, ConfigError> {
    const NAME: &str = "AWS_SDK_UA_APP_ID";
    let name = text(lookup, NAME)?.map(AppName::new).transpose();
    name.map_err(|error| ConfigError::new(NAME, error.to_string()))
}

/// The endpoint URL that the environment gives for one service, by its `sdkId`.
pub(crate) fn service_endpoint_url(sdk_id: &str) -> Result<Option<String>, ConfigError> {
    let name: String = sdk_id
        .chars()
        .map(|c| {
            if matches!(c, ' ' | '-') {
                '_'
            } else {
                c.to_ascii_uppercase()
            }
        })
        .collect();
    url(&os_variable, &format!("AWS_ENDPOINT_URL_{name}"))
}

/// The variable's value; an empty one counts as unset, as for the AWS tools.
fn text(lookup: Lookup<'_>, name: &str) -> Result<Option<String>, ConfigError> {
    match lookup(name).map(OsString::into_string) {
        Some(Ok(value)) if value.trim().is_empty() => Ok(None),
        Some(Ok(value)) => Ok(Some(value.trim().to_owned())),
        Some(Err(_)) => Err(ConfigError::new(name, "the value is not UTF-8")),
        None => Ok(None),
    }
}

fn boolean(lookup: Lookup<'_>, name: &str) -> Result<Option<bool>, ConfigError> {
    match text(lookup, name)? {
        None => Ok(None),
        Some(value) if value.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(value) if value.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(value) => Err(ConfigError::new(
            name,
            format!("expected true or false, found {value:?}"),
        )),
    }
}

fn url(lookup: Lookup<'_>, name: &str) -> Result<Option<String>, ConfigError> {
    let Some(value) = text(lookup, name)? else {
        return Ok(None);
    };
    match crate::endpoint::parse_url(&value) {
        Some(_) => Ok(Some(value)),
        None => Err(ConfigError::new(
            name,
            format!(
                "expected an http or https URL without a user and without a query, found {:?}",
                crate::endpoint::shown(&value)
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use super::*;

    fn load(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        from_env(&|name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.into())
        })
    }

    #[test]
    fn settings_come_from_the_environment() {
        let config = load(&[
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:8080"),
            ("AWS_USE_FIPS_ENDPOINT", "TRUE"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "false"),
            ("AWS_ACCOUNT_ID_ENDPOINT_MODE", "Required"),
            ("AWS_SDK_UA_APP_ID", "APN_1.1/pc_0123abc$"),
        ])
        .unwrap();
        assert_eq!(config.region(), Some(&Region::new("us-east-1")));
        assert_eq!(config.endpoint_url(), Some("http://127.0.0.1:8080"));
        assert!(config.endpoint_url_is_for_all());
        assert_eq!(config.use_fips(), Some(true));
        assert_eq!(config.use_dual_stack(), Some(false));
        assert_eq!(config.account_id_endpoint_mode(), Some(AccountIdEndpointMode::Required));
        assert!(config.credentials_provider().is_some());
        assert_eq!(config.app_name().map(AsRef::as_ref), Some("APN_1.1/pc_0123abc$"));
    }

    #[test]
    fn an_empty_variable_is_unset() {
        let config = load(&[
            ("AWS_REGION", ""),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_ENDPOINT_URL", " "),
        ])
        .unwrap();
        assert_eq!(config.region(), Some(&Region::new("eu-west-1")));
        assert_eq!(config.endpoint_url(), None);
        assert_eq!(config.use_fips(), None);
    }

    #[test]
    fn a_bad_value_is_an_error_that_names_the_setting() {
        for (name, value, expected) in [
            (
                "AWS_SDK_UA_APP_ID",
                "two words",
                "AWS_SDK_UA_APP_ID: an app name has at least one character, and only visible ASCII characters",
            ),
            (
                "AWS_ACCOUNT_ID_ENDPOINT_MODE",
                "always",
                "AWS_ACCOUNT_ID_ENDPOINT_MODE: expected preferred, required or disabled, found \"always\"",
            ),
            (
                "AWS_USE_FIPS_ENDPOINT",
                "yes",
                "AWS_USE_FIPS_ENDPOINT: expected true or false, found \"yes\"",
            ),
            (
                "AWS_ENDPOINT_URL",
                "localhost:8080",
                "AWS_ENDPOINT_URL: expected an http or https URL without a user and without a query, found \"localhost:8080\"",
            ),
        ] {
            assert_eq!(load(&[(name, value)]).unwrap_err().to_string(), expected);
        }
    }
}
