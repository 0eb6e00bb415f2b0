//! Conversions between credentials providers of the AWS SDK and those of this crate.

use std::error::Error;
use std::fmt;

use aws_credential_types::Credentials as SdkCredentials;
use aws_credential_types::provider::error::CredentialsError as SdkError;
use aws_credential_types::provider::future::ProvideCredentials as SdkFuture;
use aws_credential_types::provider::{
    ProvideCredentials as ProvideSdkCredentials, SharedCredentialsProvider as SharedSdkProvider,
};

use super::SdkInterface;
use crate::auth::{Credentials, CredentialsError, ProvideCredentials, SharedCredentialsProvider, future};
use crate::config::IntoCredentialsProvider;

/// A credentials provider of the AWS SDK, for [`Builder::credentials_provider`].
///
/// ```
/// use smithy_client_runtime::config::Config;
/// use smithy_client_runtime::config::sdk_config::SdkCredentialsProvider;
///
/// let keys = aws_credential_types::Credentials::new("AKID", "SECRET", None, None, "example");
/// let config = Config::builder().credentials_provider(SdkCredentialsProvider::new(keys)).build();
/// assert!(config.credentials_provider().is_some());
/// ```
#[derive(Clone)]
pub struct SdkCredentialsProvider(SharedSdkProvider);

impl SdkCredentialsProvider {
    /// Wraps a provider. Its credentials are cached until shortly before they expire.
    pub fn new(provider: impl ProvideSdkCredentials + 'static) -> Self {
        Self(SharedSdkProvider::new(provider))
    }
}

impl<P: ProvideSdkCredentials + 'static> IntoCredentialsProvider<SdkInterface> for P {
    fn into_credentials_provider(self) -> SharedCredentialsProvider {
        SharedCredentialsProvider::new(FromSdk(SharedSdkProvider::new(self)))
    }
}

/// A provider of the AWS SDK with the interface of this crate.
#[derive(Debug)]
struct FromSdk(SharedSdkProvider);

impl ProvideCredentials for FromSdk {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            match self.0.provide_credentials().await {
                Ok(credentials) => Ok(Credentials::from(&credentials)),
                Err(error) => Err(failure(error)),
            }
        })
    }
}

impl ProvideSdkCredentials for SdkCredentialsProvider {
    fn provide_credentials<'a>(&'a self) -> SdkFuture<'a>
    where
        Self: 'a,
    {
        self.0.provide_credentials()
    }
}

impl fmt::Debug for SdkCredentialsProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SdkCredentialsProvider").field(&self.0).finish()
    }
}

fn failure(error: SdkError) -> CredentialsError {
    let constructor = match &error {
        SdkError::CredentialsNotLoaded(_) if error.source().is_none() => {
            return CredentialsError::not_loaded_no_source();
        }
        SdkError::CredentialsNotLoaded(_) => CredentialsError::not_loaded,
        SdkError::InvalidConfiguration(_) => CredentialsError::invalid_configuration,
        SdkError::ProviderError(_) => CredentialsError::provider_error,
        _ => CredentialsError::unhandled,
    };
    constructor(Cause(error))
}

/// An error of the SDK, displayed with its causes: its own text only names its class.
#[derive(Debug)]
struct Cause(SdkError);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.source() {
            Some(source) => fmt::Display::fmt(source, f),
            None => fmt::Display::fmt(&self.0, f),
        }
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source().and_then(Error::source)
    }
}

/// A provider of this crate for the AWS SDK. It has a cache.
#[derive(Debug)]
pub(in crate::config) struct CachedProvider(SharedCredentialsProvider);

impl CachedProvider {
    pub(in crate::config) fn new(provider: SharedCredentialsProvider) -> Self {
        Self(provider)
    }
}

impl ProvideSdkCredentials for CachedProvider {
    fn provide_credentials<'a>(&'a self) -> SdkFuture<'a>
    where
        Self: 'a,
    {
        SdkFuture::new(async {
            match self.0.provide_credentials().await {
                Ok(credentials) => Ok(SdkCredentials::from(&credentials)),
                Err(error) => Err(SdkError::provider_error(error)),
            }
        })
    }
}

impl From<&Credentials> for SdkCredentials {
    fn from(credentials: &Credentials) -> Self {
        let mut builder = Self::builder()
            .access_key_id(credentials.access_key_id())
            .secret_access_key(credentials.secret_access_key())
            .provider_name("smithy-client-runtime");
        builder.set_session_token(credentials.session_token().map(ToOwned::to_owned));
        builder.set_expiry(credentials.expiry());
        builder.set_account_id(credentials.account_id().cloned());
        builder.build()
    }
}

impl From<&SdkCredentials> for Credentials {
    fn from(credentials: &SdkCredentials) -> Self {
        let mut builder = Self::builder()
            .access_key_id(credentials.access_key_id())
            .secret_access_key(credentials.secret_access_key())
            .provider_name("SdkCredentialsProvider");
        builder.set_session_token(credentials.session_token().map(ToOwned::to_owned));
        builder.set_expiry(credentials.expiry());
        builder.set_account_id(credentials.account_id().cloned());
        builder.build()
    }
}
