//! A future with a time limit.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use super::Sleep;

/// The error of a time limit that was reached.
#[derive(Debug)]
pub(crate) struct Elapsed(pub(crate) Duration);

/// A sign for the timeout around a future: a timer in the future expires first, so that the outer
/// one needs no timer at the same time.
#[derive(Debug, Default)]
pub(crate) struct InnerTimer(AtomicBool);

impl InnerTimer {
    fn set(&self, runs: bool) {
        self.0.store(runs, Ordering::Relaxed);
    }

    fn runs(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Waits for the future no longer than the limit. A timer is only created for a future that is not
/// ready at once. While it runs, `sign` says so.
///
/// The future is passed by reference, because the futures of calls are large.
pub(crate) fn timeout<T>(
    sleep: &(dyn Fn(Duration) -> Sleep + Sync),
    limit: Option<Duration>,
    sign: Option<&InnerTimer>,
    mut future: Pin<&mut (impl Future<Output = T> + ?Sized)>,
) -> impl Future<Output = Result<T, Elapsed>> {
    let mut timer = None;
    // Not an `async fn`, which keeps room for its arguments twice.
    poll_fn(move |context| {
        let result = match (future.as_mut().poll(context), limit) {
            (Poll::Ready(value), _) => Poll::Ready(Ok(value)),
            (Poll::Pending, None) => Poll::Pending,
            (Poll::Pending, Some(limit)) => {
                let timer = timer.get_or_insert_with(|| sleep(limit));
                Pin::new(timer).poll(context).map(|()| Err(Elapsed(limit)))
            }
        };
        if let Some(sign) = sign {
            sign.set(timer.is_some() && result.is_pending());
        }
        result
    })
}

/// Waits for the future until the limit has passed since the start. A timer is only created for a
/// future that is neither ready at once nor waits for its own timer, which expires first.
pub(crate) fn timeout_since<T>(
    start: Instant,
    sleep: &(dyn Fn(Duration) -> Sleep + Sync),
    limit: Option<Duration>,
    inner: &InnerTimer,
    mut future: Pin<&mut (impl Future<Output = T> + ?Sized)>,
) -> impl Future<Output = Result<T, Elapsed>> {
    let mut timer = None;
    poll_fn(move |context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Ok(value));
        }
        let Some(limit) = limit.filter(|_| timer.is_some() || !inner.runs()) else {
            return Poll::Pending;
        };
        let timer = timer.get_or_insert_with(|| sleep(limit.saturating_sub(now().duration_since(start))));
        Pin::new(timer).poll(context).map(|()| Err(Elapsed(limit)))
    })
}

/// Returns the time by the clock of the default timer.
pub(crate) fn now() -> Instant {
    #[cfg(feature = "https-client")]
    return tokio::time::Instant::now().into_std();
    #[cfg(not(feature = "https-client"))]
    return Instant::now();
}
