//! The error of a call: one of five classes, each with the operation.

use std::error::Error;
use std::fmt;

use super::contexts::{
    AttemptSummary, Call, ConstructionFailure, DispatchFailure, ResponseError, ServiceError, TimeoutError,
};
use super::metadata::EMPTY;
use super::{BoxError, BuildError, ConnectorError, ErrorMetadata, ProvideErrorMetadata, RequestId, RequestIdExt};
use crate::http::HttpResponse;

/// The error of a call.
///
/// `Display` shows everything in one line: operation, code, message, validation entries, and
/// request id. [`source`](Error::source) returns them as values.
#[derive(Debug)]
#[non_exhaustive]
pub enum SdkError<E, R = HttpResponse> {
    /// The request could not be built. Nothing was sent.
    ConstructionFailure(ConstructionFailure),
    /// A timeout elapsed; the request may have taken effect.
    TimeoutError(TimeoutError),
    /// There is no complete response; the request may have taken effect.
    DispatchFailure(DispatchFailure),
    /// There is a response that cannot be read.
    ResponseError(ResponseError<R>),
    /// The service responded with an error.
    ServiceError(ServiceError<E, R>),
}

/// A value that can be the response in an [`SdkError`]: a response of this crate or, with the
/// feature `aws-config`, one of the AWS SDK.
pub trait IntoRawResponse<R> {
    /// Returns the response.
    fn into_raw_response(self) -> R;
}

impl<R> IntoRawResponse<R> for R {
    fn into_raw_response(self) -> R {
        self
    }
}

impl<E, R> SdkError<E, R> {
    /// Returns the error of a request that could not be built.
    pub fn construction_failure(source: impl Into<BoxError>) -> Self {
        Self::ConstructionFailure(ConstructionFailure {
            source: source.into(),
            call: Call::default(),
        })
    }

    /// Returns the error of an elapsed timeout.
    pub fn timeout_error(source: impl Into<BoxError>) -> Self {
        Self::TimeoutError(TimeoutError {
            source: source.into(),
            call: Call::default(),
        })
    }

    /// Returns the error of a request without a complete response.
    pub fn dispatch_failure(source: ConnectorError) -> Self {
        Self::DispatchFailure(DispatchFailure {
            source,
            call: Call::default(),
        })
    }

    /// Returns the error of a response that cannot be read.
    pub fn response_error(source: impl Into<BoxError>, raw: impl IntoRawResponse<R>) -> Self {
        Self::ResponseError(ResponseError {
            inner: Box::new((source.into(), raw.into_raw_response())),
            call: Call::default(),
        })
    }

    /// Returns an error of the service.
    pub fn service_error(source: E, raw: impl IntoRawResponse<R>) -> Self {
        Self::ServiceError(ServiceError {
            inner: Box::new((source, raw.into_raw_response())),
            call: Call::default(),
        })
    }

    /// Sets the operation.
    #[must_use]
    pub fn with_operation(mut self, name: &'static str) -> Self {
        self.call_mut().operation = Some(name);
        self
    }

    #[must_use]
    pub(crate) fn with_attempts(mut self, attempts: AttemptSummary) -> Self {
        self.call_mut().attempts = attempts;
        self
    }

    fn call_mut(&mut self) -> &mut Call {
        match self {
            Self::ConstructionFailure(context) => &mut context.call,
            Self::TimeoutError(context) => &mut context.call,
            Self::DispatchFailure(context) => &mut context.call,
            Self::ResponseError(context) => &mut context.call,
            Self::ServiceError(context) => &mut context.call,
        }
    }

    fn call(&self) -> &Call {
        match self {
            Self::ConstructionFailure(context) => &context.call,
            Self::TimeoutError(context) => &context.call,
            Self::DispatchFailure(context) => &context.call,
            Self::ResponseError(context) => &context.call,
            Self::ServiceError(context) => &context.call,
        }
    }

    /// Returns the operation.
    pub fn operation(&self) -> Option<&'static str> {
        self.call().operation
    }

    /// Returns the number of attempts; 0 if nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.call().attempts.attempts
    }

    /// Returns whether the request was sent and its effect is unknown; false for operations that
    /// only read (`smithy.api#readonly`).
    ///
    /// Unless the operation is idempotent, check the state of the resource before you repeat such a
    /// call.
    pub fn may_have_taken_effect(&self) -> bool {
        self.call().attempts.may_have_taken_effect
    }

    /// Returns the error of the service. An error of another class becomes an unhandled error with
    /// this one as its source.
    pub fn into_service_error(self) -> E
    where
        E: super::service::ServiceError,
        R: fmt::Debug + Send + Sync + 'static,
    {
        match self {
            Self::ServiceError(context) => context.into_err(),
            other => {
                let source: BoxError = Box::new(other);
                E::unhandled(ErrorMetadata::builder().source(source).build())
            }
        }
    }

    /// Returns the error of the service, if it responded with one.
    pub fn as_service_error(&self) -> Option<&E> {
        match self {
            Self::ServiceError(context) => Some(context.err()),
            _ => None,
        }
    }

    /// Returns the error that caused this one.
    ///
    /// # Errors
    /// There are none. The signature is that of the AWS SDK.
    pub fn into_source(self) -> Result<BoxError, Self>
    where
        E: Error + Send + Sync + 'static,
    {
        Ok(match self {
            Self::ConstructionFailure(context) => context.source,
            Self::TimeoutError(context) => context.source,
            Self::DispatchFailure(context) => context.source.into(),
            Self::ResponseError(context) => context.inner.0,
            Self::ServiceError(context) => context.inner.0.into(),
        })
    }

    /// Returns the response, if there is one.
    pub fn raw_response(&self) -> Option<&R> {
        match self {
            Self::ResponseError(context) => Some(context.raw()),
            Self::ServiceError(context) => Some(context.raw()),
            _ => None,
        }
    }

    /// Changes the type of the service's error.
    pub fn map_service_error<E2>(self, map: impl FnOnce(E) -> E2) -> SdkError<E2, R> {
        match self {
            Self::ConstructionFailure(context) => SdkError::ConstructionFailure(context),
            Self::TimeoutError(context) => SdkError::TimeoutError(context),
            Self::DispatchFailure(context) => SdkError::DispatchFailure(context),
            Self::ResponseError(context) => SdkError::ResponseError(context),
            Self::ServiceError(context) => {
                let (source, raw) = *context.inner;
                let inner = Box::new((map(source), raw));
                SdkError::ServiceError(ServiceError {
                    inner,
                    call: context.call,
                })
            }
        }
    }
}

impl<E: fmt::Display, R> fmt::Display for SdkError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, why): (&str, &dyn fmt::Display) = match self {
            Self::ConstructionFailure(context) => ("nothing was sent: ", &context.source),
            Self::TimeoutError(context) => ("timed out: ", &context.source),
            Self::DispatchFailure(context) => ("", &context.source),
            Self::ResponseError(context) => ("", &context.inner.0),
            Self::ServiceError(context) => ("", context.err()),
        };
        self.call().display(f, what, why)
    }
}

impl Call {
    /// Writes the text of the error. Not generic, so that it is compiled once.
    fn display(&self, f: &mut fmt::Formatter<'_>, what: &str, why: &dyn fmt::Display) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        write!(f, "{what}{why}")?;
        if self.attempts.attempts > 1 {
            write!(f, " (after {} attempts)", self.attempts.attempts)?;
        }
        if self.attempts.is_retry_quota_exhausted {
            f.write_str(
                "; it was not retried, because the retry quota of the client is exhausted: too many calls failed",
            )?;
        }
        match self.attempts.may_have_taken_effect {
            true => f.write_str("; the request was sent and may have taken effect"),
            false => Ok(()),
        }
    }
}

impl<E: Error + 'static, R: fmt::Debug> Error for SdkError<E, R> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match self {
            Self::ConstructionFailure(context) => context.source.as_ref(),
            Self::TimeoutError(context) => context.source.as_ref(),
            Self::DispatchFailure(context) => &context.source,
            Self::ResponseError(context) => context.inner.0.as_ref(),
            Self::ServiceError(context) => context.err(),
        })
    }
}

impl<E, R> From<BuildError> for SdkError<E, R> {
    fn from(error: BuildError) -> Self {
        Self::construction_failure(error)
    }
}

impl<E: ProvideErrorMetadata, R> ProvideErrorMetadata for SdkError<E, R> {
    fn meta(&self) -> &ErrorMetadata {
        self.as_service_error().map_or(&EMPTY, ProvideErrorMetadata::meta)
    }
}

impl<E> RequestId for SdkError<E, HttpResponse> {
    fn request_id(&self) -> Option<&str> {
        self.raw_response()?.request_id()
    }
}

impl<E> RequestIdExt for SdkError<E> {
    fn extended_request_id(&self) -> Option<&str> {
        self.raw_response()?.extended_request_id()
    }
}
