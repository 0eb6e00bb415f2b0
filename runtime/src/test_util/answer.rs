//! The responses of a mock.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::interceptor::Replacement;

/// A response after a delay.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) delay: Duration,
    pub(super) kind: AnswerKind,
}

#[derive(Clone)]
pub(super) enum AnswerKind {
    /// An output or an error.
    Typed {
        status: u16,
        code: Option<String>,
        make: Arc<dyn Fn() -> Replacement + Send + Sync>,
    },
    /// A status without a body.
    Status(u16),
    /// A body that cannot be read.
    Garbage,
    /// The connection is closed without a response.
    Drop,
    /// No connection can be opened.
    NoConnection,
}

/// An output or an error as an extension of a response, which can be taken once.
#[derive(Clone)]
pub(super) struct Typed(Arc<Mutex<Option<Replacement>>>);

impl Typed {
    pub(super) fn new(value: Replacement) -> Self {
        Self(Arc::new(Mutex::new(Some(value))))
    }

    pub(super) fn take(&self) -> Option<Replacement> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
