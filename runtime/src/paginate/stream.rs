//! A stream that requests pages on demand. It needs no async runtime and no stream library.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::future::BoxFuture;

/// The results of one request, and the next request.
pub(super) struct Batch<T> {
    pub(super) ready: Vec<T>,
    pub(super) next: Option<Next<T>>,
}

/// Sends the next request.
pub(super) type Next<T> = Box<dyn FnOnce() -> BoxFuture<'static, Batch<T>> + Send>;

/// A stream of the pages or items of a paginated operation. It implements `futures_core::Stream`.
pub struct PaginationStream<T> {
    ready: std::vec::IntoIter<T>,
    state: State<T>,
}

enum State<T> {
    Idle(Next<T>),
    Running(BoxFuture<'static, Batch<T>>),
    Done,
}

impl<T> PaginationStream<T> {
    pub(super) fn new(first: Next<T>) -> Self {
        Self {
            ready: Vec::new().into_iter(),
            state: State::Idle(first),
        }
    }

    /// Returns the next page or item; `None` at the end.
    pub async fn next(&mut self) -> Option<T> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// Polls for the next page or item, for adapters to stream libraries.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(item));
            }
            self.state = match std::mem::replace(&mut self.state, State::Done) {
                State::Idle(next) => State::Running(next()),
                State::Running(mut request) => match request.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Running(request);
                        return Poll::Pending;
                    }
                    Poll::Ready(batch) => {
                        self.ready = batch.ready.into_iter();
                        batch.next.map_or(State::Done, State::Idle)
                    }
                },
                State::Done => return Poll::Ready(None),
            };
        }
    }

    /// Collects all pages or items. `collect::<Result<Vec<_>, _>>()` returns them, or the first
    /// error.
    pub async fn collect<C: FromIterator<T>>(mut self) -> C {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item);
        }
        all.into_iter().collect()
    }
}

impl<T, E> PaginationStream<Result<T, E>> {
    /// Returns the next page or item; `None` at the end.
    ///
    /// # Errors
    /// The call failed.
    pub async fn try_next(&mut self) -> Result<Option<T>, E> {
        self.next().await.transpose()
    }

    /// Collects all pages or items.
    ///
    /// # Errors
    /// A call failed.
    pub async fn try_collect(self) -> Result<Vec<T>, E> {
        self.collect().await
    }
}

impl<T> Unpin for PaginationStream<T> {}

impl<T> Stream for PaginationStream<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.get_mut().poll_next(context)
    }
}

impl<T> fmt::Debug for PaginationStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaginationStream")
    }
}
