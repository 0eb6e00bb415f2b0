//! The futures that the traits of a config return.

#[cfg(feature = "aws-config")]
pub use aws_credential_types::provider::future::ProvideCredentials;

#[cfg(not(feature = "aws-config"))]
pub use crate::auth::future::ProvideCredentials;
pub use crate::auth::future::ProvideToken;
pub use crate::future::BoxFuture;
