//! The thread that drives the connections of a blocking client.

use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::error::BoxError;

/// A runtime with a thread that drives it. The thread ends when this is dropped.
#[derive(Default)]
pub(super) struct Thread {
    running: Mutex<Option<Running>>,
}

struct Running {
    runtime: Handle,
    /// Ends the thread when it is dropped.
    _end: oneshot::Sender<()>,
}

impl Thread {
    /// Returns the runtime, which the first call starts.
    ///
    /// A runtime with worker threads would panic if none can be started. The thread of this one
    /// drives connections, and the thread of a caller drives its call.
    pub(super) fn runtime(&self) -> Result<Handle, BoxError> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = &*running {
            return Ok(running.runtime.clone());
        }
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| format!("a blocking client needs a runtime, and none can be created: {error}"))?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel();
        std::thread::Builder::new()
            .name("smithy-client-blocking".to_owned())
            .spawn(move || {
                // An error means that the sender was dropped, which ends the thread.
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
