//! Deserializes a response to an output or an error.

use std::error::Error;
use std::fmt;

#[cfg(feature = "aws-config")]
mod erased;

#[cfg(feature = "aws-config")]
pub(super) use self::erased::{Deserializer, finish};
use http::header::CONTENT_TYPE;

use super::failed;
use super::outcome::{Failure, ReportedError, ServiceResponse};
use crate::box_error::BoxError;
use crate::error::{EXTENDED_REQUEST_ID, ErrorMetadata, RequestId, RequestIdExt, SdkError};
use crate::http::HttpResponse;
use crate::operation::{Operation, RequestIds, ServiceError};
use crate::serde::{DeserializeError, ShapeDeserializer};

/// The reason for which a call has no output.
pub(super) enum NoOutput {
    Failure(Failure),
    Service(ServiceResponse),
    Unreadable(DeserializeError, HttpResponse),
}

#[cfg(any(feature = "endpoint-discovery", feature = "s3-express"))]
impl NoOutput {
    /// Returns the error of a call that the client makes on its own.
    pub(super) fn into_box_error(self) -> BoxError {
        let response = match self {
            Self::Failure(failure) => {
                let error = SdkError::<std::convert::Infallible>::into_source(failed(failure));
                return error.unwrap_or_else(|error| Box::new(error));
            }
            Self::Unreadable(problem, _) => return problem.into(),
            Self::Service(response) => response,
        };
        let status = response.http.status();
        let reported = response.error.map(|error| error.metadata);
        let code = reported.as_ref().and_then(|metadata| metadata.code());
        match (code, reported.as_ref().and_then(|metadata| metadata.message())) {
            (Some(code), Some(message)) => format!("{code}: {message}").into(),
            (Some(text), None) | (None, Some(text)) => format!("{text} (status {status})").into(),
            (None, None) => format!("the service responded with status {status}").into(),
        }
    }
}

/// Passes the output to `read` and returns the request ids. Not generic, so it is compiled once.
pub(super) fn output(
    operation: &Operation,
    result: Result<ServiceResponse, Failure>,
    read: &mut dyn FnMut(&mut dyn ShapeDeserializer) -> Result<(), DeserializeError>,
) -> Result<RequestIds, Box<NoOutput>> {
    let response = result.map_err(|failure| Box::new(NoOutput::Failure(failure)))?;
    if response.error.is_some() {
        return Err(Box::new(NoOutput::Service(response)));
    }
    let response = response.http;
    match operation.service.protocol.response(operation, &response, read) {
        Ok(()) => Ok(RequestIds::of(response.headers())),
        Err(problem) => Err(Box::new(NoOutput::Unreadable(problem, response))),
    }
}

/// Returns the error for the caller.
pub(super) fn sdk_error<E: ServiceError>(operation: &Operation, error: NoOutput) -> SdkError<E> {
    match error {
        NoOutput::Failure(failure) => failed(failure),
        NoOutput::Service(response) => service_error(operation, response),
        NoOutput::Unreadable(problem, response) => {
            let source = UnreadableResponse::new(problem, &response);
            SdkError::response_error(source, response)
        }
    }
}

/// Deserializes the error of the service.
///
/// The result is an error of the service in any case. It is unhandled, and keeps code, status and
/// request id, if the model does not name its code, if its content cannot be read, or if it has no
/// code (the page of a proxy).
fn service_error<E: ServiceError>(operation: &Operation, response: ServiceResponse) -> SdkError<E> {
    let ServiceResponse {
        http: response,
        error: reported,
        replacement,
    } = response;
    if let Some(error) = replacement.and_then(|replacement| replacement.downcast().ok()) {
        return SdkError::service_error(*error, response);
    }
    SdkError::service_error(read_error::<E>(operation, &response, reported), response)
}

/// Reads the content of an error.
fn read_error<E: ServiceError>(
    operation: &Operation,
    response: &HttpResponse,
    reported: Option<Box<ReportedError>>,
) -> E {
    let (code, metadata) = reported.map_or_else(Default::default, |error| (error.code, error.metadata));
    let metadata = with_response(metadata, response);
    let Some(code) = code else {
        return E::unhandled(metadata);
    };
    let mut error = None;
    let mut read = |reader: &mut dyn ShapeDeserializer| {
        error = Some(E::read(&code, metadata.clone(), reader)?);
        Ok(())
    };
    let result = operation.service.protocol.error(operation, response, &mut read);
    match (result, error) {
        // An error that was read is returned, whatever follows its content.
        (_, Some(error)) => error,
        (Ok(()), None) => E::unhandled(metadata),
        (Err(problem), None) => {
            let source: BoxError = problem.into();
            E::unhandled(metadata.into_builder().source(source).build())
        }
    }
}

/// Adds the facts of any HTTP response: status, content type and request id.
fn with_response(metadata: ErrorMetadata, response: &HttpResponse) -> ErrorMetadata {
    let mut builder = metadata.into_builder().status(response.status().as_u16());
    if let Some(content_type) = response.headers().text(&CONTENT_TYPE) {
        builder = builder.content_type(content_type);
    }
    if let Some(request_id) = response.request_id() {
        builder = builder.request_id(request_id);
    }
    if let Some(id) = response.headers().extended_request_id() {
        builder = builder.custom(EXTENDED_REQUEST_ID, id);
    }
    builder.build()
}

/// A successful response whose content does not match the model.
#[derive(Debug)]
struct UnreadableResponse {
    status: u16,
    request_id: Option<String>,
    problem: DeserializeError,
}

impl UnreadableResponse {
    fn new(problem: DeserializeError, response: &HttpResponse) -> Self {
        Self {
            status: response.status().as_u16(),
            request_id: response.request_id().map(ToOwned::to_owned),
            problem,
        }
    }
}

impl fmt::Display for UnreadableResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read the response (status {}): {}", self.status, self.problem)?;
        match &self.request_id {
            Some(id) => write!(f, "; request id {id}"),
            None => Ok(()),
        }
    }
}

impl Error for UnreadableResponse {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.problem)
    }
}
