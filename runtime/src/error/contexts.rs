//! The contents of the five classes of errors of a call.

use super::{BoxError, ConnectorError, ErrorKind};

/// The operation and the attempts of a failed call.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Call {
    pub(super) operation: Option<&'static str>,
    pub(super) attempts: AttemptSummary,
}

/// The attempts of a call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AttemptSummary {
    /// The number of attempts; 0 if nothing was sent.
    pub(crate) attempts: u32,
    /// At least one request got no response, or a response that does not rule out an effect.
    pub(crate) may_have_taken_effect: bool,
    /// There was no retry, because the retry quota of the client is exhausted.
    pub(crate) is_retry_quota_exhausted: bool,
}

/// The request could not be built. Nothing was sent.
#[derive(Debug)]
pub struct ConstructionFailure {
    pub(super) source: BoxError,
    pub(super) call: Call,
}

/// A timeout elapsed; the request may have been sent and may have taken effect.
#[derive(Debug)]
pub struct TimeoutError {
    pub(super) source: BoxError,
    pub(super) call: Call,
}

/// There is no complete response; the request may have been sent and may have taken effect.
#[derive(Debug)]
pub struct DispatchFailure {
    pub(super) source: ConnectorError,
    pub(super) call: Call,
}

#[cfg(feature = "aws-config")]
impl ConstructionFailure {
    /// Returns the cause.
    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }
}

#[cfg(feature = "aws-config")]
impl TimeoutError {
    /// Returns the cause.
    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }
}

impl DispatchFailure {
    /// Returns the cause.
    #[cfg(feature = "aws-config")]
    pub(crate) fn into_source(self) -> ConnectorError {
        self.source
    }

    /// Returns whether the connection failed.
    pub fn is_io(&self) -> bool {
        self.source.is_io()
    }

    /// Returns whether a timeout elapsed.
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
    }

    /// Returns whether the request or the settings of the HTTP client caused the error.
    pub fn is_user(&self) -> bool {
        self.source.is_user()
    }

    /// Returns whether the error is of any other kind.
    pub fn is_other(&self) -> bool {
        self.source.is_other()
    }

    /// Returns the kind of an error that [`is_other`](Self::is_other), if it is known.
    pub fn as_other(&self) -> Option<ErrorKind> {
        self.source.as_other()
    }

    /// Returns the error of the HTTP client.
    pub fn as_connector_error(&self) -> Option<&ConnectorError> {
        Some(&self.source)
    }
}

/// The content of the response does not match the model.
#[derive(Debug)]
pub struct ResponseError<R> {
    pub(super) inner: Box<(BoxError, R)>,
    pub(super) call: Call,
}

impl<R> ResponseError<R> {
    /// Returns the cause and the response.
    #[cfg(feature = "aws-config")]
    pub(crate) fn into_parts(self) -> (BoxError, R) {
        *self.inner
    }

    /// Returns the response.
    pub fn raw(&self) -> &R {
        &self.inner.1
    }

    /// Returns the response, owned.
    pub fn into_raw(self) -> R {
        self.inner.1
    }
}

/// The service responded with an error.
#[derive(Debug)]
pub struct ServiceError<E, R> {
    // Boxed, so that the result of a call is not larger than its output.
    pub(super) inner: Box<(E, R)>,
    pub(super) call: Call,
}

impl<E, R> ServiceError<E, R> {
    /// Returns the service's error and the response.
    #[cfg(feature = "aws-config")]
    pub(crate) fn into_parts(self) -> (E, R) {
        *self.inner
    }

    /// Returns the service's error.
    pub fn err(&self) -> &E {
        &self.inner.0
    }

    /// Returns the service's error, owned.
    pub fn into_err(self) -> E {
        self.inner.0
    }

    /// Returns the response.
    pub fn raw(&self) -> &R {
        &self.inner.1
    }

    /// Returns the response, owned.
    pub fn into_raw(self) -> R {
        self.inner.1
    }
}
