//! Endpoint discovery (`aws.api#clientEndpointDiscovery`): an operation of the service returns the
//! endpoint of others, which is cached and refreshed before it expires.

mod describe;
mod reload;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::uri::PathAndQuery;

use self::describe::Discoverer;
pub use self::reload::ReloadEndpoint;
use super::authorization::Authorization;
use super::endpoint_cache::{ResolvedEndpoint, base_uri};
use super::{Inner, trace};
use crate::auth::sigv4;
use crate::auth::{Cache, Credentials, Identity};
use crate::box_error::{BoxError, Chain};
use crate::endpoint::{Endpoint, Params};
use crate::future::BoxFuture;
use crate::operation::{DiscoveredEndpoint, EndpointDiscovery, Operation};

/// The number of endpoints that a client caches.
const MAX_ENDPOINTS: usize = 100;

/// The time for which a failed discovery is not repeated, if calls can use the endpoint of the
/// rules.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(60);

const DISABLED: &str = "the operation needs endpoint discovery, which the config disables: enable it with `endpoint_discovery_enabled`, or set `endpoint_url`";

/// The discovered endpoints of a client, the most recently used at the end.
#[derive(Default)]
pub(super) struct DiscoveredEndpoints(Mutex<Vec<Arc<Entry>>>);

/// The endpoint of the calls with one key.
pub(super) struct Entry {
    pub(super) key: Key,
    cache: Arc<Cache<Discovered>>,
    fallback: Mutex<Fallback>,
}

/// The state that is used while discovery fails.
#[derive(Default)]
struct Fallback {
    /// The last endpoint that was discovered, which may have expired.
    last: Option<Discovered>,
    failed_until: Option<SystemTime>,
}

/// The facts that a discovered endpoint depends on.
#[derive(Clone)]
pub(super) struct Key {
    access_key_id: Option<String>,
    /// The endpoint of the rules.
    pub(super) base: Arc<ResolvedEndpoint>,
    /// The operation and the identifiers of its input, where the discovery asks for them.
    identified: Option<Identified>,
}

/// An operation with the identifiers of its input (`aws.api#clientEndpointDiscoveryId`).
#[derive(Clone, PartialEq, Eq)]
struct Identified {
    operation: &'static str,
    identifiers: Vec<(&'static str, String)>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let is_same_base = Arc::ptr_eq(&self.base, &other.base)
            || (self.base.uri == other.base.uri && self.base.auth_schemes == other.base.auth_schemes);
        is_same_base && self.access_key_id == other.access_key_id && self.identified == other.identified
    }
}

/// An endpoint that an operation of the service returned.
#[derive(Clone)]
pub(super) struct Discovered {
    endpoint: Arc<ResolvedEndpoint>,
    expiry: SystemTime,
}

impl PartialEq for Discovered {
    fn eq(&self, other: &Self) -> bool {
        (&self.endpoint.uri, self.expiry) == (&other.endpoint.uri, other.expiry)
    }
}

impl Identity for Discovered {
    type Error = DiscoveryError;
    type Provider = Discoverer;
    const NAME: &'static str = "discovered endpoints";

    fn load(provider: &Self::Provider) -> BoxFuture<'_, Result<Self, DiscoveryError>> {
        Box::pin(provider.discover())
    }

    fn expiry(&self) -> Option<SystemTime> {
        Some(self.expiry)
    }
}

/// The error of an endpoint that was not discovered.
#[derive(Clone, Debug)]
pub(super) struct DiscoveryError {
    operation: &'static str,
    source: Arc<dyn std::error::Error + Send + Sync>,
}

impl fmt::Display for DiscoveryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = Chain(self.source.as_ref());
        write!(f, "{} did not return the endpoint: {source}", self.operation)
    }
}

impl std::error::Error for DiscoveryError {}

/// A call whose endpoint is discovered.
pub(super) struct Discovery {
    pub(super) facts: &'static EndpointDiscovery,
    is_required: bool,
    identified: Option<Identified>,
    /// The entry that the endpoint comes from, and the path of the request.
    pub(super) used: Option<(Arc<Entry>, Option<PathAndQuery>)>,
}

impl DiscoveredEndpoints {
    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Entry>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the entry of a key.
    fn entry(&self, key: Key, new: impl FnOnce(&Key) -> Discoverer) -> Arc<Entry> {
        let mut entries = self.lock();
        let entry = match entries.iter().position(|entry| entry.key == key) {
            Some(index) => entries.remove(index),
            None => Arc::new(Entry {
                cache: Arc::new(Cache::new(Arc::new(new(&key)), None)),
                fallback: Mutex::default(),
                key,
            }),
        };
        let surplus = (entries.len() + 1).saturating_sub(MAX_ENDPOINTS);
        entries.drain(..surplus);
        entries.push(Arc::clone(&entry));
        entry
    }

    pub(super) fn forget(&self, entry: &Arc<Entry>) {
        self.lock().retain(|other| !Arc::ptr_eq(other, entry));
    }
}

impl Entry {
    fn fallback(&self) -> MutexGuard<'_, Fallback> {
        self.fallback.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Returns how the endpoint of a call is discovered; `None` if it is that of the rules.
    ///
    /// # Errors
    /// The operation needs a discovered endpoint, and the config disables discovery.
    pub(super) fn discovery(
        &self,
        operation: &'static Operation,
        params: &Params,
    ) -> Result<Option<Box<Discovery>>, BoxError> {
        let (Some(mode), Some(facts)) = (operation.discovered_endpoint, self.service.traits.endpoint_discovery) else {
            return Ok(None);
        };
        let has_url = params.endpoint().is_some() && !self.config.discovers_at_endpoint_url();
        if has_url || !self.discovers(mode)? {
            return Ok(None);
        }
        let identifiers = params.discovery_ids();
        let is_identified = facts.takes_identifiers && !identifiers.is_empty();
        Ok(Some(Box::new(Discovery {
            facts,
            is_required: mode == DiscoveredEndpoint::Required,
            identified: is_identified.then(|| Identified {
                operation: operation.name,
                identifiers: identifiers.to_vec(),
            }),
            used: None,
        })))
    }

    /// Whether the settings of the client let endpoints be discovered.
    fn discovers(&self, mode: DiscoveredEndpoint) -> Result<bool, BoxError> {
        // A mock only has responses to the calls of the program.
        let is_mocked = !self.config.own_interceptors().is_empty();
        let is_required = mode == DiscoveredEndpoint::Required;
        let has_url = self.config.endpoint_url().is_some() && !self.config.discovers_at_endpoint_url();
        match self.config.endpoint_discovery_enabled() {
            _ if is_mocked || has_url => Ok(false),
            Some(false) if is_required => Err(DISABLED.into()),
            Some(is_enabled) => Ok(is_enabled),
            None => Ok(is_required),
        }
    }

    /// Returns the endpoint of a call: of the cache, discovered, or if that fails, the last one or
    /// that of the rules.
    ///
    /// # Errors
    /// The operation needs a discovered endpoint, and there is none.
    pub(super) async fn discover(
        &self,
        discovery: &mut Discovery,
        authorization: &Authorization,
        base: Arc<ResolvedEndpoint>,
        path: Option<&PathAndQuery>,
    ) -> Result<Arc<ResolvedEndpoint>, BoxError> {
        let entry = self.entry(discovery, authorization, Arc::clone(&base));
        let found = self.discovered(&entry, discovery.is_required).await;
        discovery.used = Some((entry, path.cloned()));
        match found {
            Ok(Some(discovered)) => Ok(discovered.endpoint),
            Ok(None) => Ok(base),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the cached entry of a discovery.
    fn entry(&self, discovery: &Discovery, authorization: &Authorization, base: Arc<ResolvedEndpoint>) -> Arc<Entry> {
        let key = Key {
            access_key_id: authorization
                .credentials()
                .map(|credentials: &Credentials| credentials.access_key_id().to_owned()),
            base,
            identified: discovery.identified.clone(),
        };
        let entries = &self.shared.discovered_endpoints;
        entries.entry(key, |key| Discoverer::new(self, discovery.facts, key))
    }

    /// Returns the endpoint of an entry, or `None` if the call goes to the endpoint of the rules.
    async fn discovered(&self, entry: &Entry, is_required: bool) -> Result<Option<Discovered>, DiscoveryError> {
        let now = self.config.now();
        {
            let fallback = entry.fallback();
            let is_paused = fallback.failed_until.is_some_and(|until| now < until);
            if is_paused && (fallback.last.is_some() || !is_required) {
                return Ok(fallback.last.clone());
            }
        }
        let found = Cache::get(&entry.cache, self.config.time()).await;
        let mut fallback = entry.fallback();
        match found {
            Ok(discovered) => {
                fallback.failed_until = None;
                fallback.last = Some(discovered.clone());
                Ok(Some(discovered))
            }
            Err(error) => {
                fallback.failed_until = now.checked_add(PAUSE_AFTER_FAILURE);
                match &fallback.last {
                    None if is_required => Err(error),
                    last => {
                        trace::discovery_failed(&error, last.is_some());
                        Ok(last.clone())
                    }
                }
            }
        }
    }
}

/// Returns the endpoint at an address, which differs from that of the rules by its URL alone.
fn at_address(base: &ResolvedEndpoint, address: &str) -> Result<ResolvedEndpoint, BoxError> {
    let url = match address.contains("://") {
        true => address.to_owned(),
        false => format!("https://{address}"),
    };
    let uri = base_uri(&Endpoint::new(url), "")?;
    Ok(ResolvedEndpoint {
        host: sigv4::host(&uri).ok(),
        uri,
        headers: base.headers.clone(),
        auth_schemes: base.auth_schemes.clone(),
        #[cfg(feature = "s3-express")]
        session_bucket: None,
        scopes: base.scopes.clone(),
    })
}
