//! Credentials, their sources, and signing.

pub(crate) mod chain;
mod credentials;
pub mod future;
mod provider;
pub(crate) mod sigv4;

pub use self::credentials::{Credentials, CredentialsBuilder, CredentialsError};
pub use self::provider::{ProvideCredentials, SharedCredentialsProvider};
