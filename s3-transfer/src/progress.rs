//! The progress of a transfer.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The progress of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes that were transferred, with those of an earlier transfer that this one resumes.
    pub bytes: u64,
    /// The bytes of the whole object, unless it comes from a stream of unknown length.
    pub total: Option<u64>,
}

type Callback = Arc<dyn Fn(Progress) + Send + Sync>;

/// Counts bytes and calls the callback.
#[derive(Clone, Default)]
pub(crate) struct Reporter {
    bytes: Arc<AtomicU64>,
    total: Option<u64>,
    callback: Option<Callback>,
}

impl Reporter {
    pub(crate) fn new(callback: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self {
            callback: Some(Arc::new(callback)),
            ..Self::default()
        }
    }

    pub(crate) fn with_total(self, total: Option<u64>) -> Self {
        Self { total, ..self }
    }

    /// Adds bytes that were transferred.
    pub(crate) fn add(&self, bytes: u64) {
        let bytes = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if let Some(callback) = &self.callback {
            let total = self.total;
            callback(Progress { bytes, total });
        }
    }
}

impl fmt::Debug for Reporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reporter")
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}
