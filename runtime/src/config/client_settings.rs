//! The settings that a config holds.

use super::auth::AuthSettings;
use super::default_chain::DeferredChain;
#[cfg(feature = "aws-config")]
use super::interceptors::SharedInterceptor;
use super::{
    AccountIdEndpointMode, AppName, BehaviorVersion, ConstraintChecks, IdentityCache, RateLimits,
    RequestChecksumCalculation, ResponseChecksumValidation, StalledStreamProtectionConfig, retry, timeout,
};
use crate::endpoint::Params;
use crate::http::{LazyHttpClient, UserAgent};
use crate::interceptor::SharedInterceptor as OwnInterceptor;
use crate::settings::{ConfigError, Env, Region, ServiceEndpoints};
use crate::time::{SharedAsyncSleep, SharedTimeSource};

#[derive(Clone, Default)]
pub(super) struct ClientSettings {
    pub(super) region: Option<Region>,
    pub(super) credentials: CredentialsSetting,
    pub(super) auth: AuthSettings,
    pub(super) endpoint_url: Option<String>,
    /// The endpoint URLs of single services, which take precedence over the common one; unset if
    /// the code of the program sets the URL.
    pub(super) service_endpoints: Option<ServiceEndpoints>,
    /// The error of a URL of the service that this config is for.
    pub(super) endpoint_error: Option<ConfigError>,
    pub(super) disable_clock_skew_correction: Option<bool>,
    pub(super) disable_host_prefix_injection: Option<bool>,
    /// The environment that the config was loaded from; by default that of the process.
    pub(super) env: Env,
    /// Whether the program runs in AWS Lambda, which passes trace ids in the environment.
    pub(super) is_lambda: bool,
    pub(super) use_fips: Option<bool>,
    pub(super) use_dual_stack: Option<bool>,
    pub(super) account_id_endpoint_mode: Option<AccountIdEndpointMode>,
    pub(super) endpoint_discovery_enabled: Option<bool>,
    /// Whether a discovered endpoint takes precedence over the URL of the endpoint.
    pub(super) discovers_at_endpoint_url: Option<bool>,
    /// The endpoint parameters that settings of a single service set
    /// (`smithy.rules#clientContextParams`).
    pub(super) endpoint_params: Params,
    pub(super) http_client: LazyHttpClient,
    pub(super) identity_cache: Option<IdentityCache>,
    pub(super) app_name: Option<AppName>,
    /// The execution environment by `AWS_EXECUTION_ENV`, which is a part of the user agent.
    pub(super) execution_env: Option<String>,
    pub(super) disable_request_compression: Option<bool>,
    pub(super) request_min_compression_size_bytes: Option<u32>,
    pub(super) request_checksum_calculation: Option<RequestChecksumCalculation>,
    pub(super) response_checksum_validation: Option<ResponseChecksumValidation>,
    pub(super) stalled_stream_protection: Option<StalledStreamProtectionConfig>,
    pub(super) behavior_version: Option<BehaviorVersion>,
    pub(super) rate_limits: Option<RateLimits>,
    pub(super) constraint_checks: Option<ConstraintChecks>,
    pub(super) retry_config: Option<retry::RetryConfig>,
    pub(super) timeout_config: Option<timeout::TimeoutConfig>,
    /// The timeouts with the defaults of those that are unset, which are computed when the config
    /// is built.
    pub(super) timeouts: timeout::TimeoutConfig,
    pub(super) time_source: Option<SharedTimeSource>,
    pub(super) sleep_impl: Option<SharedAsyncSleep>,
    pub(super) interceptors: Interceptors,
}

/// The interceptors of a client.
#[derive(Clone, Default)]
pub(super) struct Interceptors {
    pub(super) own: Vec<OwnInterceptor>,
    /// The interceptors with the interface of the AWS SDK.
    #[cfg(feature = "aws-config")]
    pub(super) sdk: Vec<SharedInterceptor>,
}

impl Interceptors {
    #[inline]
    pub(super) fn extend(&mut self, other: Self) {
        self.own.extend(other.own);
        #[cfg(feature = "aws-config")]
        self.sdk.extend(other.sdk);
    }
}

/// The source of credentials.
#[derive(Clone, Default)]
pub(super) enum CredentialsSetting {
    #[default]
    Unset,
    Provider(crate::auth::SharedCredentialsProvider),
    /// The default chain, and its provider, which is created when the config is built.
    DefaultChain(DeferredChain, Option<crate::auth::SharedCredentialsProvider>),
}

impl ClientSettings {
    /// Returns the user agent. Its letters encode the features in use: E and F for the retry mode,
    /// N for a custom endpoint, 3 for a bearer token in a variable of the service.
    pub(super) fn user_agent(&self) -> UserAgent {
        let mode = self
            .retry_config
            .as_ref()
            .map(retry::RetryConfig::mode)
            .unwrap_or_default();
        let mode = match mode {
            retry::RetryMode::Standard => "E",
            retry::RetryMode::Adaptive => "F",
        };
        let endpoint = if self.endpoint_url.is_some() { ",N" } else { "" };
        let token = if self.auth.has_service_token() { ",3" } else { "" };
        let features = format!("{mode}{endpoint}{token}");
        let app_name = self.app_name.as_ref().map(AsRef::as_ref);
        UserAgent::new(self.execution_env.as_deref(), &features, app_name)
    }
}
