//! Protocols: how shapes become HTTP requests, and HTTP responses become shapes, without any IO.
//!
//! A protocol puts a [`Codec`](crate::codec::Codec) into HTTP. Each is behind a cargo feature.

#[cfg(any(feature = "rest-json", feature = "rpc"))]
mod error_body;
#[cfg(any(feature = "credentials-chain", feature = "rest-json", feature = "rpc"))]
mod error_code;
#[cfg(any(feature = "aws-query", feature = "ec2-query"))]
mod query;
#[cfg(feature = "rest")]
mod rest;
#[cfg(feature = "rpc")]
mod rpc;
#[cfg(feature = "xml")]
mod xml_error;

use std::fmt;

use bytes::Bytes;

use crate::codec::Read;
use crate::error::ErrorMetadata;
use crate::http::HttpResponse;
use crate::operation::Operation;
use crate::serde::{DeserializeError, SerializeError, SerializeShape};

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

/// The client's side of a protocol of the Smithy specification.
pub trait ClientProtocol: fmt::Debug + Send + Sync {
    /// Writes the input; the request's URI has path and query only.
    ///
    /// # Errors
    /// The input has a value that the protocol has no form for.
    fn request(
        &self,
        operation: &'static Operation,
        input: &dyn SerializeShape,
    ) -> Result<http::Request<Bytes>, SerializeError>;

    /// Hands a deserializer of a successful response to a function, which reads the output.
    ///
    /// # Errors
    /// The error that the function returns, or that something follows the content.
    fn response(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError>;

    /// Hands a deserializer of an error response to a function, which reads the exception's members.
    ///
    /// # Errors
    /// As for [`response`](Self::response).
    fn error(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        self.response(operation, response, read)
    }

    /// Returns what the response says of an error: the code by which its shape is known, and what users see. It finds
    /// what it can and never fails: where the content is not an error of this protocol, there is no code.
    fn error_metadata(&self, operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata);
}
