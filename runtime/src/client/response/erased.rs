//! Outputs and errors of calls in the type-erased forms of the AWS SDK.

use std::error::Error as StdError;
use std::fmt;

use aws_smithy_runtime_api::client::interceptors::context::{Error, Output, OutputOrError};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;

use super::{UnreadableResponse, read_error};
use crate::client::outcome::{CallOutcome, ServiceResponse};
use crate::error::{ErrorMetadata, ProvideErrorMetadata, SdkError};
use crate::operation::{BoundMembers, Operation, OperationOutput, RequestIds, ServiceError};
use crate::serde::ShapeDeserializer;

/// The functions that know the types of an operation.
pub(in crate::client) struct Deserializer {
    read: fn(&'static Operation, &ServiceResponse) -> OutputOrError,
    metadata: fn(&Error) -> Option<&ErrorMetadata>,
}

impl Deserializer {
    pub(in crate::client) fn of<O: OperationOutput, E: ServiceError>() -> Self {
        Self {
            read: read::<O, E>,
            metadata: |error| error.downcast_ref::<E>().map(ProvideErrorMetadata::meta),
        }
    }

    /// Deserializes a response to its output or its error.
    pub(in crate::client) fn read(&self, operation: &'static Operation, response: &ServiceResponse) -> OutputOrError {
        (self.read)(operation, response)
    }

    /// Returns the metadata of an error of the operation.
    pub(in crate::client) fn metadata<'e>(&self, error: &'e Error) -> Option<&'e ErrorMetadata> {
        (self.metadata)(error)
    }
}

fn read<O: OperationOutput, E: ServiceError>(
    operation: &'static Operation,
    response: &ServiceResponse,
) -> OutputOrError {
    let http = &response.http;
    if let Some(error) = &response.error {
        let error = read_error::<E>(operation, http, Some(error.clone()));
        return Err(OrchestratorError::operation(Error::erase(error)));
    }
    let mut output = O::corrected();
    let mut read = |reader: &mut dyn ShapeDeserializer| O::read_into(&mut output, reader);
    match operation.service.protocol.response(operation, http, &mut read) {
        Ok(()) => {
            output.set_request_id(RequestIds::of(http.headers()));
            Ok(Output::erase(output))
        }
        Err(problem) => {
            let problem = UnreadableResponse::new(problem, http);
            Err(OrchestratorError::response(problem.into()))
        }
    }
}

/// Returns the result that interceptors left. The outcome of a call without such interceptors, or
/// whose failure they did not replace, is returned as it is.
#[expect(
    clippy::result_large_err,
    reason = "a call that is not intercepted moves its outcome on"
)]
pub(in crate::client) fn finish<O: OperationOutput, E: ServiceError>(
    operation: &'static Operation,
    mut outcome: CallOutcome,
    bound: Option<&BoundMembers>,
) -> Result<Result<O, SdkError<E>>, CallOutcome> {
    let Some(intercepted) = outcome.intercepted.take() else {
        return Err(outcome);
    };
    let CallOutcome { result, attempts, .. } = outcome;
    let output = match intercepted {
        Ok(output) => output.downcast::<O>().map_err(|_| Wrong::Type.into()),
        Err(error) => {
            let mut reported = None;
            match error.map_operation_error(|error| reported = Some(error)) {
                error if reported.is_none() && result.is_ok() => Err(Wrong::Source(error).into()),
                _ => match reported.map(Error::downcast::<E>) {
                    Some(Ok(error)) => {
                        let raw = result.unwrap_or_else(|_| ServiceResponse::empty()).http;
                        let error = SdkError::service_error(error, raw);
                        return Ok(Err(error.with_operation(operation.name).with_attempts(attempts)));
                    }
                    Some(Err(_)) => Err(Wrong::Type.into()),
                    None => return Err(CallOutcome::new(result, attempts)),
                },
            }
        }
    };
    let output = output.and_then(|output| match bound.map(|bound| output.check_bound(bound)) {
        Some(Err(problem)) => Err(problem.into()),
        _ => Ok(output),
    });
    Ok(output.map_err(|source: crate::box_error::BoxError| {
        let raw = result.unwrap_or_else(|_| ServiceResponse::empty()).http;
        let error = SdkError::response_error(source, raw);
        error.with_operation(operation.name).with_attempts(attempts)
    }))
}

/// The error of an interceptor's result whose type is not the operation's.
#[derive(Debug)]
enum Wrong {
    Type,
    Source(OrchestratorError<()>),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type => f.write_str("an interceptor left an output or an error of another operation"),
            Self::Source(error) => error.fmt(f),
        }
    }
}

impl StdError for Wrong {}
