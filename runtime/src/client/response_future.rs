//! A call that is under way.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::drive::Ended;
use super::{failed, response};
use crate::config::future::BoxFuture;
use crate::error::SdkError;
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
    match outcome {
        Ok(response) if response.status().is_success() => response::output(operation, response),
        Ok(response) => Err(response::error(operation, response)),
        Err(failure) => Err(failed(failure)),
    }
    .map_err(|error| error.with_operation(operation.name).with_sending(sending))
}

impl<O, E> fmt::Debug for ResponseFuture<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseFuture").field(&self.operation.name).finish()
    }
}
