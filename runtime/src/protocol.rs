//! Protocols: how shapes become HTTP requests, and HTTP responses become shapes, without any IO.
//!
//! A protocol puts a [`Codec`](crate::codec::Codec) into HTTP. Each is behind a cargo feature.

mod error_body;
mod error_code;
mod rpc;

#[cfg(feature = "credentials-chain")]
pub(crate) use self::error_code::sanitize as error_code;
pub use self::rpc::RpcProtocol;
#[cfg(feature = "aws-json")]
pub use self::rpc::{AWS_JSON_1_0, AWS_JSON_1_1};
pub use crate::operation::ClientProtocol;
