//! A call that is under way.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::Failure;
use super::drive::Ended;
use super::response::{self, Refusal};
use crate::error::{SdkError, Sending};
use crate::future::BoxFuture;
use crate::operation::{Operation, OperationOutput, ServiceError};

/// A call that is under way: awaited, it is `Result<Output, SdkError<Error>>`.
///
/// The request is written, and sent when the future is first polled. Dropping it cancels the call.
#[must_use = "nothing is sent before it is awaited"]
pub struct ResponseFuture<Output, Error> {
    operation: &'static Operation,
    ended: BoxFuture<'static, Ended>,
    read_as: PhantomData<fn() -> (Output, Error)>,
}

impl<O, E> ResponseFuture<O, E> {
    pub(super) fn new(operation: &'static Operation, ended: BoxFuture<'static, Ended>) -> Self {
        Self {
            operation,
            ended,
            read_as: PhantomData,
        }
    }
}

impl<O: OperationOutput, E: ServiceError> Future for ResponseFuture<O, E> {
    type Output = Result<O, SdkError<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Poll::Ready(ended) = self.ended.as_mut().poll(context) else {
            return Poll::Pending;
        };
        Poll::Ready(read(self.operation, ended))
    }
}

fn read<O: OperationOutput, E: ServiceError>(operation: &'static Operation, ended: Ended) -> Result<O, SdkError<E>> {
    let Ended { outcome, sending } = ended;
    #[cfg(feature = "test-util")]
    if let Some(output) = outcome.as_ref().ok().and_then(crate::test_util::output) {
        return Ok(output);
    }
    let mut output = None;
    let result = response::output(operation, outcome, &mut |reader| {
        O::read_into(output.insert(O::corrected()), reader)
    });
    match (result, output) {
        (Ok(request_id), Some(mut output)) => {
            output.set_request_id(request_id);
            Ok(output)
        }
        (result, _) => Err(refused(operation, result.err(), sending)),
    }
}

fn refused<E: ServiceError>(
    operation: &'static Operation,
    refusal: Option<Box<Refusal>>,
    sending: Sending,
) -> SdkError<E> {
    let refusal = refusal.map_or_else(
        || Refusal::Failure(Failure::Construction("nothing was read".into())),
        |refusal| *refusal,
    );
    response::refused(operation, refusal)
        .with_operation(operation.name)
        .with_sending(sending)
}

impl<O, E> fmt::Debug for ResponseFuture<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseFuture").field(&self.operation.name).finish()
    }
}
