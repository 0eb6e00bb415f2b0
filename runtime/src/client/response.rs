//! From a response to an output or an error.

use std::error::Error;
use std::fmt;

use super::{Failure, failed};
use crate::error::{BoxError, ErrorMetadata, RequestId, SdkError};
use crate::http::HttpResponse;
use crate::operation::{Operation, ServiceError};
use crate::serde::{DeserializeError, ShapeDeserializer};

/// Why a call has no output.
pub(super) enum Refusal {
    Failure(Failure),
    Error(HttpResponse),
    Unreadable(DeserializeError, HttpResponse),
}

/// Hands the output to `read` and returns the request id; not generic, so that it is compiled once.
pub(super) fn output(
    operation: &Operation,
    outcome: Result<HttpResponse, Failure>,
    read: &mut dyn FnMut(&mut dyn ShapeDeserializer) -> Result<(), DeserializeError>,
) -> Result<Option<String>, Box<Refusal>> {
    let response = outcome.map_err(|failure| Box::new(Refusal::Failure(failure)))?;
    if !response.status().is_success() {
        return Err(Box::new(Refusal::Error(response)));
    }
    match operation.service.protocol.response(operation, &response, read) {
        Ok(()) => Ok(response.request_id().map(ToOwned::to_owned)),
        Err(problem) => Err(Box::new(Refusal::Unreadable(problem, response))),
    }
}

/// What the caller is told of it.
pub(super) fn refused<E: ServiceError>(operation: &Operation, refusal: Refusal) -> SdkError<E> {
    match refusal {
        Refusal::Failure(failure) => failed(failure),
        Refusal::Error(response) => error(operation, response),
        Refusal::Unreadable(problem, response) => {
            let source = UnreadableResponse {
                status: response.status().as_u16(),
                request_id: response.request_id().map(ToOwned::to_owned),
                problem,
            };
            SdkError::response_error(source, response)
        }
    }
}

/// Reads the service's error.
///
/// The answer is an error of the service in any case: one whose code the model does not name, whose content cannot be
/// read, or which has no code at all (a proxy's page), is unhandled, and keeps code, status and request id.
fn error<E: ServiceError>(operation: &Operation, response: HttpResponse) -> SdkError<E> {
    #[cfg(feature = "test-util")]
    if let Some(error) = response.typed() {
        return SdkError::service_error(error, response);
    }
    let (code, metadata) = metadata(operation, &response);
    let Some(code) = code else {
        return SdkError::service_error(E::unhandled(metadata), response);
    };
    let mut error = None;
    let mut read = |reader: &mut dyn ShapeDeserializer| {
        error = Some(E::read(&code, metadata.clone(), reader)?);
        Ok(())
    };
    let result = operation.service.protocol.error(operation, &response, &mut read);
    let error = match (result, error) {
        // What follows the content is no reason to lose an error, and one without a type of its own reads nothing.
        (_, Some(error)) => error,
        (Ok(()), None) => E::unhandled(metadata),
        (Err(problem), None) => {
            let source: BoxError = problem.into();
            E::unhandled(metadata.into_builder().source(source).build())
        }
    };
    SdkError::service_error(error, response)
}

/// What the protocol finds in the response, and what any HTTP response tells.
fn metadata(operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
    let (code, found) = operation.service.protocol.error_metadata(operation, response);
    let mut builder = found.into_builder().status(response.status().as_u16());
    if let Some(content_type) = response.headers().get("content-type") {
        builder = builder.content_type(content_type);
    }
    if let Some(request_id) = response.request_id() {
        builder = builder.request_id(request_id);
    }
    (code, builder.build())
}

/// A successful response that does not have the form that the model asks for.
#[derive(Debug)]
struct UnreadableResponse {
    status: u16,
    request_id: Option<String>,
    problem: DeserializeError,
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
