//! The thread on which the connections of a blocking client live.

use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::error::BoxError;

/// A runtime that a thread of its own drives; it ends when this is dropped.
#[derive(Default)]
pub(super) struct Thread {
    running: Mutex<Option<Running>>,
}

struct Running {
    runtime: Handle,
    /// Dropped, it ends the thread.
    _end: oneshot::Sender<()>,
}

impl Thread {
    /// The runtime, which the first call starts.
    ///
    /// A runtime with workers would panic where no thread can be started; this one is driven by a thread of ours, and what
    /// waits for an answer is driven by the thread that waits.
    pub(super) fn runtime(&self) -> Result<Handle, BoxError> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = &*running {
            return Ok(running.runtime.clone());
        }
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| format!("a blocking client needs a runtime, and none can be made: {error}"))?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel();
        std::thread::Builder::new()
            .name("smithy-client-blocking".to_owned())
            .spawn(move || {
                // An error means that the sender is gone, which is what is waited for.
                let _ = runtime.block_on(ended);
            })
            .map_err(|error| {
                format!("a blocking client needs a thread of its own, and none can be started: {error}")
            })?;
        *running = Some(Running {
            runtime: handle.clone(),
            _end: end,
        });
        Ok(handle)
    }
}
