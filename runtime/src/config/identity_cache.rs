//! The settings of the credentials cache, for programs written for the AWS SDK.

use std::time::Duration;

use super::{Builder, Config};

/// The cache of credentials.
///
/// A client always caches the credentials of its provider. It refreshes them five minutes before
/// they expire, and all waiting calls share one load. Other settings are accepted with a warning.
#[derive(Clone, Debug)]
pub struct IdentityCache {
    /// The settings that have no effect.
    unused: Vec<&'static str>,
}

impl IdentityCache {
    /// Returns a builder of a cache that loads credentials when a call needs them.
    pub fn lazy() -> LazyCacheBuilder {
        LazyCacheBuilder::default()
    }

    /// Returns the setting to disable the cache. It has no effect: a provider whose credentials
    /// change has to set their expiry.
    #[inline]
    pub fn no_cache() -> Self {
        Self {
            unused: vec!["no_cache"],
        }
    }
}

/// Builds an [`IdentityCache`].
#[derive(Clone, Debug, Default)]
pub struct LazyCacheBuilder {
    unused: Vec<&'static str>,
}

macro_rules! unused_settings {
    ($($(#[$doc:meta])* $name:ident, $set:ident: $type:ty;)*) => {$(
        $(#[$doc])*
        #[must_use]
        #[inline]
        pub fn $name(mut self, value: $type) -> Self {
            self.$set(Some(value));
            self
        }

        $(#[$doc])*
        #[inline]
        pub fn $set(&mut self, value: Option<$type>) -> &mut Self {
            self.unused.retain(|name| *name != stringify!($name));
            if value.is_some() {
                self.unused.push(stringify!($name));
            }
            self
        }
    )*};
}

impl LazyCacheBuilder {
    unused_settings! {
        /// Accepted with a warning; the timeout of a call limits how long it waits for credentials.
        load_timeout, set_load_timeout: Duration;
        /// Accepted with a warning; credentials are refreshed five minutes before they expire.
        buffer_time, set_buffer_time: Duration;
        /// Accepted with a warning.
        buffer_time_jitter_fraction, set_buffer_time_jitter_fraction: fn() -> f64;
        /// Accepted with a warning; credentials without an expiry are loaded again after 15
        /// minutes.
        default_expiration, set_default_expiration: Duration;
    }

    /// Returns the settings.
    pub fn build(self) -> IdentityCache {
        IdentityCache { unused: self.unused }
    }
}

impl Builder {
    /// Sets the cache of credentials. See [`IdentityCache`] for the settings that have an effect.
    #[must_use]
    #[inline]
    pub fn identity_cache(mut self, identity_cache: IdentityCache) -> Self {
        self.set_identity_cache(identity_cache);
        self
    }

    /// Sets the cache of credentials. See [`IdentityCache`] for the settings that have an effect.
    #[inline]
    pub fn set_identity_cache(&mut self, identity_cache: IdentityCache) -> &mut Self {
        if !identity_cache.unused.is_empty() {
            tracing::warn!(settings = ?identity_cache.unused, "settings of the identity cache have no effect");
        }
        self.settings.identity_cache = Some(identity_cache);
        self
    }
}

impl Config {
    /// Returns the settings of the cache of credentials, if they are set.
    pub fn identity_cache(&self) -> Option<&IdentityCache> {
        self.inner.identity_cache.as_ref()
    }
}
