//! The runtime of clients that `smithy-codegen` generates: all that is the same for every operation of every service.

pub mod builders;
pub mod codec;
pub mod config;
pub mod customize;
pub mod endpoint;
pub mod error;
#[doc(hidden)]
pub mod literal;
pub mod operation;
pub mod paginate;
pub mod primitives;
pub mod protocol;
pub mod schema;

mod client;
mod macros;

pub use self::client::Handle;
