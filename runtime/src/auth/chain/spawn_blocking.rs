//! Blocking work, without an async runtime.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::time::timer::start;

/// Runs blocking work on a thread of its own, so that it neither needs nor blocks an async runtime.
pub(super) async fn spawn_blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    let shared = Arc::new(Mutex::new(Handover {
        result: None,
        waker: None,
    }));
    let theirs = Arc::clone(&shared);
    let run = Box::new(move || {
        let result = work();
        let mut handover = theirs.lock().unwrap_or_else(PoisonError::into_inner);
        handover.result = Some(result);
        if let Some(waker) = handover.waker.take() {
            waker.wake();
        }
    });
    start("smithy-client-blocking", run)?;
    Waiting(shared).await
}

struct Handover<T> {
    result: Option<std::io::Result<T>>,
    waker: Option<Waker>,
}

struct Waiting<T>(Arc<Mutex<Handover<T>>>);

impl<T> Future for Waiting<T> {
    type Output = std::io::Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut handover = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match handover.result.take() {
            Some(result) => Poll::Ready(result),
            None => {
                handover.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
