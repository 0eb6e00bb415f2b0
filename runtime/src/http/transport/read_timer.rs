//! The timer of the read timeout, which a connection keeps from one request to the next.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

use super::io::ByteCounters;

/// The time that stands for an end that no clock can express.
const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// A timer that expires when nothing was sent for the read timeout.
///
/// It stays in the timer wheel of the runtime between requests, with an end that may be too early:
/// to set it again when it fires, which is rare, costs less than to set it for each request.
#[derive(Default)]
pub(super) struct ReadTimer(Option<Pin<Box<Sleep>>>);

impl ReadTimer {
    /// Starts the timer, and returns the time of that.
    pub(super) fn start(&mut self, read_timeout: Duration) -> Instant {
        let since = Instant::now();
        let end = after(since, read_timeout);
        match &mut self.0 {
            Some(sleep) if sleep.deadline() <= end => {}
            Some(sleep) => sleep.as_mut().reset(end),
            None => self.0 = Some(Box::pin(sleep_until(end))),
        }
        since
    }

    /// Expires when the read timeout has passed since the start and since the last byte was sent:
    /// long requests take their time.
    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
        since: Instant,
        read_timeout: Duration,
        counters: &ByteCounters,
    ) -> Poll<()> {
        let Some(sleep) = &mut self.0 else {
            return Poll::Pending;
        };
        loop {
            if sleep.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            let end = after(since.max(Instant::from_std(counters.sent_at())), read_timeout);
            if end <= Instant::now() {
                return Poll::Ready(());
            }
            sleep.as_mut().reset(end);
        }
    }
}

fn after(time: Instant, duration: Duration) -> Instant {
    time.checked_add(duration).unwrap_or_else(|| time + FAR)
}
