//! The id that a service gives a request.

use super::ErrorMetadata;
use crate::http::{Headers, HttpResponse};

/// A result with the id that the service gave the request.
pub trait RequestId {
    /// Returns the request id, which AWS support asks for.
    fn request_id(&self) -> Option<&str>;
}

impl RequestId for Headers {
    fn request_id(&self) -> Option<&str> {
        self.request_id_text()
    }
}

impl RequestId for HttpResponse {
    fn request_id(&self) -> Option<&str> {
        self.headers().request_id_text()
    }
}

impl RequestId for ErrorMetadata {
    fn request_id(&self) -> Option<&str> {
        Self::request_id(self)
    }
}

impl<O: RequestId, E: RequestId> RequestId for Result<O, E> {
    fn request_id(&self) -> Option<&str> {
        match self {
            Ok(output) => output.request_id(),
            Err(error) => error.request_id(),
        }
    }
}
