//! The outcome of a call, before its output or its error is deserialized.

use std::fmt;
use std::time::Duration;

#[cfg(feature = "aws-config")]
use aws_smithy_runtime_api::client::interceptors::context::OutputOrError;

use crate::box_error::BoxError;
use crate::error::{AttemptSummary, ErrorMetadata};
#[cfg(feature = "aws-config")]
use crate::http::Body;
use crate::http::{ConnectorError, HttpResponse};
use crate::interceptor::Replacement;
use crate::operation::{Operation, RequestIds};

/// The outcome of a call, and its attempts.
pub(crate) struct CallOutcome {
    pub(super) result: Result<ServiceResponse, Failure>,
    pub(super) attempts: AttemptSummary,
    /// The result that interceptors of the AWS SDK leave.
    #[cfg(feature = "aws-config")]
    pub(super) intercepted: Option<OutputOrError>,
}

/// A response of the service.
pub(super) struct ServiceResponse {
    pub(super) http: HttpResponse,
    /// The error that it reports, which is parsed once for retries and for the caller.
    pub(super) error: Option<Box<ReportedError>>,
    /// The value of an interceptor in place of the content.
    pub(super) replacement: Option<Replacement>,
}

/// An error that the protocol found in a response.
#[derive(Clone)]
pub(super) struct ReportedError {
    /// The code by which its shape is known.
    pub(super) code: Option<String>,
    pub(super) metadata: ErrorMetadata,
}

/// A call that ended without a response.
pub(super) enum Failure {
    Construction(BoxError),
    Dispatch(ConnectorError),
    Timeout(TimedOut),
}

/// A timeout that the client applied.
#[derive(Debug)]
pub(super) struct TimedOut {
    pub(super) what: &'static str,
    pub(super) limit: Duration,
    /// Nothing was sent before the timeout.
    pub(super) is_unsent: bool,
}

impl CallOutcome {
    pub(super) fn new(result: Result<ServiceResponse, Failure>, attempts: AttemptSummary) -> Self {
        Self {
            result,
            attempts,
            #[cfg(feature = "aws-config")]
            intercepted: None,
        }
    }

    /// Takes the output that an interceptor gave, with the request ids of the response.
    pub(super) fn take_replaced_output(&mut self) -> Option<(Replacement, RequestIds)> {
        let response = self.result.as_mut().ok()?;
        let replacement = match response.error {
            None => response.replacement.take()?,
            Some(_) => return None,
        };
        Some((replacement, RequestIds::of(response.http.headers())))
    }
}

impl ServiceResponse {
    pub(super) fn new(operation: &Operation, http: HttpResponse) -> Self {
        let protocol = operation.service.protocol;
        let error = protocol.is_error(&http).then(|| {
            let (code, metadata) = protocol.error_metadata(operation, &http);
            Box::new(ReportedError { code, metadata })
        });
        Self {
            http,
            error,
            replacement: None,
        }
    }

    /// Returns the response as if it reported no error.
    #[cfg(feature = "aws-config")]
    pub(super) fn without_error(self) -> Self {
        Self { error: None, ..self }
    }

    /// Returns the response as if it reported this error, unless it is a success.
    #[cfg(feature = "aws-config")]
    pub(super) fn with_error(mut self, metadata: Option<&ErrorMetadata>) -> Self {
        if let (Some(error), Some(metadata)) = (&mut self.error, metadata)
            && !error.codes().contains(&metadata.code())
        {
            error.code = metadata.code().map(str::to_owned);
            error.metadata = metadata.clone();
        }
        self
    }

    /// Returns the response of a call that got none.
    #[cfg(feature = "aws-config")]
    pub(super) fn empty() -> Self {
        Self {
            http: HttpResponse::new(http::StatusCode::OK, Body::empty()),
            error: None,
            replacement: None,
        }
    }
}

impl ReportedError {
    /// Returns the codes of the error: services that once spoke awsQuery report two.
    pub(super) fn codes(&self) -> [Option<&str>; 2] {
        [self.code.as_deref(), self.metadata.code()]
    }
}

impl From<BoxError> for Failure {
    fn from(source: BoxError) -> Self {
        Self::Construction(source)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Construction(source) => source.fmt(f),
            Self::Dispatch(source) => source.fmt(f),
            Self::Timeout(source) => source.fmt(f),
        }
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} took longer than {:?}", self.what, self.limit)
    }
}

impl std::error::Error for TimedOut {}
