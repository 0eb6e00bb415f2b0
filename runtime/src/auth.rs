//! Identities, their providers, and the authentication of requests with them.

pub(crate) mod chain;
mod credentials;
#[cfg(feature = "http-digest-auth")]
pub(crate) mod digest;
mod error;
pub mod future;
pub(crate) mod http_auth;
mod provider;
pub(crate) mod scheme;
pub(crate) mod sigv4;

pub use self::credentials::{AccountId, Credentials, CredentialsBuilder};
pub use self::error::{CredentialsError, TokenError};
pub use self::http_auth::{Login, Token};
#[cfg(feature = "endpoint-discovery")]
pub(crate) use self::provider::{Cache, Identity};
pub use self::provider::{ProvideCredentials, ProvideToken, SharedCredentialsProvider, SharedTokenProvider};
pub use self::scheme::{AuthSchemeId, AuthSchemePreference};
