//! Providers of identities, and the cache that lets one load serve many waiting calls.

mod cache;
mod load;

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

#[cfg(not(feature = "endpoint-discovery"))]
use self::cache::Cache;
#[cfg(feature = "endpoint-discovery")]
pub(crate) use self::cache::Cache;
use super::{Credentials, CredentialsError, Token, TokenError, future};
use crate::future::BoxFuture;
use crate::time::SharedTimeSource;

/// An identity, or another value with an expiry, that a provider loads and a cache stores.
pub(crate) trait Identity: Clone + PartialEq + Send + Sync + 'static {
    type Error: Clone + fmt::Display + Send + Sync + 'static;
    type Provider: fmt::Debug + Send + Sync + ?Sized + 'static;
    /// The name of the values in messages, in the plural.
    const NAME: &'static str;

    fn load(provider: &Self::Provider) -> BoxFuture<'_, Result<Self, Self::Error>>;
    fn expiry(&self) -> Option<SystemTime>;
}

impl Identity for Credentials {
    type Error = CredentialsError;
    type Provider = dyn ProvideCredentials;
    const NAME: &'static str = "credentials";

    fn load(provider: &Self::Provider) -> BoxFuture<'_, Result<Self, CredentialsError>> {
        Box::pin(provider.provide_credentials())
    }

    fn expiry(&self) -> Option<SystemTime> {
        self.expiry()
    }
}

impl Identity for Token {
    type Error = TokenError;
    type Provider = dyn ProvideToken;
    const NAME: &'static str = "tokens";

    fn load(provider: &Self::Provider) -> BoxFuture<'_, Result<Self, TokenError>> {
        Box::pin(provider.provide_token())
    }

    fn expiry(&self) -> Option<SystemTime> {
        self.expiration()
    }
}

/// A source of credentials. [`Credentials`] are a source of themselves.
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
/// All waiting calls share one load, which continues if the call that started it is cancelled or
/// times out. If a refresh fails, the cached credentials stay in use until they expire.
#[derive(Clone)]
pub struct SharedCredentialsProvider(Arc<Cache<Credentials>>);

impl SharedCredentialsProvider {
    /// Shares this provider.
    #[inline]
    pub fn new(provider: impl ProvideCredentials + 'static) -> Self {
        Self::over(Arc::new(provider), None)
    }

    fn over(provider: Arc<dyn ProvideCredentials>, time: Option<SharedTimeSource>) -> Self {
        Self(Arc::new(Cache::new(provider, time)))
    }

    /// Shares this provider, with the clock by which its credentials expire.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn with_time(provider: impl ProvideCredentials + 'static, time: SharedTimeSource) -> Self {
        Self::over(Arc::new(provider), Some(time))
    }

    /// Returns valid credentials from the cache or the provider.
    pub(crate) async fn credentials(&self, time: Option<&SharedTimeSource>) -> Result<Credentials, CredentialsError> {
        Cache::get(&self.0, time).await
    }

    /// Returns credentials of the cache that have not expired.
    pub(crate) fn cached(&self, time: Option<&SharedTimeSource>) -> Option<Credentials> {
        self.0.cached(time)
    }

    /// Returns whether credentials have expired, by the clock of the provider.
    pub(crate) fn has_expired(&self, credentials: &Credentials, time: Option<&SharedTimeSource>) -> bool {
        self.0.has_expired(credentials, time)
    }

    /// Records that a service reported these credentials as expired: the next call loads new ones.
    pub(crate) fn invalidate(&self, credentials: &Credentials, time: Option<&SharedTimeSource>) {
        self.0.invalidate(credentials, time);
    }
}

impl ProvideCredentials for SharedCredentialsProvider {
    #[inline]
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials(None))
    }
}

impl fmt::Debug for SharedCredentialsProvider {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SharedCredentialsProvider")
            .field(self.0.provider())
            .finish()
    }
}

/// A source of bearer tokens. A [`Token`] is a source of itself.
pub trait ProvideToken: fmt::Debug + Send + Sync {
    /// Loads a token. The caller caches it until shortly before it expires, so a provider needs no
    /// cache.
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a;
}

impl<T: ProvideToken + ?Sized> ProvideToken for Arc<T> {
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        (**self).provide_token()
    }
}

/// A provider of bearer tokens with a cache; clones share both.
///
/// All waiting calls share one load. If a refresh fails, the cached token stays in use until it
/// expires.
#[derive(Clone)]
pub struct SharedTokenProvider(Arc<dyn TokenCache>);

impl SharedTokenProvider {
    /// Shares this provider.
    #[inline]
    pub fn new(provider: impl ProvideToken + 'static) -> Self {
        Self::over(Arc::new(provider), None)
    }

    /// Shares this provider, with the clock by which its tokens expire.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn with_time(provider: impl ProvideToken + 'static, time: SharedTimeSource) -> Self {
        Self::over(Arc::new(provider), Some(time))
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn over(provider: Arc<dyn ProvideToken>, time: Option<SharedTimeSource>) -> Self {
        Self(Arc::new(Arc::new(Cache::new(provider, time))))
    }

    /// Returns a valid token from the cache or the provider.
    pub(crate) async fn token(&self, time: Option<&SharedTimeSource>) -> Result<Token, TokenError> {
        self.0.token(time).await
    }

    /// Returns a token of the cache that has not expired.
    pub(crate) fn cached(&self, time: Option<&SharedTimeSource>) -> Option<Token> {
        self.0.cached(time)
    }

    /// Returns whether a token has expired, by the clock of the provider.
    pub(crate) fn has_expired(&self, token: &Token, time: Option<&SharedTimeSource>) -> bool {
        self.0.has_expired(token, time)
    }

    /// Records that a service rejected this token: the next call loads a new one.
    pub(crate) fn invalidate(&self, token: &Token, time: Option<&SharedTimeSource>) {
        self.0.invalidate(token, time);
    }
}

/// The cache of a provider, behind a pointer: a program without bearer tokens does not contain it.
trait TokenCache: Send + Sync {
    fn token<'a>(&'a self, time: Option<&'a SharedTimeSource>) -> BoxFuture<'a, Result<Token, TokenError>>;
    fn cached(&self, time: Option<&SharedTimeSource>) -> Option<Token>;
    fn has_expired(&self, token: &Token, time: Option<&SharedTimeSource>) -> bool;
    fn invalidate(&self, token: &Token, time: Option<&SharedTimeSource>);
    fn provider(&self) -> &dyn fmt::Debug;
}

impl TokenCache for Arc<Cache<Token>> {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn token<'a>(&'a self, time: Option<&'a SharedTimeSource>) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(Cache::get(self, time))
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn cached(&self, time: Option<&SharedTimeSource>) -> Option<Token> {
        Cache::cached(self, time)
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn has_expired(&self, token: &Token, time: Option<&SharedTimeSource>) -> bool {
        Cache::has_expired(self, token, time)
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn invalidate(&self, token: &Token, time: Option<&SharedTimeSource>) {
        Cache::invalidate(self, token, time);
    }

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn provider(&self) -> &dyn fmt::Debug {
        Cache::provider(self)
    }
}

impl ProvideToken for SharedTokenProvider {
    #[inline]
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::new(self.token(None))
    }
}

impl fmt::Debug for SharedTokenProvider {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SharedTokenProvider").field(&self.0.provider()).finish()
    }
}
