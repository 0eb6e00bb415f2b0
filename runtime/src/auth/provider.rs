//! Who provides credentials, and the cache that lets one refresh serve many waiting calls.

use std::fmt;
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use asyncband::mutex::Mutex;

use super::future;
use super::{Credentials, CredentialsError};

/// How long before their expiry credentials are refreshed, so that a request never carries ones that just expired.
const REFRESH_BEFORE_EXPIRY: Duration = Duration::from_secs(5 * 60);

/// How long credentials without an expiry are kept before the provider is asked again.
const KEEP_WITHOUT_EXPIRY: Duration = Duration::from_secs(15 * 60);

/// How long old credentials, still good, are used after a refresh failed.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// Gives credentials when asked; a plain [`Credentials`] gives itself.
pub trait ProvideCredentials: fmt::Debug + Send + Sync {
    /// Loads credentials. Who asks keeps them until shortly before they expire, so a provider needs no cache.
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

/// A provider and what it gave last; clones share both.
#[derive(Clone)]
pub struct SharedCredentialsProvider(Arc<Cache>);

struct Cache {
    provider: Box<dyn ProvideCredentials>,
    last: RwLock<Option<Entry>>,
    /// Held by whoever refreshes; holds how the last refresh failed, for the calls that waited for it.
    refresh: Mutex<Option<CredentialsError>>,
}

#[derive(Clone)]
struct Entry {
    credentials: Credentials,
    refresh_at: SystemTime,
}

impl SharedCredentialsProvider {
    /// Shares this provider.
    pub fn new(provider: impl ProvideCredentials + 'static) -> Self {
        Self(Arc::new(Cache {
            provider: Box::new(provider),
            last: RwLock::new(None),
            refresh: Mutex::new(None),
        }))
    }

    /// Credentials that are still good for a while, from the cache or the provider.
    pub(crate) async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        match self.0.fresh(SystemTime::now()) {
            Some(credentials) => Ok(credentials),
            None => self.0.refreshed().await,
        }
    }
}

impl Cache {
    fn last(&self) -> Option<Entry> {
        self.last
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, entry: Entry) {
        *self.last.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(entry);
    }

    fn fresh(&self, now: SystemTime) -> Option<Credentials> {
        self.last()
            .filter(|entry| now < entry.refresh_at)
            .map(|entry| entry.credentials)
    }

    async fn refreshed(&self) -> Result<Credentials, CredentialsError> {
        let mut failure = match self.refresh.try_lock() {
            Some(failure) => failure,
            None => {
                let failure = self.refresh.lock().await;
                // Who waited shares the failure too, so that a slow chain is not walked once for each.
                if let Some(failure) = failure.as_ref() {
                    return Err(failure.clone());
                }
                failure
            }
        };
        let now = SystemTime::now();
        if let Some(credentials) = self.fresh(now) {
            return Ok(credentials);
        }
        *failure = None;
        match self.provider.provide_credentials().await {
            Ok(credentials) => {
                let refresh_at = refresh_at(&credentials, now);
                self.keep(Entry {
                    credentials: credentials.clone(),
                    refresh_at,
                });
                Ok(credentials)
            }
            Err(error) => match self.last().filter(|entry| still_good(&entry.credentials, now)) {
                Some(entry) => {
                    self.keep(Entry {
                        credentials: entry.credentials.clone(),
                        refresh_at: now + PAUSE_AFTER_FAILURE,
                    });
                    Ok(entry.credentials)
                }
                None => {
                    *failure = Some(error.clone());
                    Err(error)
                }
            },
        }
    }
}

fn refresh_at(credentials: &Credentials, now: SystemTime) -> SystemTime {
    let Some(expiry) = credentials.expiry() else {
        return now + KEEP_WITHOUT_EXPIRY;
    };
    let left = expiry.duration_since(now).unwrap_or_default();
    // Credentials that live for a few minutes only are kept for half of that, not fetched for every call.
    now + left.saturating_sub(REFRESH_BEFORE_EXPIRY).max(left / 2).min(left)
}

fn still_good(credentials: &Credentials, now: SystemTime) -> bool {
    credentials.expiry().is_none_or(|expiry| now < expiry)
}

impl ProvideCredentials for SharedCredentialsProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

impl fmt::Debug for SharedCredentialsProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SharedCredentialsProvider")
            .field(&self.0.provider)
            .finish()
    }
}
