//! Protocols: conversions of shapes to HTTP requests and of HTTP responses to shapes, without any
//! I/O.
//!
//! A protocol defines how the payload of a [`Codec`](crate::codec::Codec) is sent by HTTP. Each is
//! behind a cargo feature.

#[cfg(any(feature = "rest", feature = "rpc", feature = "aws-query", feature = "ec2-query"))]
mod absent_body;
#[cfg(any(feature = "rest-json", feature = "rpc"))]
mod error_body;
#[cfg(any(
    feature = "credentials-chain",
    feature = "rest-json",
    feature = "rpc",
    feature = "xml"
))]
mod error_code;
#[cfg(all(feature = "event-stream", feature = "rpc"))]
mod events;
#[cfg(any(feature = "aws-query", feature = "ec2-query"))]
mod query;
#[cfg(feature = "rest")]
mod rest;
#[cfg(feature = "rpc")]
mod rpc;
#[cfg(feature = "xml")]
mod xml_error;

#[cfg(feature = "credentials-chain")]
pub(crate) use self::error_code::sanitize as error_code;
#[cfg(feature = "aws-query")]
pub use self::query::AWS_QUERY;
#[cfg(feature = "ec2-query")]
pub use self::query::EC2_QUERY;
#[cfg(any(feature = "aws-query", feature = "ec2-query"))]
pub use self::query::QueryProtocol;
#[cfg(feature = "rest-json")]
pub use self::rest::REST_JSON_1;
#[cfg(feature = "rest-xml")]
pub use self::rest::REST_XML;
#[cfg(feature = "rest")]
pub use self::rest::RestProtocol;
#[cfg(feature = "rpc-v2-cbor")]
pub use self::rpc::RPC_V2_CBOR;
#[cfg(feature = "rpc-v2-json")]
pub use self::rpc::RPC_V2_JSON;
#[cfg(feature = "rpc")]
pub use self::rpc::RpcProtocol;
#[cfg(feature = "aws-json")]
pub use self::rpc::{AWS_JSON_1_0, AWS_JSON_1_1};
pub use crate::operation::ClientProtocol;
