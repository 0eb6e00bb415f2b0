//! Builds a [`Config`].

use std::sync::Arc;

use super::default_chain::DeferredChain;
use super::{AccountIdEndpointMode, AppName, BehaviorVersion, ClientSettings, Config, CredentialsSetting, Tokens};
use crate::endpoint::Value;
use crate::http::{IntoHttpClient, SharedHttpClient};
#[cfg(feature = "test-util")]
use crate::interceptor::SharedInterceptor;
use crate::settings::{Env, Region};

/// Builds a [`Config`]. Nothing is required.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    pub(super) settings: ClientSettings,
}

impl Builder {
    /// Returns a builder with nothing set.
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn from_settings(settings: ClientSettings) -> Self {
        Self { settings }
    }

    /// Discards the provider of the default chain, which depends on settings of the client.
    pub(super) fn settings_of_chain_changed(&mut self) -> &mut Self {
        if let CredentialsSetting::DefaultChain(_, provider) = &mut self.settings.credentials {
            *provider = None;
        }
        if let Tokens::DefaultChain(_, provider) = &mut self.settings.auth.tokens {
            *provider = None;
        }
        self
    }

    pub(super) fn into_settings(self) -> ClientSettings {
        self.settings
    }

    /// Returns this builder with the values that the other one sets.
    #[inline]
    pub(crate) fn with_overrides(mut self, other: Self) -> Self {
        self.settings.override_with(other.settings);
        self
    }

    /// Sets the region.
    #[must_use]
    pub fn region(mut self, region: impl Into<Option<Region>>) -> Self {
        self.set_region(region.into());
        self
    }

    /// Sets or clears the region.
    pub fn set_region(&mut self, region: Option<Region>) -> &mut Self {
        self.settings.region = region;
        self.settings_of_chain_changed()
    }

    /// Takes credentials from the default chain: the environment, the profile (keys, roles, SSO, a
    /// web identity token, `credential_process`), a web identity token of the environment, and the
    /// metadata services of the container and the machine. Without the feature `credentials-chain`,
    /// only from keys in the environment and in the profile.
    #[must_use]
    #[inline]
    pub fn default_credentials(mut self) -> Self {
        self.settings.credentials = CredentialsSetting::DefaultChain(DeferredChain::new(Env::real(), None), None);
        self
    }

    /// Sets a custom endpoint URL, which replaces that of the endpoint rules, for example
    /// `http://127.0.0.1:8080`.
    #[must_use]
    pub fn endpoint_url(mut self, endpoint_url: impl Into<String>) -> Self {
        self.set_endpoint_url(Some(endpoint_url.into()));
        self
    }

    /// Sets or clears the endpoint URL.
    #[inline]
    pub fn set_endpoint_url(&mut self, endpoint_url: Option<String>) -> &mut Self {
        self.settings.endpoint_url = endpoint_url;
        self.settings.service_endpoints = None;
        self.settings.endpoint_error = None;
        self
    }

    /// Sets whether requests go to FIPS endpoints.
    #[must_use]
    #[inline]
    pub fn use_fips(mut self, use_fips: impl Into<bool>) -> Self {
        self.set_use_fips(Some(use_fips.into()));
        self
    }

    /// Sets or clears the FIPS switch.
    #[inline]
    pub fn set_use_fips(&mut self, use_fips: Option<bool>) -> &mut Self {
        self.settings.use_fips = use_fips;
        self.settings_of_chain_changed()
    }

    /// Sets whether requests go to dual-stack endpoints (IPv4 and IPv6).
    #[must_use]
    #[inline]
    pub fn use_dual_stack(mut self, use_dual_stack: impl Into<bool>) -> Self {
        self.set_use_dual_stack(Some(use_dual_stack.into()));
        self
    }

    /// Sets or clears the dual-stack switch.
    #[inline]
    pub fn set_use_dual_stack(&mut self, use_dual_stack: Option<bool>) -> &mut Self {
        self.settings.use_dual_stack = use_dual_stack;
        self.settings_of_chain_changed()
    }

    /// Sets the mode of account-based endpoints.
    #[must_use]
    pub fn account_id_endpoint_mode(mut self, mode: impl Into<AccountIdEndpointMode>) -> Self {
        self.settings.account_id_endpoint_mode = Some(mode.into());
        self
    }

    /// Sets or clears the mode of account-based endpoints.
    pub fn set_account_id_endpoint_mode(&mut self, mode: Option<AccountIdEndpointMode>) -> &mut Self {
        self.settings.account_id_endpoint_mode = mode;
        self
    }

    /// Sets whether endpoints are discovered, if the service has endpoint discovery
    /// (`aws.api#clientEndpointDiscovery`). By default only the operations that require it use it.
    /// An `endpoint_url` takes precedence.
    #[must_use]
    pub fn endpoint_discovery_enabled(mut self, enabled: impl Into<Option<bool>>) -> Self {
        self.settings.endpoint_discovery_enabled = enabled.into();
        self
    }

    /// Has endpoints discovered also where a URL is set: the URL is that of the operation which
    /// returns them.
    #[cfg(feature = "endpoint-discovery")]
    pub(crate) fn discovers_at_endpoint_url(mut self) -> Self {
        self.settings.endpoint_discovery_enabled = Some(true);
        self.settings.discovers_at_endpoint_url = Some(true);
        self
    }

    /// Sets or clears whether endpoints are discovered.
    pub fn set_endpoint_discovery_enabled(&mut self, enabled: Option<bool>) -> &mut Self {
        self.settings.endpoint_discovery_enabled = enabled;
        self
    }

    /// Sets or clears an endpoint parameter of one service. The crates of such services
    /// (`smithy.rules#clientContextParams`) have typed setters.
    #[inline]
    pub fn set_endpoint_param(&mut self, name: &'static str, value: Option<Value>) -> &mut Self {
        match value {
            Some(value) => self.settings.endpoint_params.set(name, value),
            None => self.settings.endpoint_params.unset(name),
        }
        self
    }

    /// Sets the HTTP client: a [`HttpClient`](super::HttpClient) of this crate or, with the feature
    /// `aws-config`, an HTTP client of the AWS SDK.
    #[must_use]
    pub fn http_client<K>(mut self, http_client: impl IntoHttpClient<K>) -> Self {
        self.set_http_client(Some(http_client.into_http_client()));
        self
    }

    /// Sets or clears the HTTP client.
    #[inline]
    pub fn set_http_client(&mut self, http_client: Option<SharedHttpClient>) -> &mut Self {
        self.settings.http_client.choose(http_client);
        self.settings_of_chain_changed()
    }

    /// Adds an interceptor to all calls.
    #[cfg(feature = "test-util")]
    pub(crate) fn own_interceptor(mut self, interceptor: SharedInterceptor) -> Self {
        self.settings.interceptors.own.push(interceptor);
        self
    }

    /// Sets the program's name in the user agent.
    #[must_use]
    pub fn app_name(mut self, app_name: impl Into<AppName>) -> Self {
        self.settings.app_name = Some(app_name.into());
        self
    }

    /// Sets or clears the program's name in the user agent.
    #[inline]
    pub fn set_app_name(&mut self, app_name: Option<AppName>) -> &mut Self {
        self.settings.app_name = app_name;
        self
    }

    /// Returns the builder unchanged. The method exists for programs written for the AWS SDK.
    #[must_use]
    pub fn behavior_version(mut self, behavior_version: BehaviorVersion) -> Self {
        self.settings.behavior_version = Some(behavior_version);
        self
    }

    /// Returns the builder unchanged. The method exists for programs written for the AWS SDK.
    pub fn set_behavior_version(&mut self, behavior_version: Option<BehaviorVersion>) -> &mut Self {
        self.settings.behavior_version = behavior_version;
        self
    }

    /// Returns the builder unchanged. The method exists for programs written for the AWS SDK.
    #[must_use]
    pub fn behavior_version_latest(self) -> Self {
        self.behavior_version(BehaviorVersion::latest())
    }

    /// Returns the config.
    pub fn build(self) -> Config {
        let mut settings = self.settings;
        if let CredentialsSetting::DefaultChain(chain, None) = &settings.credentials {
            let chain = chain.clone();
            let made = chain.provider(&settings);
            settings.credentials = CredentialsSetting::DefaultChain(chain, Some(made));
        }
        if let Tokens::DefaultChain(chain, None) = &settings.auth.tokens {
            let chain = chain.clone();
            let made = chain.token_provider(&settings);
            settings.auth.tokens = Tokens::DefaultChain(chain, Some(made));
        }
        settings.is_lambda = settings.finds_lambda();
        settings.timeouts = super::timeout::effective(settings.timeout_config.as_ref());
        Config {
            inner: Arc::new(settings),
        }
    }
}
