//! The context of the chain: the environment, the transport, the clock, and the settings of the
//! client that the credentials are for.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::http::{LazyHttpClient, UserAgent};
use crate::retry::RetryPolicy;
use crate::settings::{Env, Region};
use crate::time::{AsyncSleep, ServiceClockSkew, SharedAsyncSleep, SharedTimeSource, Sleep, TimeSource, timer};

/// Everything that the chain takes from outside.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "the sources without the feature send no requests")
)]
#[derive(Clone)]
pub(crate) struct ChainContext {
    pub(crate) env: Env,
    /// The region of the client; if it is unset, the region of the settings applies.
    pub(crate) region: Option<Region>,
    pub(crate) http: LazyHttpClient,
    pub(crate) sleep: Option<SharedAsyncSleep>,
    pub(crate) time: Option<SharedTimeSource>,
    pub(crate) settings: ChainSettings,
    /// The clock skew of AWS, measured from the services' responses.
    pub(crate) skew: Arc<ServiceClockSkew>,
}

/// The settings that the client resolved. Settings that are unset here are looked up in the
/// environment and the profile.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "the sources without the feature send no requests")
)]
#[derive(Clone)]
pub(crate) struct ChainSettings {
    /// The profile that the code of the program chose.
    pub(crate) profile_name: Option<String>,
    pub(crate) use_fips: Option<bool>,
    pub(crate) use_dual_stack: Option<bool>,
    pub(crate) retry: RetryPolicy,
    pub(crate) user_agent: UserAgent,
}

impl ChainContext {
    /// Returns the time of the client's clock.
    #[cfg_attr(not(feature = "credentials-chain"), allow(dead_code, reason = "keys have no expiry"))]
    pub(super) fn now(&self) -> SystemTime {
        self.time.as_ref().map_or_else(SystemTime::now, TimeSource::now)
    }

    #[cfg_attr(not(feature = "credentials-chain"), allow(dead_code, reason = "nothing waits"))]
    pub(super) fn sleep(&self, duration: Duration) -> Sleep {
        match &self.sleep {
            Some(sleep) => sleep.sleep(duration),
            None => timer::sleep(duration),
        }
    }

    /// Returns the client's clock, corrected by the responses of AWS: credentials expire
    /// by the clock of AWS.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn corrected_time(&self) -> SharedTimeSource {
        SharedTimeSource::new(CorrectedTime {
            time: self.time.clone(),
            skew: Arc::clone(&self.skew),
        })
    }
}

#[derive(Debug)]
struct CorrectedTime {
    time: Option<SharedTimeSource>,
    skew: Arc<ServiceClockSkew>,
}

impl TimeSource for CorrectedTime {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn now(&self) -> SystemTime {
        let now = self.time.as_ref().map_or_else(SystemTime::now, TimeSource::now);
        self.skew.at_service(now)
    }
}

/// Returns a context without a transport.
#[cfg(all(test, feature = "credentials-chain"))]
pub(super) fn test_context(env: Env) -> ChainContext {
    ChainContext {
        env,
        region: None,
        http: LazyHttpClient::unavailable(),
        sleep: None,
        time: None,
        settings: ChainSettings {
            profile_name: None,
            use_fips: None,
            use_dual_stack: None,
            retry: RetryPolicy {
                max_attempts: 3,
                initial_backoff: Duration::from_millis(1),
                initial_throttling_backoff: Duration::from_millis(1),
                max_backoff: Duration::from_millis(1),
            },
            user_agent: UserAgent::new(None, "E", None),
        },
        skew: Arc::default(),
    }
}
