//! The public types of a client that depend on the feature `aws-config`: those of this crate, or
//! those of the AWS SDK.

use super::service::ServiceError;
use super::{BoxError, BuildError, SdkError};
use crate::http::HttpRequest;

/// The public types of a client that depend on the feature `aws-config`.
pub trait Interface: Sized + 'static {
    /// The error of a call.
    type SdkError<E: ServiceError>: From<SdkError<E>> + std::error::Error + Send + Sync + 'static;

    /// The error of a structure that cannot be built.
    type BuildError: From<BuildError>;

    /// A request that a program changes before it is signed.
    type HttpRequest;

    /// Converts a request to the public type.
    ///
    /// # Errors
    /// The request is not valid in that type.
    fn shown_request(request: HttpRequest) -> Result<Self::HttpRequest, BoxError>;

    /// Converts a request that the program has changed back.
    ///
    /// # Errors
    /// The changed request is not valid.
    fn changed_request(request: Self::HttpRequest) -> Result<HttpRequest, BoxError>;
}

/// The error of a call whose service has this error type.
pub type CallError<E> = <<E as ServiceError>::Interface as Interface>::SdkError<E>;

/// The error of an input that cannot be built, by the error type of its service.
pub type InputError<E> = <<E as ServiceError>::Interface as Interface>::BuildError;

/// The types of this crate.
#[derive(Debug)]
pub struct OwnTypes(());

impl Interface for OwnTypes {
    type SdkError<E: ServiceError> = SdkError<E>;
    type BuildError = BuildError;
    type HttpRequest = HttpRequest;

    #[inline]
    fn shown_request(request: HttpRequest) -> Result<HttpRequest, BoxError> {
        Ok(request)
    }

    #[inline]
    fn changed_request(request: HttpRequest) -> Result<HttpRequest, BoxError> {
        Ok(request)
    }
}
