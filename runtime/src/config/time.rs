//! The clock and the pauses, which a program may bring along.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::future::BoxFuture;
use super::{Builder, Config};

/// Tells the time that requests are signed with.
pub trait TimeSource: fmt::Debug + Send + Sync {
    /// The time now.
    fn now(&self) -> SystemTime;
}

/// A clock that many clients share.
#[derive(Clone)]
pub struct SharedTimeSource(Arc<dyn TimeSource>);

impl SharedTimeSource {
    /// Shares this clock.
    pub fn new(source: impl TimeSource + 'static) -> Self {
        Self(Arc::new(source))
    }
}

impl TimeSource for SharedTimeSource {
    fn now(&self) -> SystemTime {
        self.0.now()
    }
}

impl fmt::Debug for SharedTimeSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Waits: between attempts, and for what must not take longer than a timeout.
pub trait AsyncSleep: fmt::Debug + Send + Sync {
    /// A future that is ready after this time.
    fn sleep(&self, duration: Duration) -> Sleep;
}

/// What [`AsyncSleep::sleep`] returns.
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

impl Config {
    /// The clock, where it is not the system's.
    pub fn time_source(&self) -> Option<SharedTimeSource> {
        self.inner.time_source.clone()
    }

    /// The way to wait, where it is not the default: tokio's timer within tokio, a thread elsewhere.
    pub fn sleep_impl(&self) -> Option<SharedAsyncSleep> {
        self.inner.sleep_impl.clone()
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.inner
            .time_source
            .as_ref()
            .map_or_else(SystemTime::now, TimeSource::now)
    }

    pub(crate) fn sleep(&self, duration: Duration) -> Sleep {
        match &self.inner.sleep_impl {
            Some(sleep) => sleep.sleep(duration),
            None => crate::client::timer::sleep(duration),
        }
    }
}

impl Builder {
    /// Sets the clock that requests are signed by.
    #[must_use]
    pub fn time_source(mut self, time_source: impl TimeSource + 'static) -> Self {
        self.set_time_source(Some(SharedTimeSource::new(time_source)));
        self
    }

    /// Sets or clears the clock.
    pub fn set_time_source(&mut self, time_source: Option<SharedTimeSource>) -> &mut Self {
        self.settings.time_source = time_source;
        self
    }

    /// Sets the way to wait, for programs that do not run on tokio or have their own timers.
    #[must_use]
    pub fn sleep_impl(mut self, sleep_impl: impl AsyncSleep + 'static) -> Self {
        self.set_sleep_impl(Some(SharedAsyncSleep::new(sleep_impl)));
        self
    }

    /// Sets or clears the way to wait.
    pub fn set_sleep_impl(&mut self, sleep_impl: Option<SharedAsyncSleep>) -> &mut Self {
        self.settings.sleep_impl = sleep_impl;
        self
    }
}
