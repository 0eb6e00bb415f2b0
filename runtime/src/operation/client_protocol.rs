//! The interface of protocols.

use std::fmt;

use super::Operation;
use crate::codec::Read;
use crate::error::ErrorMetadata;
use crate::http::{HttpRequest, HttpResponse};
use crate::serde::{DeserializeError, SerializeError, SerializeShape};

/// The client's side of a protocol of the Smithy specification.
pub trait ClientProtocol: fmt::Debug + Send + Sync {
    /// Writes the input; the request's URI has path and query only.
    ///
    /// # Errors
    /// The input has a value that the protocol has no form for.
    fn request(&self, operation: &'static Operation, input: &dyn SerializeShape)
    -> Result<HttpRequest, SerializeError>;

    /// Passes a deserializer of a successful response to a function, which reads the output.
    ///
    /// # Errors
    /// The error that the function returns, or that something follows the content.
    fn response(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError>;

    /// Passes a deserializer of an error response to a function, which reads the exception's
    /// members.
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

    /// Returns the format of the payloads of events; nothing if the protocol has no event streams.
    #[cfg(feature = "event-stream")]
    fn event_codec(&self) -> Option<&dyn crate::codec::Codec> {
        None
    }

    /// Whether the members of outputs beside their events are in the first message.
    #[cfg(feature = "event-stream")]
    fn has_initial_messages(&self) -> bool {
        false
    }

    /// Whether the response is an error.
    fn is_error(&self, response: &HttpResponse) -> bool {
        !response.status().is_success()
    }

    /// Returns the code that identifies the shape of an error, and the metadata that users see.
    /// This never fails: without an error of this protocol in the content there is no code.
    fn error_metadata(&self, operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata);
}
