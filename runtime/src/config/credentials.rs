//! The credentials types of a config: those of this crate, or with the feature `aws-config` those
//! of the AWS SDK, which have the same interface.

#[cfg(feature = "aws-config")]
pub use aws_credential_types::provider::error::CredentialsError;
#[cfg(feature = "aws-config")]
pub use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
#[cfg(feature = "aws-config")]
pub use aws_credential_types::{Credentials, CredentialsBuilder};

use super::{Builder, Config, CredentialsSetting};
use crate::auth;
#[cfg(not(feature = "aws-config"))]
pub use crate::auth::{
    Credentials, CredentialsBuilder, CredentialsError, ProvideCredentials, SharedCredentialsProvider,
};
use crate::http::OwnInterface;

/// A value that a config takes as its provider of credentials.
///
/// The type parameter, which the compiler infers, is the interface of the provider: that of this
/// crate or, with the feature `aws-config`, that of the AWS SDK.
pub trait IntoCredentialsProvider<Kind> {
    /// Returns the provider with a cache.
    fn into_credentials_provider(self) -> auth::SharedCredentialsProvider;
}

impl<P: auth::ProvideCredentials + 'static> IntoCredentialsProvider<OwnInterface> for P {
    fn into_credentials_provider(self) -> auth::SharedCredentialsProvider {
        auth::SharedCredentialsProvider::new(self)
    }
}

impl Builder {
    /// Sets the provider of credentials, for example [`Credentials`].
    #[must_use]
    pub fn credentials_provider<K>(mut self, provider: impl IntoCredentialsProvider<K>) -> Self {
        self.settings.credentials = CredentialsSetting::Provider(provider.into_credentials_provider());
        self
    }

    /// Sets or clears the provider of credentials.
    #[inline]
    pub fn set_credentials_provider(&mut self, provider: Option<SharedCredentialsProvider>) -> &mut Self {
        self.settings.credentials = provider.map_or(CredentialsSetting::Unset, |provider| {
            CredentialsSetting::Provider(provider.into_credentials_provider())
        });
        self
    }
}

impl Config {
    /// Returns the provider of credentials with its cache, in the type of this crate.
    #[doc(hidden)]
    pub fn cached_credentials_provider(&self) -> Option<auth::SharedCredentialsProvider> {
        self.provider().cloned()
    }
}

/// Returns a provider of the public type, which shares the cache.
pub(super) fn shared(provider: &auth::SharedCredentialsProvider) -> SharedCredentialsProvider {
    let provider = provider.clone();
    #[cfg(feature = "aws-config")]
    let provider = SharedCredentialsProvider::new(super::sdk_config::CachedProvider::new(provider));
    provider
}
