//! The result of a call that failed: one of five classes, each with the operation it happened to.

use std::error::Error;
use std::fmt;

use super::metadata::EMPTY;
use super::{BoxError, BuildError, ConnectorError, ErrorKind, ErrorMetadata, ProvideErrorMetadata, RequestId};
use crate::config::http::HttpResponse;

type OperationName = Option<&'static str>;

/// The request could not be made; nothing was sent.
#[derive(Debug)]
pub struct ConstructionFailure {
    source: BoxError,
    operation: OperationName,
}

/// Something took too long; the request may have been sent and may have taken effect.
#[derive(Debug)]
pub struct TimeoutError {
    source: BoxError,
    operation: OperationName,
}

/// There is no whole response; the request may have been sent and may have taken effect.
#[derive(Debug)]
pub struct DispatchFailure {
    source: ConnectorError,
    operation: OperationName,
}

impl DispatchFailure {
    /// The connection failed.
    pub fn is_io(&self) -> bool {
        self.source.is_io()
    }

    /// Something took too long.
    pub fn is_timeout(&self) -> bool {
        self.source.is_timeout()
    }

    /// The request, or the set-up of the transport, is at fault.
    pub fn is_user(&self) -> bool {
        self.source.is_user()
    }

    /// None of the other kinds.
    pub fn is_other(&self) -> bool {
        self.source.is_other()
    }

    /// What an error of no other kind means for a retry, where that is known.
    pub fn as_other(&self) -> Option<ErrorKind> {
        self.source.as_other()
    }

    /// The transport's error.
    pub fn as_connector_error(&self) -> Option<&ConnectorError> {
        Some(&self.source)
    }
}

/// There is a response that does not have the form that the model asks for.
#[derive(Debug)]
pub struct ResponseError<R> {
    inner: Box<(BoxError, R)>,
    operation: OperationName,
}

impl<R> ResponseError<R> {
    /// The response.
    pub fn raw(&self) -> &R {
        &self.inner.1
    }

    /// The response, owned.
    pub fn into_raw(self) -> R {
        self.inner.1
    }
}

/// The service answered with an error.
#[derive(Debug)]
pub struct ServiceError<E, R> {
    // Boxed so that a result of a call is no larger than its output.
    inner: Box<(E, R)>,
    operation: OperationName,
}

impl<E, R> ServiceError<E, R> {
    /// The service's error.
    pub fn err(&self) -> &E {
        &self.inner.0
    }

    /// The service's error, owned.
    pub fn into_err(self) -> E {
        self.inner.0
    }

    /// The response.
    pub fn raw(&self) -> &R {
        &self.inner.1
    }

    /// The response, owned.
    pub fn into_raw(self) -> R {
        self.inner.1
    }
}

/// A call that failed.
///
/// `Display` says all that is known in one line: the operation, the code, the message, what the service says of single
/// members, the request id. [`source`](Error::source) gives the same as values.
#[derive(Debug)]
#[non_exhaustive]
pub enum SdkError<E, R = HttpResponse> {
    /// The request could not be made; nothing was sent.
    ConstructionFailure(ConstructionFailure),
    /// Something took too long; the request may have taken effect.
    TimeoutError(TimeoutError),
    /// There is no whole response; the request may have taken effect.
    DispatchFailure(DispatchFailure),
    /// There is a response that cannot be read.
    ResponseError(ResponseError<R>),
    /// The service answered with an error.
    ServiceError(ServiceError<E, R>),
}

impl<E, R> SdkError<E, R> {
    /// A request that could not be made.
    pub fn construction_failure(source: impl Into<BoxError>) -> Self {
        Self::ConstructionFailure(ConstructionFailure {
            source: source.into(),
            operation: None,
        })
    }

    /// Something that took too long.
    pub fn timeout_error(source: impl Into<BoxError>) -> Self {
        Self::TimeoutError(TimeoutError {
            source: source.into(),
            operation: None,
        })
    }

    /// A request without a whole response.
    pub fn dispatch_failure(source: ConnectorError) -> Self {
        Self::DispatchFailure(DispatchFailure {
            source,
            operation: None,
        })
    }

    /// A response that cannot be read.
    pub fn response_error(source: impl Into<BoxError>, raw: R) -> Self {
        Self::ResponseError(ResponseError {
            inner: Box::new((source.into(), raw)),
            operation: None,
        })
    }

    /// An error of the service.
    pub fn service_error(source: E, raw: R) -> Self {
        Self::ServiceError(ServiceError {
            inner: Box::new((source, raw)),
            operation: None,
        })
    }

    /// Notes the operation that the error happened to.
    #[must_use]
    pub fn with_operation(mut self, name: &'static str) -> Self {
        let place = match &mut self {
            Self::ConstructionFailure(context) => &mut context.operation,
            Self::TimeoutError(context) => &mut context.operation,
            Self::DispatchFailure(context) => &mut context.operation,
            Self::ResponseError(context) => &mut context.operation,
            Self::ServiceError(context) => &mut context.operation,
        };
        *place = Some(name);
        self
    }

    /// The operation that the error happened to.
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::ConstructionFailure(context) => context.operation,
            Self::TimeoutError(context) => context.operation,
            Self::DispatchFailure(context) => context.operation,
            Self::ResponseError(context) => context.operation,
            Self::ServiceError(context) => context.operation,
        }
    }

    /// The service's error; a failure of another class becomes an unhandled one with this as its source.
    pub fn into_service_error(self) -> E
    where
        E: crate::operation::ServiceError,
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

    /// The service's error, if the service answered with one.
    pub fn as_service_error(&self) -> Option<&E> {
        match self {
            Self::ServiceError(context) => Some(context.err()),
            _ => None,
        }
    }

    /// The error that caused this one.
    ///
    /// # Errors
    /// None at present; the type is that of the AWS SDK.
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

    /// The response, if there is one.
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
                    operation: context.operation,
                })
            }
        }
    }
}

impl<E: fmt::Display, R> fmt::Display for SdkError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        match self {
            Self::ConstructionFailure(context) => write!(f, "nothing was sent: {}", context.source),
            Self::TimeoutError(context) => write!(f, "timed out: {}", context.source),
            Self::DispatchFailure(context) => context.source.fmt(f),
            Self::ResponseError(context) => context.inner.0.fmt(f),
            Self::ServiceError(context) => context.err().fmt(f),
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
