//! A call that is under way.

use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::outcome::{CallOutcome, Failure};
use super::response::{self, NoOutput};
use crate::error::{AttemptSummary, CallError, SdkError};
use crate::future::BoxFuture;
use crate::operation::{BoundMembers, Operation, OperationOutput, ServiceError};

/// A call that is under way: awaited, it is `Result<Output, SdkError<Error>>`.
///
/// The request is serialized when the future is made, and sent when it is first polled. Dropping
/// the future cancels the call.
#[must_use = "nothing is sent before it is awaited"]
pub struct ResponseFuture<Output, Error> {
    operation: &'static Operation,
    outcome: BoxFuture<'static, CallOutcome>,
    bound: Option<Box<BoundMembers>>,
    read_as: PhantomData<fn() -> (Output, Error)>,
}

impl<O, E> ResponseFuture<O, E> {
    pub(super) fn new(
        operation: &'static Operation,
        outcome: BoxFuture<'static, CallOutcome>,
        bound: Option<Box<BoundMembers>>,
    ) -> Self {
        Self {
            operation,
            outcome,
            bound,
            read_as: PhantomData,
        }
    }
}

impl<O: OperationOutput, E: ServiceError> ResponseFuture<O, E> {
    /// Polls for the output, or for the error in the type of this crate.
    fn poll_own(&mut self, context: &mut Context<'_>) -> Poll<Result<O, SdkError<E>>> {
        let outcome = self.outcome.as_mut().poll(context);
        outcome.map(|outcome| read(self.operation, outcome, self.bound.as_deref()))
    }

    /// Returns the output, or the error in the type of this crate.
    pub(crate) async fn into_own(mut self) -> Result<O, SdkError<E>> {
        poll_fn(|context| self.poll_own(context)).await
    }
}

impl<O: OperationOutput, E: ServiceError> Future for ResponseFuture<O, E> {
    type Output = Result<O, CallError<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_own(context).map_err(CallError::<E>::from)
    }
}

fn read<O: OperationOutput, E: ServiceError>(
    operation: &'static Operation,
    mut outcome: CallOutcome,
    bound: Option<&BoundMembers>,
) -> Result<O, SdkError<E>> {
    if let Some((replacement, request_id)) = outcome.take_replaced_output()
        && let Ok(mut output) = replacement.downcast::<O>()
    {
        output.set_request_id(request_id);
        return Ok(*output);
    }
    #[cfg(feature = "aws-config")]
    let outcome = match response::finish(operation, outcome, bound) {
        Ok(result) => return result,
        Err(outcome) => outcome,
    };
    let CallOutcome { result, attempts, .. } = outcome;
    let mut output = None;
    let result = response::output(operation, result, &mut |reader| {
        let output = output.insert(O::corrected());
        O::read_into(output, reader)?;
        match bound.map(|bound| output.check_bound(bound)) {
            Some(Err(problem)) => Err(reader.error(&problem)),
            _ => Ok(()),
        }
    });
    match (result, output) {
        (Ok(request_id), Some(mut output)) => {
            output.set_request_id(request_id);
            Ok(output)
        }
        (result, _) => Err(sdk_error(operation, result.err(), attempts)),
    }
}

fn sdk_error<E: ServiceError>(
    operation: &'static Operation,
    error: Option<Box<NoOutput>>,
    attempts: AttemptSummary,
) -> SdkError<E> {
    let error = error.map_or_else(
        || NoOutput::Failure(Failure::Construction("nothing was read".into())),
        |error| *error,
    );
    response::sdk_error(operation, error)
        .with_operation(operation.name)
        .with_attempts(attempts)
}

impl<O, E> fmt::Debug for ResponseFuture<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseFuture").field(&self.operation.name).finish()
    }
}
