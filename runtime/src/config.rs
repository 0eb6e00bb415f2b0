//! The configuration of a client: region, credentials, endpoint, HTTP client, retries, timeouts.

mod account_id_endpoint_mode;
mod app_name;
mod auth;
#[cfg(not(feature = "aws-config"))]
mod behavior_version;
mod builder;
mod checksums;
mod client_settings;
mod clock_skew;
mod compression;
mod constraints;
mod credentials;
mod debug;
mod default_chain;
mod defaults_mode;
pub mod future;
mod host_prefix;
pub mod http;
mod identity_cache;
#[cfg(feature = "aws-config")]
pub mod interceptors;
mod overrides;
mod rate_limits;
pub mod retry;
#[cfg(feature = "s3-express")]
mod s3;
#[cfg(feature = "aws-config")]
pub mod sdk_config;
mod settings;
pub mod stalled_stream_protection;
#[cfg(feature = "test-util")]
mod test_defaults;
mod time;
pub mod timeout;
mod trace_id;

use std::sync::Arc;

pub use self::account_id_endpoint_mode::{AccountIdEndpointMode, InvalidAccountIdEndpointMode};
pub use self::app_name::{AppName, InvalidAppName};
use self::auth::{ServiceTokenSource, Tokens};
#[cfg(not(feature = "aws-config"))]
pub use self::behavior_version::BehaviorVersion;
pub use self::builder::Builder;
pub use self::checksums::{
    RequestChecksumCalculation, ResponseChecksumValidation, UnknownRequestChecksumCalculationError,
    UnknownResponseChecksumValidationError,
};
use self::client_settings::{ClientSettings, CredentialsSetting};
pub use self::constraints::{ConstraintChecks, ConstraintMode};
pub use self::credentials::{
    Credentials, CredentialsBuilder, CredentialsError, IntoCredentialsProvider, ProvideCredentials,
    SharedCredentialsProvider,
};
pub(crate) use self::defaults_mode::DefaultsMode;
pub use self::identity_cache::{IdentityCache, LazyCacheBuilder};
#[cfg(feature = "aws-config")]
pub use self::interceptors::{ConfigBag, FrozenLayer, Intercept, Layer, RuntimeComponents, SharedInterceptor};
pub use self::rate_limits::RateLimits;
pub use self::settings::ConfigLoader;
pub use self::stalled_stream_protection::StalledStreamProtectionConfig;
pub use crate::auth::{
    AuthSchemeId, AuthSchemePreference, Login, ProvideToken, SharedTokenProvider, Token, TokenError,
};
pub use crate::constraints::{ConstraintViolation, ConstraintViolations};
use crate::endpoint::Params;
use crate::http::{ConnectorError, UserAgent};
pub use crate::http::{HttpClient, SharedHttpClient, http_client_fn};
use crate::interceptor::SharedInterceptor as OwnInterceptor;
pub use crate::settings::{ConfigError, Env, Region};
pub use crate::time::{AsyncSleep, SharedAsyncSleep, SharedTimeSource, Sleep, TimeSource};
#[cfg(feature = "aws-config")]
pub use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;

/// The configuration of a client. Cheap to clone.
#[derive(Clone)]
pub struct Config {
    inner: Arc<ClientSettings>,
}

impl Config {
    /// Returns a builder with nothing set.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Returns a builder with the settings of this config.
    pub fn to_builder(&self) -> Builder {
        Builder::from_settings(ClientSettings::clone(&self.inner))
    }

    /// Loads a config from the environment and the shared config files, with credentials from the
    /// default chain.
    ///
    /// # Errors
    /// Errors of [`ConfigLoader::load`].
    pub async fn from_env() -> Result<Self, ConfigError> {
        Self::loader().load().await
    }

    /// Returns a loader of the settings that [`Config::from_env`] reads. Settings in code take
    /// precedence.
    pub fn loader() -> ConfigLoader {
        ConfigLoader::new()
    }

    /// Returns the region.
    pub fn region(&self) -> Option<&Region> {
        self.inner.region.as_ref()
    }

    /// Returns the provider of credentials.
    pub fn credentials_provider(&self) -> Option<SharedCredentialsProvider> {
        self.provider().map(credentials::shared)
    }

    pub(crate) fn provider(&self) -> Option<&crate::auth::SharedCredentialsProvider> {
        match &self.inner.credentials {
            CredentialsSetting::Provider(provider) => Some(provider),
            CredentialsSetting::DefaultChain(_, provider) => provider.as_ref(),
            CredentialsSetting::Unset => None,
        }
    }

    /// Returns the custom endpoint URL, which replaces that of the endpoint rules.
    pub fn endpoint_url(&self) -> Option<&str> {
        self.inner.endpoint_url.as_deref()
    }

    /// Checks the endpoint URL that the settings have for one service, by its `sdkId`.
    pub(crate) fn check_service(&self, sdk_id: &str) -> Result<(), ConfigError> {
        let endpoints = self.inner.service_endpoints.as_ref();
        endpoints.map_or(Ok(()), |endpoints| endpoints.get(sdk_id).map(|_| ()))
    }

    /// Returns this config for one service, by its `sdkId` and its signing name, with the endpoint
    /// URL and the token that the settings have for it. An invalid URL is reported by calls.
    pub(crate) fn for_service(mut self, sdk_id: &str, signing_name: &str) -> Self {
        if self.inner.auth.service_tokens.is_some() {
            Arc::make_mut(&mut self.inner).auth.find_service_token(signing_name);
        }
        let found = self.inner.service_endpoints.as_ref().map(|all| all.get(sdk_id));
        if let Some(found @ (Ok(Some(_)) | Err(_))) = found {
            let settings = Arc::make_mut(&mut self.inner);
            settings.service_endpoints = None;
            match found {
                Ok(url) => settings.endpoint_url = url,
                Err(error) => settings.endpoint_error = Some(error),
            }
        }
        self
    }

    /// Returns the reason why the endpoint URL of the settings cannot be used.
    pub(crate) fn endpoint_error(&self) -> Option<&ConfigError> {
        self.inner.endpoint_error.as_ref()
    }

    /// Returns whether requests go to FIPS endpoints.
    pub fn use_fips(&self) -> Option<bool> {
        self.inner.use_fips
    }

    /// Returns whether requests go to dual-stack endpoints (IPv4 and IPv6).
    pub fn use_dual_stack(&self) -> Option<bool> {
        self.inner.use_dual_stack
    }

    /// Returns the mode of account-based endpoints.
    pub fn account_id_endpoint_mode(&self) -> Option<AccountIdEndpointMode> {
        self.inner.account_id_endpoint_mode
    }

    /// Returns whether endpoints are discovered, if the service has endpoint discovery. By default
    /// only the operations that require it use it.
    pub fn endpoint_discovery_enabled(&self) -> Option<bool> {
        self.inner.endpoint_discovery_enabled
    }

    /// Whether a discovered endpoint takes precedence over the URL of the endpoint.
    #[cfg(feature = "endpoint-discovery")]
    pub(crate) fn discovers_at_endpoint_url(&self) -> bool {
        self.inner.discovers_at_endpoint_url.unwrap_or_default()
    }

    /// Returns the endpoint parameters that settings of a single service set
    /// (`smithy.rules#clientContextParams`).
    pub fn endpoint_params(&self) -> &Params {
        &self.inner.endpoint_params
    }

    /// Returns the HTTP client, if one is set. If it is unset, a client creates the default one on
    /// its first call.
    pub fn http_client(&self) -> Option<SharedHttpClient> {
        self.inner.http_client.chosen().cloned()
    }

    pub(crate) fn transport(&self) -> Result<&SharedHttpClient, ConnectorError> {
        self.inner.http_client.get()
    }

    pub(crate) fn own_interceptors(&self) -> &[OwnInterceptor] {
        &self.inner.interceptors.own
    }

    /// Returns the program's name in the user agent.
    pub fn app_name(&self) -> Option<&AppName> {
        self.inner.app_name.as_ref()
    }

    pub(crate) fn user_agent(&self) -> UserAgent {
        self.inner.user_agent()
    }

    /// Returns the behavior version of the program. It has no effect.
    pub fn behavior_version(&self) -> Option<BehaviorVersion> {
        self.inner.behavior_version
    }
}
