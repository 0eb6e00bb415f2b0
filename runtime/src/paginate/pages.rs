//! Iterators over pages and items, for programs without `async`.

use std::fmt;

use super::PaginationStream;
use crate::error::{CallError, SdkError};
use crate::mode::Blocking;
use crate::operation::ServiceError;

/// An iterator over the pages or the items of a paginated operation. It ends after an error.
pub struct Pages<T, E: ServiceError> {
    stream: Option<PaginationStream<Result<T, CallError<E>>>>,
    operation: &'static str,
    mode: Blocking,
}

impl<T, E: ServiceError> Pages<T, E> {
    pub(crate) fn new(
        stream: PaginationStream<Result<T, CallError<E>>>,
        operation: &'static str,
        mode: Blocking,
    ) -> Self {
        Self {
            stream: Some(stream),
            operation,
            mode,
        }
    }
}

impl<T, E: ServiceError> Iterator for Pages<T, E> {
    type Item = Result<T, CallError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.mode.block_on(self.stream.as_mut()?.next());
        next.unwrap_or_else(|error| {
            self.stream = None;
            let error = SdkError::<E>::construction_failure(error).with_operation(self.operation);
            Some(Err(error.into()))
        })
    }
}

impl<T, E: ServiceError> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
