//! The config of the AWS SDK, and its types that a config accepts.

#[cfg(feature = "streaming")]
mod bodies;
mod components;
mod credentials;
mod errors;
#[cfg(feature = "event-stream")]
mod events;
mod http_client;
mod interface;

use std::fmt;
use std::time::Duration;

use aws_credential_types::provider::token::{
    ProvideToken as ProvideSdkToken, SharedTokenProvider as SharedSdkTokenProvider,
};
use aws_types::app_name::AppName as SdkAppName;
use aws_types::endpoint_config::AccountIdEndpointMode as SdkAccountIdEndpointMode;
use aws_types::sdk_config::{RetryConfig as SdkRetryConfig, TimeoutConfig as SdkTimeoutConfig};
use aws_types::{SdkConfig, sdk_config};

pub(super) use self::components::components;
pub(super) use self::credentials::CachedProvider;
pub use self::credentials::SdkCredentialsProvider;
pub(crate) use self::errors::described;
use self::http_client::SdkHttpClient;
pub use self::http_client::SdkInterface;
pub(crate) use self::http_client::{request_from_sdk, request_to_sdk, response_from_sdk};
pub use self::interface::SdkTypes;
use super::retry::{RetryConfig, RetryMode};
use super::timeout::TimeoutConfig;
use super::{
    AccountIdEndpointMode, AppName, Builder, Config, RequestChecksumCalculation, ResponseChecksumValidation,
    ServiceTokenSource,
};
use crate::auth::{AuthSchemePreference, ProvideToken, SharedTokenProvider, Token, TokenError, future};
use crate::http::SharedHttpClient;
use crate::settings::{ServiceEndpoints, ServiceTokens};

impl Config {
    /// Returns a config with the settings that `aws_config` has loaded.
    pub fn new(config: &SdkConfig) -> Self {
        Self::from(config)
    }
}

/// Takes the settings that `aws_config` has loaded: region, endpoint URLs, FIPS and dual-stack
/// switches, credentials, app name, retries, timeouts, compression, the protection from stalled
/// streams, the timer and the clock. The HTTP client is that of this crate unless the program chose
/// one, so that a program has one TLS stack.
///
/// The identity cache of an [`SdkConfig`] is not used: clients have their own. Unsupported settings
/// are reported as warnings.
impl From<&SdkConfig> for Config {
    fn from(config: &SdkConfig) -> Self {
        Builder::from(config).build()
    }
}

/// Returns a builder with the settings of an [`SdkConfig`].
impl From<&SdkConfig> for Builder {
    fn from(config: &SdkConfig) -> Self {
        let mut builder = Builder::new();
        builder
            .set_region(config.region().cloned())
            .set_endpoint_url(config.endpoint_url().map(ToOwned::to_owned))
            .set_use_fips(config.use_fips())
            .set_use_dual_stack(config.use_dual_stack())
            .set_account_id_endpoint_mode(config.account_id_endpoint_mode().cloned().map(Into::into))
            .set_app_name(config.app_name().cloned().map(Into::into))
            .set_behavior_version(config.behavior_version())
            .set_retry_config(config.retry_config().cloned().map(Into::into))
            .set_timeout_config(config.timeout_config().cloned().map(Into::into))
            .set_sleep_impl(config.sleep_impl())
            .set_time_source(config.time_source())
            .set_http_client(http_client(config))
            .set_credentials_provider(config.credentials_provider())
            .set_stalled_stream_protection(config.stalled_stream_protection())
            .set_disable_clock_skew_correction(config.disable_clock_skew_correction())
            .set_request_checksum_calculation(config.request_checksum_calculation().map(Into::into))
            .set_response_checksum_validation(config.response_checksum_validation().map(Into::into))
            .set_disable_request_compression(config.disable_request_compression())
            .set_request_min_compression_size_bytes(config.request_min_compression_size_bytes());
        let preference = config.auth_scheme_preference().map(|preference| {
            let names: Vec<String> = preference.clone().into_iter().map(|id| id.inner().to_owned()).collect();
            AuthSchemePreference::parse(&names.join(","))
        });
        match config.get_origin("auth_scheme_preference").is_client_config() {
            true => drop(builder.set_auth_scheme_preference(preference)),
            false => builder.settings.auth.loaded_preference = preference,
        }
        builder.set_token_provider(
            config
                .token_provider()
                .map(|provider| SharedTokenProvider::new(SdkTokenProvider(provider))),
        );
        if !config.get_origin("token_provider").is_client_config() {
            builder.settings.auth.service_tokens = Some(ServiceTokenSource::new(ServiceTokens::of_sdk_config(config)));
        }
        if !config.get_origin("endpoint_url").is_client_config() {
            builder.settings.service_endpoints = Some(ServiceEndpoints::of_sdk_config(config));
        }
        warn_of_unused(config);
        builder
    }
}

fn http_client(config: &SdkConfig) -> Option<SharedHttpClient> {
    let client = config.http_client()?;
    let client = SdkHttpClient::new(client, config.sleep_impl(), config.time_source());
    Some(SharedHttpClient::new(client))
}

/// Warns of settings that have no effect.
fn warn_of_unused(config: &SdkConfig) {
    let settings = [
        ("framework_metadata", !config.framework_metadata().is_empty()),
        ("protocol", config.protocol().is_some()),
    ];
    for (setting, _) in settings.iter().filter(|(_, is_set)| *is_set) {
        tracing::warn!(setting, "a setting of the `SdkConfig` has no effect");
    }
}

impl From<SdkAppName> for AppName {
    fn from(name: SdkAppName) -> Self {
        // Names of the SDK are visible ASCII, which is valid here.
        Self::from_valid(name.as_ref().to_owned())
    }
}

impl From<SdkAccountIdEndpointMode> for AccountIdEndpointMode {
    fn from(mode: SdkAccountIdEndpointMode) -> Self {
        mode.to_string().parse().unwrap_or_default()
    }
}

impl From<sdk_config::RequestChecksumCalculation> for RequestChecksumCalculation {
    fn from(calculation: sdk_config::RequestChecksumCalculation) -> Self {
        match calculation {
            sdk_config::RequestChecksumCalculation::WhenRequired => Self::WhenRequired,
            _ => Self::WhenSupported,
        }
    }
}

impl From<sdk_config::ResponseChecksumValidation> for ResponseChecksumValidation {
    fn from(validation: sdk_config::ResponseChecksumValidation) -> Self {
        match validation {
            sdk_config::ResponseChecksumValidation::WhenRequired => Self::WhenRequired,
            _ => Self::WhenSupported,
        }
    }
}

impl From<SdkRetryConfig> for RetryConfig {
    fn from(config: SdkRetryConfig) -> Self {
        retries(&config)
    }
}

impl From<SdkTimeoutConfig> for TimeoutConfig {
    fn from(config: SdkTimeoutConfig) -> Self {
        timeouts(&config)
    }
}

fn retries(config: &SdkRetryConfig) -> RetryConfig {
    let mode = if config.mode() == SdkRetryConfig::adaptive().mode() {
        RetryMode::Adaptive
    } else {
        RetryMode::Standard
    };
    let retries = RetryConfig::standard()
        .with_retry_mode(mode)
        .with_max_attempts(config.max_attempts())
        .with_max_backoff(config.max_backoff());
    // The defaults of the SDK precede the current specification, so only explicit settings are
    // adopted.
    if config.initial_backoff() == SdkRetryConfig::standard().initial_backoff() {
        retries
    } else {
        retries.with_initial_backoff(config.initial_backoff())
    }
}

/// Returns the timeouts. A timeout that a default does not set is disabled.
fn timeouts(config: &SdkTimeoutConfig) -> TimeoutConfig {
    const DEFAULT: Duration = Duration::ZERO;
    let all = SdkTimeoutConfig::builder()
        .connect_timeout(DEFAULT)
        .read_timeout(DEFAULT)
        .operation_attempt_timeout(DEFAULT)
        .operation_timeout(DEFAULT)
        .build();
    let mut with_defaults = config.clone();
    with_defaults.take_defaults_from(&all);
    let mut timeouts = TimeoutConfig::builder();
    timeouts
        .set_connect_timeout(config.connect_timeout())
        .set_read_timeout(config.read_timeout())
        .set_operation_attempt_timeout(config.operation_attempt_timeout())
        .set_operation_timeout(config.operation_timeout());
    if with_defaults.connect_timeout().is_none() {
        timeouts = timeouts.disable_connect_timeout();
    }
    if with_defaults.read_timeout().is_none() {
        timeouts = timeouts.disable_read_timeout();
    }
    if with_defaults.operation_attempt_timeout().is_none() {
        timeouts = timeouts.disable_operation_attempt_timeout();
    }
    if with_defaults.operation_timeout().is_none() {
        timeouts = timeouts.disable_operation_timeout();
    }
    timeouts.build()
}

/// A token provider of the AWS SDK.
struct SdkTokenProvider(SharedSdkTokenProvider);

impl ProvideToken for SdkTokenProvider {
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::new(async {
            match self.0.provide_token().await {
                Ok(token) => Ok(Token::new(token.token(), token.expiration())),
                Err(error) => Err(TokenError::provider_error(error)),
            }
        })
    }
}

impl fmt::Debug for SdkTokenProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SdkTokenProvider").field(&self.0).finish()
    }
}
