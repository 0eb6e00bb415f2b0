//! Protocols: how shapes become HTTP requests, and HTTP responses become shapes, without any IO.
//!
//! A protocol puts a [`Codec`](crate::codec::Codec) into HTTP. Each is behind a cargo feature.

mod error_body;
mod error_code;
#[cfg(any(feature = "aws-query", feature = "ec2-query"))]
mod query;
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
#[cfg(feature = "rpc-v2-cbor")]
pub use self::rpc::RPC_V2_CBOR;
#[cfg(feature = "rpc-v2-json")]
pub use self::rpc::RPC_V2_JSON;
pub use self::rpc::RpcProtocol;
#[cfg(feature = "aws-json")]
pub use self::rpc::{AWS_JSON_1_0, AWS_JSON_1_1};
pub use crate::operation::ClientProtocol;
