//! The config and the credentials providers of the AWS SDK, for programs that use it.

use std::fmt;

use aws_credential_types::provider::token::{
    ProvideToken as ProvideSdkToken, SharedTokenProvider as SharedSdkTokenProvider,
};
use aws_credential_types::provider::{
    ProvideCredentials as ProvideSdkCredentials, SharedCredentialsProvider as SharedSdkProvider, error,
};
use aws_types::sdk_config::{RetryConfig as SdkRetryConfig, TimeoutConfig as SdkTimeoutConfig};
use aws_types::{SdkConfig, sdk_config};

use super::retry::{RetryConfig, RetryMode};
use super::timeout::TimeoutConfig;
use super::{AppName, Builder, Config, RequestChecksumCalculation, ResponseChecksumValidation, ServiceTokenSource};
use crate::auth::{
    AuthSchemePreference, Credentials, CredentialsError, ProvideCredentials, ProvideToken, SharedTokenProvider, Token,
    TokenError, future,
};
use crate::settings::{Region, ServiceEndpoints, ServiceTokens};

/// Takes the settings that `aws_config` has loaded: region, endpoint URLs, FIPS and dual-stack
/// switches, credentials, app name, retries, timeouts, compression. The HTTP client is that of this
/// crate, so that a program has one TLS stack.
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
            .set_region(config.region().map(|region| Region::new(region.as_ref().to_owned())))
            .set_endpoint_url(config.endpoint_url().map(ToOwned::to_owned))
            .set_use_fips(config.use_fips())
            .set_use_dual_stack(config.use_dual_stack())
            .set_account_id_endpoint_mode(
                config
                    .account_id_endpoint_mode()
                    .and_then(|mode| mode.to_string().parse().ok()),
            )
            .set_request_checksum_calculation(config.request_checksum_calculation().map(
                |calculation| match calculation {
                    sdk_config::RequestChecksumCalculation::WhenRequired => RequestChecksumCalculation::WhenRequired,
                    _ => RequestChecksumCalculation::WhenSupported,
                },
            ))
            .set_response_checksum_validation(config.response_checksum_validation().map(
                |validation| match validation {
                    sdk_config::ResponseChecksumValidation::WhenRequired => ResponseChecksumValidation::WhenRequired,
                    _ => ResponseChecksumValidation::WhenSupported,
                },
            ))
            // Names of the SDK are visible ASCII, which is valid here.
            .set_app_name(
                config
                    .app_name()
                    .and_then(|name| AppName::new(name.as_ref().to_owned()).ok()),
            )
            .set_retry_config(config.retry_config().map(retries))
            .set_timeout_config(config.timeout_config().map(timeouts))
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
        match config.credentials_provider() {
            Some(provider) => builder.credentials_provider(SdkCredentialsProvider::new(provider)),
            None => builder,
        }
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

fn timeouts(config: &SdkTimeoutConfig) -> TimeoutConfig {
    let mut timeouts = TimeoutConfig::builder();
    timeouts
        .set_connect_timeout(config.connect_timeout())
        .set_read_timeout(config.read_timeout())
        .set_operation_attempt_timeout(config.operation_attempt_timeout())
        .set_operation_timeout(config.operation_timeout());
    timeouts.build()
}

/// A credentials provider of the AWS SDK, for [`Builder::credentials_provider`].
///
/// ```
/// use smithy_client_runtime::config::Config;
/// use smithy_client_runtime::config::sdk_config::SdkCredentialsProvider;
///
/// let keys = aws_credential_types::Credentials::new("AKID", "SECRET", None, None, "example");
/// let config = Config::builder().credentials_provider(SdkCredentialsProvider::new(keys)).build();
/// assert!(config.credentials_provider().is_some());
/// ```
#[derive(Clone)]
pub struct SdkCredentialsProvider(SharedSdkProvider);

impl SdkCredentialsProvider {
    /// Wraps a provider. Its credentials are cached until shortly before they expire.
    pub fn new(provider: impl ProvideSdkCredentials + 'static) -> Self {
        Self(SharedSdkProvider::new(provider))
    }
}

impl ProvideCredentials for SdkCredentialsProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            match self.0.provide_credentials().await {
                Ok(credentials) => Ok(Credentials::from(&credentials)),
                Err(error) => Err(failure(error)),
            }
        })
    }
}

impl fmt::Debug for SdkCredentialsProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SdkCredentialsProvider").field(&self.0).finish()
    }
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

fn failure(error: error::CredentialsError) -> CredentialsError {
    match &error {
        error::CredentialsError::CredentialsNotLoaded(_) => CredentialsError::not_loaded(error),
        error::CredentialsError::InvalidConfiguration(_) => CredentialsError::invalid_configuration(error),
        error::CredentialsError::ProviderError(_) => CredentialsError::provider_error(error),
        _ => CredentialsError::unhandled(error),
    }
}

impl From<&aws_credential_types::Credentials> for Credentials {
    fn from(credentials: &aws_credential_types::Credentials) -> Self {
        let mut builder = Self::builder()
            .access_key_id(credentials.access_key_id())
            .secret_access_key(credentials.secret_access_key())
            .provider_name("SdkCredentialsProvider");
        builder.set_session_token(credentials.session_token().map(ToOwned::to_owned));
        builder.set_expiry(credentials.expiry());
        match credentials.account_id() {
            Some(account_id) => builder.account_id(account_id.as_str()),
            None => builder,
        }
        .build()
    }
}
