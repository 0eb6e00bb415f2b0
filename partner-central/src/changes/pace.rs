//! Requests at a steady pace.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// A queue in which each request starts at least a fixed time after the one before it.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    gap: Duration,
    next: Arc<Mutex<Instant>>,
}

impl Pace {
    pub(super) fn new(per_second: NonZeroU32) -> Self {
        Self {
            gap: Duration::from_secs(1) / per_second.get(),
            next: Arc::new(Mutex::new(Instant::now())),
        }
    }

    /// Waits for the next start. Callers are served in the order in which they came.
    pub(super) async fn wait(&self) {
        let start = {
            let mut next = self.next.lock().await;
            let start = (*next).max(Instant::now());
            *next = start + self.gap;
            start
        };
        sleep_until(start).await;
    }
}
