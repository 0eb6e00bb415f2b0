//! The interface of protocols.

use std::fmt;

use super::Operation;
use crate::codec::Read;
use crate::error::ErrorMetadata;
use crate::http::{HttpRequest, HttpResponse};
use crate::serde::{DeserializeError, SerializeError, SerializeShape};

/// The client's side of a protocol of the Smithy specification.
pub trait ClientProtocol: fmt::Debug + Send + Sync {
    /// Writes the input as a request. Its URI has only a path and a query.
    ///
    /// # Errors
    /// The protocol cannot represent a value of the input.
    fn request(&self, operation: &'static Operation, input: &dyn SerializeShape)
    -> Result<HttpRequest, SerializeError>;

    /// Passes a deserializer of a successful response to a function, which reads the output.
    ///
    /// # Errors
    /// The error of the function, or data after the content.
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
    /// As in [`response`](Self::response).
    fn error(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        self.response(operation, response, read)
    }

    /// Returns the format of the payloads of events; `None` if the protocol has no event streams.
    #[cfg(feature = "event-stream")]
    fn event_codec(&self) -> Option<&dyn crate::codec::Codec> {
        None
    }

    /// Returns whether the members of outputs other than their events are in the first message.
    #[cfg(feature = "event-stream")]
    fn has_initial_messages(&self) -> bool {
        false
    }

    /// Returns whether the response is an error.
    fn is_error(&self, response: &HttpResponse) -> bool {
        !response.status().is_success()
    }

    /// Returns the code that identifies the shape of an error, and the metadata that users see.
    /// This never fails: if the content is not an error of this protocol, there is no code.
    fn error_metadata(&self, operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata);
}
