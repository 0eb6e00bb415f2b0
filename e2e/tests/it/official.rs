//! Programs written for an official crate of the AWS SDK, with a client that has its API.

mod api;
mod interceptors;
#[cfg(feature = "mocks")]
mod mocks;

/// The client under test, in place of an official crate.
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
pub mod orders {
    smithy_client_runtime::include_client!("orders");
}
