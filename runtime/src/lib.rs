//! The runtime of clients that `smithy-codegen` generates: all that is the same for every operation of every service.

#[cfg(feature = "blocking")]
pub mod blocking;
pub mod builders;
pub mod codec;
pub mod config;
pub mod customize;
pub mod endpoint;
#[doc(hidden)]
pub mod enums;
pub mod error;
pub mod fluent;
#[doc(hidden)]
pub mod literal;
pub mod operation;
pub mod paginate;
pub mod primitives;
pub mod protocol;
#[doc(hidden)]
pub mod redaction;
pub mod schema;
pub mod structure;
#[cfg(feature = "test-util")]
pub mod test_util;

mod client;
mod macros;
mod text;

pub use self::client::Handle;
