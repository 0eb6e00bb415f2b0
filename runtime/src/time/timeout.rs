//! A future with a time limit.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use super::Sleep;

/// The error of a time limit that was reached.
#[derive(Debug)]
pub(crate) struct Elapsed(pub(crate) Duration);

/// Waits for the future no longer than the limit. A timer is only created for a future that is not
/// ready at once.
///
/// The future is passed by reference, because the futures of calls are large.
pub(crate) async fn timeout<T>(
    sleep: &(dyn Fn(Duration) -> Sleep + Sync),
    limit: Option<Duration>,
    mut future: Pin<&mut (impl Future<Output = T> + ?Sized)>,
) -> Result<T, Elapsed> {
    let mut timer = None;
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Ok(value));
        }
        let Some(limit) = limit else {
            return Poll::Pending;
        };
        let timer = timer.get_or_insert_with(|| sleep(limit));
        Pin::new(timer).poll(context).map(|()| Err(Elapsed(limit)))
    })
    .await
}
