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

/// The key of the metadata of an error that has the extended request id.
pub(crate) const EXTENDED_REQUEST_ID: &str = "s3_extended_request_id";

/// A result of Amazon S3 with the second id that it gave the request.
pub trait RequestIdExt {
    /// Returns the extended request id (`x-amz-id-2`), which AWS support asks for, too.
    fn extended_request_id(&self) -> Option<&str>;
}

impl RequestIdExt for Headers {
    fn extended_request_id(&self) -> Option<&str> {
        self.extended_request_id_text()
    }
}

impl RequestIdExt for HttpResponse {
    fn extended_request_id(&self) -> Option<&str> {
        self.headers().extended_request_id()
    }
}

impl RequestIdExt for ErrorMetadata {
    fn extended_request_id(&self) -> Option<&str> {
        self.extra(EXTENDED_REQUEST_ID)
    }
}

impl<O: RequestIdExt, E: RequestIdExt> RequestIdExt for Result<O, E> {
    fn extended_request_id(&self) -> Option<&str> {
        match self {
            Ok(output) => output.extended_request_id(),
            Err(error) => error.extended_request_id(),
        }
    }
}
