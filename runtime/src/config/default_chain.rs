//! The default chain of a config, with the settings that it shares with the client.

use std::sync::Arc;

use super::ClientSettings;
use crate::auth::chain::{self, ChainContext, ChainSettings};
use crate::auth::{SharedCredentialsProvider, SharedTokenProvider};
use crate::settings::Env;
use crate::time::ServiceClockSkew;

/// The default chain before it is created.
#[derive(Clone)]
pub(super) struct DeferredChain {
    env: Env,
    /// The profile that the code of the program chose.
    profile_name: Option<String>,
    /// Creates the chain. Only code that asks for the chain sets this pointer, so that the linker
    /// removes the chain and the profile parser from programs that set their own credentials.
    make: fn(ChainContext) -> SharedCredentialsProvider,
    make_tokens: fn(ChainContext) -> SharedTokenProvider,
}

impl DeferredChain {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn new(env: Env, profile_name: Option<&str>) -> Self {
        Self {
            env,
            profile_name: profile_name.map(ToOwned::to_owned),
            make: chain::default_chain,
            make_tokens: chain::token_chain,
        }
    }

    /// Returns the chain for a client with these settings.
    pub(super) fn provider(&self, settings: &ClientSettings) -> SharedCredentialsProvider {
        (self.make)(self.context(settings))
    }

    /// Returns the chain of bearer tokens for a client with these settings.
    pub(super) fn token_provider(&self, settings: &ClientSettings) -> SharedTokenProvider {
        (self.make_tokens)(self.context(settings))
    }

    /// Returns the settings of the client that the chain shares, so that they are resolved once for
    /// both.
    pub(super) fn context(&self, settings: &ClientSettings) -> ChainContext {
        ChainContext {
            env: self.env.clone(),
            region: settings.region.clone(),
            http: settings.http_client.clone(),
            sleep: settings.sleep_impl.clone(),
            time: settings.time_source.clone(),
            settings: ChainSettings {
                profile_name: self.profile_name.clone(),
                use_fips: settings.use_fips,
                use_dual_stack: settings.use_dual_stack,
                retry: settings.retry_config.clone().unwrap_or_default().policy(),
                user_agent: settings.user_agent(),
            },
            skew: Arc::new(ServiceClockSkew::new(
                !settings.disable_clock_skew_correction.unwrap_or_default(),
            )),
        }
    }
}
