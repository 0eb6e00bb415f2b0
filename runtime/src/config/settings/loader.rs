//! Loads a config, with what code has to say about it.

use std::fmt;

use super::fill;
use crate::auth::ProvideCredentials;
use crate::config::retry::RetryConfig;
use crate::config::timeout::TimeoutConfig;
use crate::config::{AppName, BehaviorVersion, Builder, Config};
use crate::http::HttpClient;
use crate::settings::{ConfigError, Env, Region, Sources};
use crate::time::{AsyncSleep, TimeSource};

/// Loads a [`Config`] from the environment and the shared config files, as `aws_config` does; what is set here goes
/// before both.
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
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Reads the variables of this environment instead of the process's; the files are those that it names, or those
    /// below its home directory.
    pub fn env(mut self, env: Env) -> Self {
        self.env = env;
        self
    }

    /// Chooses the profile, instead of `AWS_PROFILE`. Its credentials go before those of the environment, as the profile is
    /// asked for in code.
    pub fn profile_name(mut self, profile_name: impl Into<String>) -> Self {
        self.profile_name = Some(profile_name.into());
        self
    }

    /// Sets the region.
    pub fn region(mut self, region: impl Into<Option<Region>>) -> Self {
        self.code.set_region(region.into());
        self
    }

    /// Sets the URL that requests go to, of whatever service.
    pub fn endpoint_url(self, endpoint_url: impl Into<String>) -> Self {
        self.with(|code| code.endpoint_url(endpoint_url))
    }

    /// Sets the provider of credentials.
    pub fn credentials_provider(self, provider: impl ProvideCredentials + 'static) -> Self {
        self.with(|code| code.credentials_provider(provider))
    }

    /// Sets whether requests go to endpoints with validated cryptography.
    pub fn use_fips(self, use_fips: bool) -> Self {
        self.with(|code| code.use_fips(use_fips))
    }

    /// Sets whether requests go to endpoints that speak IPv6 as well.
    pub fn use_dual_stack(self, use_dual_stack: bool) -> Self {
        self.with(|code| code.use_dual_stack(use_dual_stack))
    }

    /// Sets the program's name in the user agent.
    pub fn app_name(self, app_name: AppName) -> Self {
        self.with(|code| code.app_name(app_name))
    }

    /// Sets what is done about failures that may pass.
    pub fn retry_config(self, retry_config: RetryConfig) -> Self {
        self.with(|code| code.retry_config(retry_config))
    }

    /// Sets how long a call may take; what it leaves open comes from `AWS_DEFAULTS_MODE`, or is the default.
    pub fn timeout_config(self, timeout_config: TimeoutConfig) -> Self {
        self.with(|code| code.timeout_config(timeout_config))
    }

    /// Sets the transport; `AWS_CA_BUNDLE` and the variables for proxies are then not looked at.
    pub fn http_client(self, http_client: impl HttpClient + 'static) -> Self {
        self.with(|code| code.http_client(http_client))
    }

    /// Sets the clock that requests are signed by.
    pub fn time_source(self, time_source: impl TimeSource + 'static) -> Self {
        self.with(|code| code.time_source(time_source))
    }

    /// Sets the way to wait.
    pub fn sleep_impl(self, sleep_impl: impl AsyncSleep + 'static) -> Self {
        self.with(|code| code.sleep_impl(sleep_impl))
    }

    /// Accepted for programs written for the AWS SDK.
    pub fn behavior_version(self, behavior_version: BehaviorVersion) -> Self {
        self.with(|code| code.behavior_version(behavior_version))
    }

    fn with(mut self, change: impl FnOnce(Builder) -> Builder) -> Self {
        self.code = change(self.code);
        self
    }

    /// Reads the settings. Credentials are loaded by the first call that needs them.
    ///
    /// # Errors
    /// A setting whose value cannot be used, with its variable or its file and line; a file that cannot be read; a
    /// profile that is asked for by name and is nowhere. What is not set is reported by the call that needs it.
    pub async fn load(self) -> Result<Config, ConfigError> {
        self.read()
    }

    /// Apart from the future, whose code is compiled in each program that awaits it.
    fn read(self) -> Result<Config, ConfigError> {
        let profile_name = self.profile_name.as_deref();
        let sources = Sources::load(&self.env, profile_name)?;
        let mut settings = self.code.into_settings();
        fill::fill(&mut settings, &sources, profile_name)?;
        Ok(Builder::from_settings(settings).build())
    }
}

impl fmt::Debug for ConfigLoader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfigLoader")
            .field("profile_name", &self.profile_name)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
