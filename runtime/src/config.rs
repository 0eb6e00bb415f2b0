//! What a client goes by: region, credentials, endpoint, transport.

mod account_id_endpoint_mode;
mod app_name;
mod behavior_version;
mod builder;
mod credentials;
mod default_chain;
pub mod future;
pub mod http;
mod provider;
mod region;
pub mod retry;
mod settings;
mod time;
pub mod timeout;

use std::fmt;
use std::sync::Arc;

pub use self::account_id_endpoint_mode::{AccountIdEndpointMode, InvalidAccountIdEndpointMode};
pub use self::app_name::{AppName, InvalidAppName};
pub use self::behavior_version::BehaviorVersion;
pub use self::builder::Builder;
pub use self::credentials::{Credentials, CredentialsBuilder, CredentialsError};
pub use self::http::{HttpClient, SharedHttpClient, http_client_fn};
pub use self::provider::{ProvideCredentials, SharedCredentialsProvider};
pub use self::region::Region;
pub use self::settings::ConfigError;
pub(crate) use self::settings::service_endpoint_url;
pub use self::time::{AsyncSleep, SharedAsyncSleep, SharedTimeSource, Sleep, TimeSource};
use crate::endpoint::Params;

/// The configuration of a client; cheap to clone.
#[derive(Clone)]
pub struct Config {
    inner: Arc<Settings>,
}

#[derive(Clone, Default)]
struct Settings {
    region: Option<Region>,
    credentials: Identity,
    endpoint_url: Option<String>,
    /// The endpoint URL is one for all services, which a service's own variable goes before.
    endpoint_url_for_all: bool,
    use_fips: Option<bool>,
    use_dual_stack: Option<bool>,
    account_id_endpoint_mode: Option<AccountIdEndpointMode>,
    /// What settings of a single service tell its endpoint rules (`smithy.rules#clientContextParams`).
    endpoint_params: Params,
    http_client: Option<SharedHttpClient>,
    app_name: Option<AppName>,
    behavior_version: Option<BehaviorVersion>,
    retry_config: Option<retry::RetryConfig>,
    timeout_config: Option<timeout::TimeoutConfig>,
    /// What is set of timeouts, and the defaults for the rest; made when the config is built.
    timeouts: timeout::TimeoutConfig,
    time_source: Option<SharedTimeSource>,
    sleep_impl: Option<SharedAsyncSleep>,
}

/// Where credentials come from.
#[derive(Clone, Default)]
enum Identity {
    #[default]
    Unset,
    Provider(SharedCredentialsProvider),
    /// The environment, the profile files, and what the machine or container offers; made when the transport that it
    /// asks through is known.
    DefaultChain(Option<SharedCredentialsProvider>),
}

impl Config {
    /// A builder with nothing set.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// A builder that holds what this config holds.
    pub fn to_builder(&self) -> Builder {
        Builder::from_settings(Settings::clone(&self.inner))
    }

    /// A config from the environment: region, endpoint URL, FIPS and dual-stack switches, and credentials from the
    /// default chain.
    ///
    /// # Errors
    /// A variable whose value cannot be used. What is not set is reported by the call that needs it.
    pub async fn from_env() -> Result<Self, ConfigError> {
        settings::from_env(&settings::os_variable)
    }

    /// The region.
    pub fn region(&self) -> Option<&Region> {
        self.inner.region.as_ref()
    }

    /// The provider of credentials.
    pub fn credentials_provider(&self) -> Option<SharedCredentialsProvider> {
        self.provider().cloned()
    }

    pub(crate) fn provider(&self) -> Option<&SharedCredentialsProvider> {
        match &self.inner.credentials {
            Identity::Provider(provider) => Some(provider),
            Identity::DefaultChain(provider) => provider.as_ref(),
            Identity::Unset => None,
        }
    }

    /// The URL that requests go to instead of the one that the endpoint rules give.
    pub fn endpoint_url(&self) -> Option<&str> {
        self.inner.endpoint_url.as_deref()
    }

    pub(crate) fn endpoint_url_is_for_all(&self) -> bool {
        self.inner.endpoint_url.is_none() || self.inner.endpoint_url_for_all
    }

    /// Whether requests go to endpoints with validated cryptography.
    pub fn use_fips(&self) -> Option<bool> {
        self.inner.use_fips
    }

    /// Whether requests go to endpoints that speak IPv6 as well.
    pub fn use_dual_stack(&self) -> Option<bool> {
        self.inner.use_dual_stack
    }

    /// Whether requests go to endpoints of one account, where a service has such.
    pub fn account_id_endpoint_mode(&self) -> Option<AccountIdEndpointMode> {
        self.inner.account_id_endpoint_mode
    }

    /// What settings of a single service tell its endpoint rules (`smithy.rules#clientContextParams`).
    pub fn endpoint_params(&self) -> &Params {
        &self.inner.endpoint_params
    }

    /// The transport.
    pub fn http_client(&self) -> Option<SharedHttpClient> {
        self.inner.http_client.clone()
    }

    pub(crate) fn transport(&self) -> Option<&SharedHttpClient> {
        self.inner.http_client.as_ref()
    }

    /// The program's name in the user agent.
    pub fn app_name(&self) -> Option<&AppName> {
        self.inner.app_name.as_ref()
    }

    /// The version of default behaviour that the program was written for.
    pub fn behavior_version(&self) -> Option<BehaviorVersion> {
        self.inner.behavior_version
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region)
            .field("credentials", &self.credentials)
            .field(
                "endpoint_url",
                &self.endpoint_url.as_deref().map(crate::endpoint::shown),
            )
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("account_id_endpoint_mode", &self.account_id_endpoint_mode)
            .field("http_client", &self.http_client)
            .field("app_name", &self.app_name)
            .field("retry_config", &self.retry_config)
            .field("timeout_config", &self.timeout_config)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset => f.write_str("unset"),
            Self::Provider(provider) => provider.fmt(f),
            Self::DefaultChain(_) => f.write_str("default chain"),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
