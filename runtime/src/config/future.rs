//! The futures that the traits of a config return.

pub use crate::auth::future::{ProvideCredentials, ProvideToken};
pub use crate::future::BoxFuture;
