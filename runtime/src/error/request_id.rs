//! The request ids that a service assigns.

use super::ErrorMetadata;
use crate::http::{Headers, HttpResponse};

/// An output or an error with the request id that the service assigned.
pub trait RequestId {
    /// Returns the request id (`x-amzn-requestid`), which AWS Support asks for.
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

/// The key of the extended request id in the metadata of an error.
pub(crate) const EXTENDED_REQUEST_ID: &str = "s3_extended_request_id";

/// An output or an error of Amazon S3 with the second id of the request.
pub trait RequestIdExt {
    /// Returns the extended request id (`x-amz-id-2`), which AWS Support asks for too.
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
