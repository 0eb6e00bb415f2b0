//! Loads a config from the settings and from code.

use std::fmt;

use super::fill;
use crate::auth::{AuthSchemePreference, ProvideToken};
#[cfg(feature = "credentials-chain")]
use crate::config::default_chain::DeferredChain;
use crate::config::retry::RetryConfig;
use crate::config::timeout::TimeoutConfig;
use crate::config::{
    AppName, BehaviorVersion, Builder, Config, ConstraintChecks, CredentialsSetting, IntoCredentialsProvider,
    RateLimits,
};
#[cfg(feature = "credentials-chain")]
use crate::future::BoxFuture;
use crate::http::IntoHttpClient;
use crate::settings::{ConfigError, Env, Region, Sources};
use crate::time::{AsyncSleep, TimeSource};

/// Loads a [`Config`] from the environment and the shared config files, as `aws_config` does.
/// Settings made here take precedence over both.
///
/// If nothing sets a region, the instance metadata service is asked for one; this takes up to two
/// seconds on machines without it. `AWS_EC2_METADATA_DISABLED=true` prevents the request.
///
/// ```
/// use smithy_client_runtime::config::{Config, Env, Region};
///
/// # async fn example() -> Result<(), smithy_client_runtime::config::ConfigError> {
/// let config = Config::loader().profile_name("partner").region(Region::new("us-east-1")).load().await?;
/// # Ok(()) }
/// ```
#[derive(Clone, Default)]
#[must_use = "a loader does nothing until `load` is called"]
pub struct ConfigLoader {
    env: Env,
    profile_name: Option<String>,
    code: Builder,
}

impl ConfigLoader {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Reads the variables of this environment instead of those of the process. It also determines
    /// the config files, by their variables or its home directory.
    #[inline]
    pub fn env(mut self, env: Env) -> Self {
        self.env = env;
        self
    }

    /// Chooses the profile, instead of `AWS_PROFILE`. Its credentials take precedence over those of
    /// the environment, because code asks for them.
    pub fn profile_name(mut self, profile_name: impl Into<String>) -> Self {
        self.profile_name = Some(profile_name.into());
        self
    }

    /// Sets the region.
    pub fn region(mut self, region: impl Into<Option<Region>>) -> Self {
        self.code.set_region(region.into());
        self
    }

    /// Sets a custom endpoint URL, for any service.
    pub fn endpoint_url(self, endpoint_url: impl Into<String>) -> Self {
        self.with(|code| code.endpoint_url(endpoint_url))
    }

    /// Sets the provider of credentials.
    pub fn credentials_provider<K>(self, provider: impl IntoCredentialsProvider<K>) -> Self {
        self.with(|code| code.credentials_provider(provider))
    }

    /// Sets the provider of bearer tokens.
    pub fn token_provider(self, provider: impl ProvideToken + 'static) -> Self {
        self.with(|code| code.token_provider(provider))
    }

    /// Sets the auth schemes that take precedence over the order of the model, the best one first.
    pub fn auth_scheme_preference(self, preference: impl Into<AuthSchemePreference>) -> Self {
        self.with(|code| code.auth_scheme_preference(preference))
    }

    /// Sets whether requests go to FIPS endpoints.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub fn use_fips(self, use_fips: bool) -> Self {
        self.with(|code| code.use_fips(use_fips))
    }

    /// Sets whether requests go to dual-stack endpoints (IPv4 and IPv6).
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub fn use_dual_stack(self, use_dual_stack: bool) -> Self {
        self.with(|code| code.use_dual_stack(use_dual_stack))
    }

    /// Sets the program's name in the user agent.
    pub fn app_name(self, app_name: impl Into<AppName>) -> Self {
        self.with(|code| code.app_name(app_name))
    }

    /// Checks inputs before they are sent. By default they are not checked.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub fn constraint_checks(self, checks: ConstraintChecks) -> Self {
        self.with(|code| code.constraint_checks(checks))
    }

    /// Limits the requests per second. By default nothing is limited.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub fn rate_limits(self, limits: RateLimits) -> Self {
        self.with(|code| code.rate_limits(limits))
    }

    /// Sets the retry settings.
    pub fn retry_config(self, retry_config: impl Into<RetryConfig>) -> Self {
        self.with(|code| code.retry_config(retry_config))
    }

    /// Sets the timeouts of calls. Unset ones come from `AWS_DEFAULTS_MODE`, or have their
    /// defaults.
    pub fn timeout_config(self, timeout_config: impl Into<TimeoutConfig>) -> Self {
        self.with(|code| code.timeout_config(timeout_config))
    }

    /// Sets the HTTP client. `AWS_CA_BUNDLE` and the variables for proxies are then ignored.
    pub fn http_client<K>(self, http_client: impl IntoHttpClient<K>) -> Self {
        self.with(|code| code.http_client(http_client))
    }

    /// Sets the clock for signatures and expiries.
    pub fn time_source(self, time_source: impl TimeSource + 'static) -> Self {
        self.with(|code| code.time_source(time_source))
    }

    /// Sets the timer for pauses and timeouts.
    pub fn sleep_impl(self, sleep_impl: impl AsyncSleep + 'static) -> Self {
        self.with(|code| code.sleep_impl(sleep_impl))
    }

    /// Sets whether requests are signed by the local clock, even if responses show that it is
    /// wrong.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub fn disable_clock_skew_correction(self, disable: bool) -> Self {
        self.with(|code| code.disable_clock_skew_correction(disable))
    }

    /// Returns the loader unchanged. The method exists for programs written for the AWS SDK.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub fn behavior_version(self, behavior_version: BehaviorVersion) -> Self {
        self.with(|code| code.behavior_version(behavior_version))
    }

    #[inline]
    fn with(mut self, change: impl FnOnce(Builder) -> Builder) -> Self {
        self.code = change(self.code);
        self
    }

    /// Reads the settings. Credentials are loaded by the first call that needs them.
    ///
    /// # Errors
    /// A setting has an invalid value (this includes endpoint URLs of services that the program
    /// does not call), a file cannot be read, or the chosen profile is needed and does not exist.
    /// The error names the variable, or the file and the line. Settings that are missing are
    /// reported by the call that needs them.
    pub async fn load(self) -> Result<Config, ConfigError> {
        match self.read()? {
            LoadedSettings::Complete(config) => Ok(config),
            #[cfg(feature = "credentials-chain")]
            LoadedSettings::WithoutRegion(region, builder) => {
                let region = region.await;
                Ok((*builder).region(region).build())
            }
        }
    }

    /// Reads the settings outside of the future, whose code is compiled again in each program that
    /// awaits it.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn read(self) -> Result<LoadedSettings, ConfigError> {
        let profile_name = self.profile_name.as_deref();
        let sources = Sources::load(&self.env, profile_name)?;
        let mut settings = self.code.into_settings();
        // If the code of the program sets everything that the profile could, a missing profile does
        // not matter.
        if settings.region.is_none() || matches!(settings.credentials, CredentialsSetting::Unset) {
            sources.require_profile()?;
        }
        fill::fill(&mut settings, &sources, profile_name)?;
        #[cfg(feature = "credentials-chain")]
        if settings.region.is_none() {
            let context = DeferredChain::new(self.env, profile_name).context(&settings);
            let region = Box::pin(async move { context.imds_region(&sources).await });
            return Ok(LoadedSettings::WithoutRegion(
                region,
                Box::new(Builder::from_settings(settings)),
            ));
        }
        Ok(LoadedSettings::Complete(Builder::from_settings(settings).build()))
    }
}

/// The settings as they were read.
enum LoadedSettings {
    Complete(Config),
    /// Settings without a region, and a future that asks the instance metadata service for one.
    #[cfg(feature = "credentials-chain")]
    WithoutRegion(BoxFuture<'static, Option<Region>>, Box<Builder>),
}

impl fmt::Debug for ConfigLoader {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfigLoader")
            .field("profile_name", &self.profile_name)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
