//! The check that the body of a request makes progress.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, Sleep};

use super::io::ByteCounters;
use crate::box_error::BoxError;
use crate::http::{Body, BodyStream, HttpRequest, UploadGracePeriod};

/// Watches the body of a request. It is stalled if the server takes nothing of it for the grace
/// period; the time in which the program has no data does not count.
pub(super) struct UploadWatch {
    grace_period: Duration,
    sleep: Pin<Box<Sleep>>,
    state: Arc<State>,
}

struct State {
    since: Instant,
    /// The time at which the last piece was passed on, in nanoseconds.
    data_at: AtomicU64,
    /// The body had no data when it was last asked.
    waits_for_data: AtomicBool,
    is_complete: AtomicBool,
}

impl UploadWatch {
    /// Returns a watch of the body of a request, if it asks for one.
    pub(super) fn of(request: &mut HttpRequest) -> Option<Self> {
        let UploadGracePeriod(grace_period) = request.extensions_mut().remove()?;
        let state = Arc::new(State {
            since: Instant::now(),
            data_at: AtomicU64::new(0),
            waits_for_data: AtomicBool::new(false),
            is_complete: AtomicBool::new(false),
        });
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = Body::from_stream(Watched {
            body,
            state: Arc::clone(&state),
        });
        Some(Self {
            grace_period,
            sleep: Box::pin(tokio::time::sleep(grace_period)),
            state,
        })
    }

    /// Returns whether the program has no data to send, and is not done either.
    pub(super) fn waits_for_data(&self) -> bool {
        self.state.waits_for_data.load(Ordering::Relaxed)
    }

    /// Expires when the server has taken nothing for the grace period.
    pub(super) fn poll(&mut self, context: &mut Context<'_>, counters: &ByteCounters) -> Poll<Duration> {
        loop {
            if self.state.is_complete.load(Ordering::Relaxed) || self.sleep.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            let now = Instant::now();
            let moved = match self.waits_for_data() {
                true => now,
                false => self.state.data_at().max(Instant::from_std(counters.sent_at())),
            };
            if moved + self.grace_period <= now {
                return Poll::Ready(self.grace_period);
            }
            self.sleep.as_mut().reset(moved + self.grace_period);
        }
    }
}

impl State {
    fn data_at(&self) -> Instant {
        self.since + Duration::from_nanos(self.data_at.load(Ordering::Relaxed))
    }
}

struct Watched {
    body: Body,
    state: Arc<State>,
}

impl BodyStream for Watched {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let data = self.body.poll_data(context);
        let state = &self.state;
        state.waits_for_data.store(data.is_pending(), Ordering::Relaxed);
        match &data {
            Poll::Ready(Some(Ok(_))) => {
                let at = u64::try_from(state.since.elapsed().as_nanos()).unwrap_or(u64::MAX);
                state.data_at.store(at, Ordering::Relaxed);
            }
            Poll::Ready(_) => state.is_complete.store(true, Ordering::Relaxed),
            Poll::Pending => {}
        }
        data
    }

    fn content_length(&self) -> Option<u64> {
        self.body.content_length()
    }
}
