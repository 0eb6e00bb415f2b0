//! How shapes become HTTP requests and HTTP responses become shapes, without any IO.

mod aws_json;
mod error_code;

use std::fmt;

use bytes::Bytes;

use crate::error::ErrorMetadata;
use crate::http::HttpResponse;
use crate::operation::Operation;
use crate::serde::{ReadError, ShapeReader, WriteError, WriteShape};

pub use self::aws_json::{AWS_JSON_1_0, AWS_JSON_1_1, AwsJson};
#[cfg(feature = "credentials-chain")]
pub(crate) use self::error_code::sanitize as error_code;

/// A protocol of the Smithy specification.
pub trait Protocol: fmt::Debug + Send + Sync {
    /// Writes the input; the request's URI has path and query only.
    ///
    /// # Errors
    /// The input has a value that the protocol has no form for.
    fn request(
        &self,
        operation: &'static Operation,
        input: &dyn WriteShape,
    ) -> Result<http::Request<Bytes>, WriteError>;

    /// Hands a reader of the response's content to a function.
    ///
    /// # Errors
    /// What the function returns, or that something follows the content.
    fn read(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        read: &mut dyn FnMut(&mut dyn ShapeReader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError>;

    /// What the response says of an error: the code by which its shape is known, and what users see. It finds what it
    /// can and never fails: where the content is no error of this protocol, there is no code.
    fn error_metadata(&self, operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata);
}
