//! The runtime of the clients that `smithy-codegen` generates: the code that all operations of all
//! services share.

// Generated modules of this crate name it as those of client crates do.
extern crate self as smithy_client_runtime;

#[doc(hidden)]
pub mod __private;
pub mod arn;
pub mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "http-checksum")]
mod checksum;
pub mod codec;
pub mod config;
pub mod constraints;
pub mod customize;
pub mod endpoint;
pub mod error;
#[cfg(feature = "event-stream")]
pub mod event_stream;
pub mod fluent;
pub mod http;
pub mod mode;
pub mod operation;
pub mod paginate;
pub mod pattern;
pub mod presigning;
pub mod primitives;
pub mod protocol;
#[doc(hidden)]
pub mod resource;
#[cfg_attr(not(feature = "json"), allow(dead_code, reason = "payload formats use it"))]
pub mod schema;
#[cfg(feature = "aws-config")]
pub mod sdk;
pub mod serde;
pub mod task;
#[cfg(feature = "test-util")]
pub mod test_util;
pub mod time;
pub mod update;

mod body;
pub mod waiters;

mod box_error;
mod client;
mod future;
mod interceptor;
mod retry;
mod settings;
#[cfg(test)]
mod suite_data;
mod text;

#[cfg(feature = "endpoint-discovery")]
pub use self::client::ReloadEndpoint;
pub use self::client::{Handle, PresigningFuture, ResponseFuture};

/// Includes a client that the build script generated with `smithy-codegen-build`, by its name.
///
/// ```ignore
/// pub mod weather {
///     smithy_client_runtime::include_client!("weather");
/// }
/// ```
#[macro_export]
macro_rules! include_client {
    ($name:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, "/mod.rs"));
    };
}
