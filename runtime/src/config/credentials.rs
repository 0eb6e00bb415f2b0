//! The credentials types of a config: those of this crate, or with the feature `aws-config` those of
//! the AWS SDK, which have the same interface.

#[cfg(feature = "aws-config")]
pub use aws_credential_types::provider::error::CredentialsError;
#[cfg(feature = "aws-config")]
pub use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
#[cfg(feature = "aws-config")]
pub use aws_credential_types::{Credentials, CredentialsBuilder};

use super::{Builder, Identity};
use crate::auth;
#[cfg(not(feature = "aws-config"))]
pub use crate::auth::{
    Credentials, CredentialsBuilder, CredentialsError, ProvideCredentials, SharedCredentialsProvider,
};

impl Builder {
    /// Sets the provider of credentials, for instance [`Credentials`].
    #[must_use]
    pub fn credentials_provider(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.settings.credentials = Identity::Provider(cached(provider));
        self
    }

    /// Sets or clears the provider of credentials.
    pub fn set_credentials_provider(&mut self, provider: Option<SharedCredentialsProvider>) -> &mut Self {
        self.settings.credentials = provider.map_or(Identity::Unset, |provider| Identity::Provider(cached(provider)));
        self
    }
}

/// Returns the provider with a cache.
fn cached(provider: impl ProvideCredentials + 'static) -> auth::SharedCredentialsProvider {
    #[cfg(feature = "aws-config")]
    let provider = super::sdk_config::SdkCredentialsProvider::new(provider);
    auth::SharedCredentialsProvider::new(provider)
}

/// Returns a provider for programs, which shares the cache.
pub(super) fn shared(provider: &auth::SharedCredentialsProvider) -> SharedCredentialsProvider {
    let provider = provider.clone();
    #[cfg(feature = "aws-config")]
    let provider = SharedCredentialsProvider::new(super::sdk_config::CachedProvider::new(provider));
    provider
}
