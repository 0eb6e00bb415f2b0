//! The bearer tokens of single services in environment variables.

#[cfg(feature = "aws-config")]
use std::sync::Arc;

use super::{ConfigError, Env};
use crate::text;

/// The variables `AWS_BEARER_TOKEN_<SIGNING_NAME>`; cheap to clone.
#[derive(Clone)]
pub(crate) struct ServiceTokens(Lookup);

#[derive(Clone)]
enum Lookup {
    Env(Env),
    #[cfg(feature = "aws-config")]
    SdkConfig(Arc<aws_types::SdkConfig>),
}

impl ServiceTokens {
    pub(crate) fn new(env: Env) -> Self {
        Self(Lookup::Env(env))
    }

    #[cfg(feature = "aws-config")]
    pub(crate) fn of_sdk_config(config: &aws_types::SdkConfig) -> Self {
        Self(Lookup::SdkConfig(Arc::new(config.clone())))
    }

    /// Returns the token of a service, by its signing name.
    pub(crate) fn get(&self, signing_name: &str) -> Result<Option<String>, ConfigError> {
        if signing_name.is_empty() {
            return Ok(None);
        }
        match &self.0 {
            Lookup::Env(env) => {
                let name = text::setting_name(signing_name).to_ascii_uppercase();
                env.get(&format!("AWS_BEARER_TOKEN_{name}"))
            }
            #[cfg(feature = "aws-config")]
            Lookup::SdkConfig(config) => Ok(token_of_sdk_config(config, signing_name)),
        }
    }
}

#[cfg(feature = "aws-config")]
fn token_of_sdk_config(config: &aws_types::SdkConfig, signing_name: &str) -> Option<String> {
    let key = aws_types::service_config::ServiceConfigKey::builder()
        .service_id(signing_name)
        .profile("")
        .env("AWS_BEARER_TOKEN")
        .build()
        .ok()?;
    config.service_config()?.load_config(key)
}
