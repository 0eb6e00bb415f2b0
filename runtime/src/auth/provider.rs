//! Providers of credentials, and the cache that lets one load serve many waiting calls.

mod cache;
mod load;

use std::fmt;
use std::sync::Arc;

use self::cache::Cache;
use super::{Credentials, CredentialsError, future};
use crate::time::SharedTimeSource;

/// A source of credentials; plain [`Credentials`] are one.
pub trait ProvideCredentials: fmt::Debug + Send + Sync {
    /// Loads credentials. The caller caches them until shortly before they expire, so a provider
    /// needs no cache.
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a;
}

impl<T: ProvideCredentials + ?Sized> ProvideCredentials for Arc<T> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        (**self).provide_credentials()
    }
}

/// A provider with a cache; clones share both.
///
/// One load serves all calls that wait for it, and it goes on when the call that started it is
/// cancelled or times out. If a refresh fails, the cached credentials stay in use until they
/// expire.
#[derive(Clone)]
pub struct SharedCredentialsProvider(Arc<Cache>);

impl SharedCredentialsProvider {
    /// Shares this provider.
    pub fn new(provider: impl ProvideCredentials + 'static) -> Self {
        Self(Arc::new(Cache::new(Arc::new(provider), None)))
    }

    /// Shares this provider, whose credentials expire by this clock.
    pub(crate) fn with_time(provider: impl ProvideCredentials + 'static, time: SharedTimeSource) -> Self {
        Self(Arc::new(Cache::new(Arc::new(provider), Some(time))))
    }

    /// Returns credentials that are valid for a while, from the cache or the provider.
    pub(crate) async fn credentials(&self, time: Option<&SharedTimeSource>) -> Result<Credentials, CredentialsError> {
        Cache::credentials(&self.0, time).await
    }

    /// Takes note that a service called these credentials expired: the next call gets others.
    pub(crate) fn invalidate(&self, credentials: &Credentials, time: Option<&SharedTimeSource>) {
        self.0.invalidate(credentials, time);
    }
}

impl ProvideCredentials for SharedCredentialsProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials(None))
    }
}

impl fmt::Debug for SharedCredentialsProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SharedCredentialsProvider")
            .field(self.0.provider())
            .finish()
    }
}
