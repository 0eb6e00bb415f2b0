//! Pages and items for programs without `async`.

use super::PaginationStream;
use crate::error::SdkError;
use crate::mode::Blocking;

/// An iterator over the pages or the items of a paginated operation. An error ends it.
#[derive(Debug)]
pub struct Pages<T, E> {
    stream: Option<PaginationStream<Result<T, SdkError<E>>>>,
    operation: &'static str,
    mode: Blocking,
}

impl<T, E> Pages<T, E> {
    pub(crate) fn new(
        stream: PaginationStream<Result<T, SdkError<E>>>,
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

impl<T, E> Iterator for Pages<T, E> {
    type Item = Result<T, SdkError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.mode.block_on(self.stream.as_mut()?.next());
        next.unwrap_or_else(|error| {
            self.stream = None;
            Some(Err(SdkError::construction_failure(error).with_operation(self.operation)))
        })
    }
}
