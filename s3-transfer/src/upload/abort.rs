//! Aborts uploads that are dropped before their end.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};

use super::multipart::Multipart;

/// The time that the shutdown of a runtime waits for the request that aborts an upload.
const LIMIT: Duration = Duration::from_secs(5);

/// Aborts an upload that is dropped before its end, unless it can be resumed.
pub(super) struct AbortGuard {
    multipart: Arc<Multipart>,
    is_armed: bool,
}

impl AbortGuard {
    pub(super) fn new(multipart: Multipart, is_kept: bool) -> Self {
        Self {
            multipart: Arc::new(multipart),
            is_armed: !is_kept,
        }
    }

    pub(super) fn multipart(&self) -> &Arc<Multipart> {
        &self.multipart
    }

    /// Leaves the upload as it is.
    pub(super) fn disarm(mut self) {
        self.is_armed = false;
    }

    /// Aborts the upload now, unless it can be resumed.
    pub(super) async fn abort(self) {
        if self.is_armed {
            self.multipart.abort().await;
            self.disarm();
        }
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        if !self.is_armed {
            return;
        }
        let mut abort = Abort(Some(Arc::clone(&self.multipart)));
        // A runtime that shuts down drops the task, which then aborts the upload without it.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { abort.run().await });
        }
    }
}

/// An upload to abort; `None` once it is aborted.
struct Abort(Option<Arc<Multipart>>);

impl Abort {
    async fn run(&mut self) {
        if let Some(multipart) = &self.0 {
            multipart.abort().await;
            self.0 = None;
        }
    }
}

impl Drop for Abort {
    /// Aborts the upload without the runtime that it belonged to.
    fn drop(&mut self) {
        let Some(multipart) = self.0.take() else {
            return;
        };
        let (done, is_done) = mpsc::channel();
        let spawned = thread::Builder::new().spawn(move || {
            if let Ok(runtime) = Builder::new_current_thread().enable_all().build() {
                runtime.block_on(multipart.abort());
            }
            // After the limit, there is no receiver.
            let _ = done.send(());
        });
        if spawned.is_ok() {
            let _ = is_done.recv_timeout(LIMIT);
        }
    }
}
