//! The discovery of the endpoint of a whole client, started by the program.

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use super::super::authorization::Authorization;
use super::super::endpoint_cache::ResolvedEndpoint;
use super::super::{Handle, Inner, trace};
use super::Discovery;
use crate::box_error::BoxError;
use crate::config::Builder;
use crate::endpoint::EndpointRequest;
use crate::operation::{AuthScheme, DiscoveredEndpoint};

/// The interval of the checks of the endpoint's expiry.
const INTERVAL: Duration = Duration::from_secs(60);

impl Handle {
    /// Returns this client with endpoint discovery enabled and its endpoint discovered, and a
    /// handle that reloads the endpoint. Where the config has a URL, the operation that returns the
    /// endpoint is called there, as clients of the official crates do.
    ///
    /// # Errors
    /// The endpoint is not discovered.
    #[doc(hidden)]
    pub async fn with_endpoint_discovery_enabled(self) -> Result<(Self, ReloadEndpoint), BoxError> {
        let handle = self.with_overrides(Builder::default().discovers_at_endpoint_url());
        let reload = ReloadEndpoint(Arc::downgrade(&handle.inner));
        handle.inner.load_endpoint(false).await?;
        Ok((handle, reload))
    }
}

impl Inner {
    /// Returns how the endpoint of the whole client is discovered; `None` if there is none.
    ///
    /// # Errors
    /// Errors of [`discovery`](Self::discovery).
    fn discovery_of_client(&self) -> Result<Option<Discovery>, BoxError> {
        let facts = self.service.traits.endpoint_discovery;
        let Some((facts, mode)) = facts.and_then(|facts| Some((facts, facts.of_client?))) else {
            return Ok(None);
        };
        Ok(self.discovers(mode)?.then_some(Discovery {
            facts,
            is_required: mode == DiscoveredEndpoint::Required,
            identified: None,
            used: None,
        }))
    }

    /// Returns the endpoint that the whole client has: the one that is discovered, or that of the
    /// rules.
    ///
    /// # Errors
    /// The client needs a discovered endpoint, and there is none.
    pub(in crate::client) async fn endpoint_of_client(
        &self,
        authorization: &Authorization,
        base: Arc<ResolvedEndpoint>,
    ) -> Result<Arc<ResolvedEndpoint>, BoxError> {
        let Some(mut discovery) = self.discovery_of_client()? else {
            return Ok(base);
        };
        self.set_scope(authorization, &base)?;
        self.discover(&mut discovery, authorization, base, None).await
    }

    /// Has the next call with this key discover the endpoint again.
    fn expire(&self, discovery: &Discovery, authorization: &Authorization, base: &Arc<ResolvedEndpoint>) {
        let entry = self.entry(discovery, authorization, Arc::clone(base));
        let last = entry.fallback().last.clone();
        if let Some(last) = last {
            entry.cache.invalidate(&last, self.config.time());
        }
    }

    /// Discovers the endpoint of the whole client, unless the cache has one that may be used.
    async fn load_endpoint(&self, is_forced: bool) -> Result<(), BoxError> {
        let Some(discovery) = self.discovery_of_client()? else {
            return Ok(());
        };
        let scheme = self.scheme_of_model(self.service.traits.auth_schemes);
        let authorization = self.authorize(scheme.unwrap_or(AuthScheme::NoAuth)).await?;
        let base = self.endpoint(EndpointRequest::default().into_params(), authorization.credentials())?;
        if is_forced {
            self.expire(&discovery, &authorization, &base);
        }
        self.endpoint_of_client(&authorization, base).await?;
        Ok(())
    }
}

/// A handle to the discovered endpoint of a client.
///
/// The client reloads its endpoint by itself: calls in the last minutes before it expires start
/// that, and wait for nothing. A program that calls seldom can spawn
/// [`reload_task`](Self::reload_task), so that no call finds an expired endpoint.
#[must_use]
pub struct ReloadEndpoint(Weak<Inner>);

impl ReloadEndpoint {
    /// Discovers the endpoint again. If that fails, the last one stays in use.
    pub async fn reload_once(&self) {
        self.load(true).await;
    }

    /// Reloads the endpoint before it expires, until the client is dropped.
    pub async fn reload_task(self) {
        while let Some(inner) = self.0.upgrade() {
            let pause = inner.config.sleep(INTERVAL);
            drop(inner);
            pause.await;
            self.load(false).await;
        }
    }

    async fn load(&self, is_forced: bool) {
        if let Some(inner) = self.0.upgrade()
            && let Err(error) = inner.load_endpoint(is_forced).await
        {
            trace::discovery_failed(&error, true);
        }
    }
}

impl fmt::Debug for ReloadEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReloadEndpoint").finish_non_exhaustive()
    }
}
