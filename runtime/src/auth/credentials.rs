//! Credentials: the keys that requests are signed with.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

#[cfg(feature = "aws-config")]
pub use aws_credential_types::attributes::AccountId;

#[cfg(not(feature = "aws-config"))]
pub use self::account_id::AccountId;
use super::future;
use super::provider::ProvideCredentials;
use crate::primitives::Redacted;

/// AWS credentials: an access key and its secret, with an optional session token. Cheap to clone.
/// `Debug` does not show the secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials(Arc<Keys>);

#[derive(Clone, PartialEq, Eq)]
struct Keys {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    expires_after: Option<SystemTime>,
    account_id: Option<AccountId>,
    provider_name: &'static str,
}

impl Credentials {
    /// Returns credentials with these keys, the time at which they expire, and the name of their
    /// provider, which `Debug` shows.
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: Option<String>,
        expires_after: Option<SystemTime>,
        provider_name: &'static str,
    ) -> Self {
        Self(Arc::new(Keys {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token,
            expires_after,
            account_id: None,
            provider_name,
        }))
    }

    /// Returns credentials that do not expire.
    pub fn from_keys(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: Option<String>,
    ) -> Self {
        Self::new(access_key_id, secret_access_key, session_token, None, "Static")
    }

    /// Returns credentials for tests.
    #[cfg(feature = "test-util")]
    pub fn for_tests() -> Self {
        CredentialsBuilder::for_tests().build()
    }

    /// Returns temporary credentials for tests.
    #[cfg(feature = "test-util")]
    pub fn for_tests_with_session_token() -> Self {
        CredentialsBuilder::for_tests()
            .session_token("notarealsessiontoken")
            .build()
    }

    /// Returns a builder, for providers of credentials.
    pub fn builder() -> CredentialsBuilder {
        CredentialsBuilder::default()
    }

    /// Returns these keys with another expiry.
    #[cfg_attr(
        not(feature = "credentials-chain"),
        allow(dead_code, reason = "only the chain extends keys")
    )]
    pub(crate) fn with_expiry(&self, expiry: SystemTime) -> Self {
        let mut keys = Keys::clone(&self.0);
        keys.expires_after = Some(expiry);
        Self(Arc::new(keys))
    }

    /// Returns these keys with the account that they belong to.
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(crate) fn with_account_id(&self, account_id: &str) -> Self {
        let mut keys = Keys::clone(&self.0);
        keys.account_id = Some(account_id.into());
        Self(Arc::new(keys))
    }

    /// Returns the access key id.
    pub fn access_key_id(&self) -> &str {
        &self.0.access_key_id
    }

    /// Returns the secret key.
    pub fn secret_access_key(&self) -> &str {
        &self.0.secret_access_key
    }

    /// Returns the session token of temporary credentials.
    pub fn session_token(&self) -> Option<&str> {
        self.0.session_token.as_deref()
    }

    /// Returns the time at which the credentials expire; `None` if they do not.
    pub fn expiry(&self) -> Option<SystemTime> {
        self.0.expires_after
    }

    /// Returns the account that the credentials belong to, if the provider knows it.
    pub fn account_id(&self) -> Option<&AccountId> {
        self.0.account_id.as_ref()
    }

    /// Returns the account as text.
    pub(crate) fn account_id_text(&self) -> Option<&str> {
        self.account_id().map(AccountId::as_str)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("provider_name", &self.0.provider_name)
            .field("access_key_id", &self.0.access_key_id)
            .field("secret_access_key", &Redacted)
            .field("session_token", &self.0.session_token.as_ref().map(|_| Redacted))
            .field("expires_after", &self.0.expires_after)
            .field("account_id", &self.0.account_id)
            .finish()
    }
}

impl ProvideCredentials for Credentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Ok(self.clone()))
    }
}

#[cfg(not(feature = "aws-config"))]
mod account_id {
    /// The id of an AWS account.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AccountId(String);

    impl AccountId {
        /// Returns the id as text.
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }

    impl<T: Into<String>> From<T> for AccountId {
        fn from(id: T) -> Self {
            Self(id.into())
        }
    }
}

/// Builds [`Credentials`]. It does not implement `Debug`, like the builder of the AWS SDK.
#[allow(missing_debug_implementations, reason = "it holds secrets")]
#[derive(Clone, Default)]
pub struct CredentialsBuilder {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    expires_after: Option<SystemTime>,
    account_id: Option<AccountId>,
    provider_name: &'static str,
}

impl CredentialsBuilder {
    /// Returns a builder with the keys of [`Credentials::for_tests`].
    #[cfg(feature = "test-util")]
    pub fn for_tests() -> Self {
        Self::default()
            .access_key_id("ANOTREAL")
            .secret_access_key("notrealrnrELgWzOk3IfjzDKtFBhDby")
            .provider_name("test")
    }

    /// Sets the access key id.
    #[must_use]
    pub fn access_key_id(mut self, access_key_id: impl Into<String>) -> Self {
        self.access_key_id = access_key_id.into();
        self
    }

    /// Sets the secret key.
    #[must_use]
    pub fn secret_access_key(mut self, secret_access_key: impl Into<String>) -> Self {
        self.secret_access_key = secret_access_key.into();
        self
    }

    /// Sets the session token.
    #[must_use]
    pub fn session_token(mut self, session_token: impl Into<String>) -> Self {
        self.session_token = Some(session_token.into());
        self
    }

    /// Sets or clears the session token.
    pub fn set_session_token(&mut self, session_token: Option<String>) {
        self.session_token = session_token;
    }

    /// Sets the time at which the credentials expire.
    #[must_use]
    pub fn expiry(mut self, expiry: SystemTime) -> Self {
        self.expires_after = Some(expiry);
        self
    }

    /// Sets or clears the time at which the credentials expire.
    pub fn set_expiry(&mut self, expiry: Option<SystemTime>) {
        self.expires_after = expiry;
    }

    /// Sets the account.
    #[must_use]
    pub fn account_id(mut self, account_id: impl Into<AccountId>) -> Self {
        self.account_id = Some(account_id.into());
        self
    }

    /// Sets or clears the account.
    #[inline]
    pub fn set_account_id(&mut self, account_id: Option<AccountId>) {
        self.account_id = account_id;
    }

    /// Sets the name of the provider.
    #[must_use]
    pub fn provider_name(mut self, provider_name: &'static str) -> Self {
        self.provider_name = provider_name;
        self
    }

    /// Returns the credentials; keys that were not set are empty.
    pub fn build(self) -> Credentials {
        Credentials(Arc::new(Keys {
            access_key_id: self.access_key_id,
            secret_access_key: self.secret_access_key,
            session_token: self.session_token,
            expires_after: self.expires_after,
            account_id: self.account_id,
            provider_name: self.provider_name,
        }))
    }
}
