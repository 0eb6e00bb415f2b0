//! The endpoint URLs of services in the settings.

use std::sync::Arc;

use super::profile::Section;
use super::sources::{SettingValue, Sources};
use super::{ConfigError, Env, table};
use crate::text;

/// The start of the names of variables for single services.
const VARIABLE_PREFIX: &str = "AWS_ENDPOINT_URL_";

/// The endpoint URLs of single services, which take precedence over the one of all services; cheap
/// to clone.
#[derive(Clone)]
pub(crate) struct ServiceEndpoints(Lookup);

#[derive(Clone)]
enum Lookup {
    Settings(Arc<EndpointSettings>),
    #[cfg(feature = "aws-config")]
    SdkConfig(Arc<aws_types::SdkConfig>),
}

struct EndpointSettings {
    env: Env,
    services: Section,
    /// Whether the endpoint URL of all services is in the environment, which takes precedence over
    /// services in the profile.
    is_in_environment: bool,
}

impl ServiceEndpoints {
    /// Returns `None` if the settings say that endpoint URLs are to be ignored.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn new(sources: &Sources) -> Result<Option<Self>, ConfigError> {
        if table::IGNORE_ENDPOINT_URLS.get(sources)?.unwrap_or_default() {
            return Ok(None);
        }
        Ok(Some(Self(Lookup::Settings(Arc::new(EndpointSettings {
            env: sources.env().clone(),
            services: sources.services()?.cloned().unwrap_or_default(),
            is_in_environment: sources.env().get("AWS_ENDPOINT_URL")?.is_some(),
        })))))
    }

    #[cfg(feature = "aws-config")]
    pub(crate) fn of_sdk_config(config: &aws_types::SdkConfig) -> Self {
        Self(Lookup::SdkConfig(Arc::new(config.clone())))
    }

    /// Checks the URLs of all services, because a config can be used for any of them.
    ///
    /// # Errors
    /// A text is not a URL; the error names the variable, or file and line.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        match &self.0 {
            Lookup::Settings(settings) => settings.check(),
            #[cfg(feature = "aws-config")]
            Lookup::SdkConfig(_) => Ok(()),
        }
    }

    /// Returns the URL of a service, by its `sdkId`.
    ///
    /// # Errors
    /// The text is not a URL; the error names the variable, or file and line.
    pub(crate) fn get(&self, sdk_id: &str) -> Result<Option<String>, ConfigError> {
        self.find(sdk_id)?.map(url).transpose()
    }

    fn find(&self, sdk_id: &str) -> Result<Option<SettingValue>, ConfigError> {
        match &self.0 {
            Lookup::Settings(settings) => settings.find(sdk_id),
            #[cfg(feature = "aws-config")]
            Lookup::SdkConfig(config) => Ok(service_endpoint_url(config, sdk_id)
                .map(|url| SettingValue::variable(&format!("{VARIABLE_PREFIX}{}", key(sdk_id).to_uppercase()), url))),
        }
    }
}

/// Returns the URL of a setting.
fn url(found: SettingValue) -> Result<String, ConfigError> {
    table::url(&found.text).map_err(|problem| found.error(problem))
}

impl EndpointSettings {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn check(&self) -> Result<(), ConfigError> {
        for name in self.env.names().iter().filter(|name| name.starts_with(VARIABLE_PREFIX)) {
            if let Some(text) = self.env.get(name)? {
                url(SettingValue::variable(name, text))?;
            }
        }
        if self.is_in_environment {
            return Ok(());
        }
        for (service, value) in self.services.iter() {
            if let Some(value) = value.nested.set_value("endpoint_url") {
                url(SettingValue::in_profile(&format!("{service}.endpoint_url"), value))?;
            }
        }
        Ok(())
    }

    fn find(&self, sdk_id: &str) -> Result<Option<SettingValue>, ConfigError> {
        let key = key(sdk_id);
        let variable = format!("{VARIABLE_PREFIX}{}", key.to_ascii_uppercase());
        if let Some(text) = self.env.get(&variable)? {
            return Ok(Some(SettingValue::variable(&variable, text)));
        }
        if self.is_in_environment {
            return Ok(None);
        }
        let value = self
            .services
            .get(&key)
            .and_then(|service| service.nested.set_value("endpoint_url"));
        Ok(value.map(|value| SettingValue::in_profile(&format!("{key}.endpoint_url"), value)))
    }
}

/// Returns the name of a service in settings: its `sdkId` in lower case, with underscores.
fn key(sdk_id: &str) -> String {
    text::setting_name(sdk_id)
}

/// Returns the URL of a service that the credential chain calls: its own, else the URL of all
/// services.
#[cfg(feature = "credentials-chain")]
pub(crate) fn endpoint_url(sources: &Sources, sdk_id: &str) -> Result<Option<String>, ConfigError> {
    let Some(services) = ServiceEndpoints::new(sources)? else {
        return Ok(None);
    };
    match services.get(sdk_id)? {
        Some(url) => Ok(Some(url)),
        None => table::ENDPOINT_URL.get(sources),
    }
}

#[cfg(feature = "aws-config")]
/// Returns the URL that the SDK's settings have for this service only.
fn service_endpoint_url(config: &aws_types::SdkConfig, sdk_id: &str) -> Option<String> {
    let key = aws_types::service_config::ServiceConfigKey::builder()
        .service_id(sdk_id)
        .profile("endpoint_url")
        .env("AWS_ENDPOINT_URL")
        .build()
        .ok()?;
    config.service_config()?.load_config(key)
}
