//! The pauses, which a program may bring along.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::future::BoxFuture;

/// Waits: between attempts, and for what must not take longer than a timeout.
pub trait AsyncSleep: fmt::Debug + Send + Sync {
    /// A future that is ready after this time.
    fn sleep(&self, duration: Duration) -> Sleep;
}

/// The future of [`AsyncSleep::sleep`].
pub type Sleep = BoxFuture<'static, ()>;

/// A way to wait that many clients share.
#[derive(Clone)]
pub struct SharedAsyncSleep(Arc<dyn AsyncSleep>);

impl SharedAsyncSleep {
    /// Shares this way to wait.
    pub fn new(sleep: impl AsyncSleep + 'static) -> Self {
        Self(Arc::new(sleep))
    }
}

impl AsyncSleep for SharedAsyncSleep {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.0.sleep(duration)
    }
}

impl fmt::Debug for SharedAsyncSleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
