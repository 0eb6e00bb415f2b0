//! The clock and the timer of a config.

use std::time::{Duration, SystemTime};

use super::{Builder, Config};
use crate::time::{AsyncSleep, SharedAsyncSleep, SharedTimeSource, Sleep, TimeSource};

impl Config {
    /// Returns the clock, if it is not the system's.
    pub fn time_source(&self) -> Option<SharedTimeSource> {
        self.inner.time_source.clone()
    }

    /// Returns the timer, if it is not the default: the timer of tokio within tokio, and a thread
    /// elsewhere.
    pub fn sleep_impl(&self) -> Option<SharedAsyncSleep> {
        self.inner.sleep_impl.clone()
    }

    pub(crate) fn time(&self) -> Option<&SharedTimeSource> {
        self.inner.time_source.as_ref()
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.inner
            .time_source
            .as_ref()
            .map_or_else(SystemTime::now, TimeSource::now)
    }

    /// Returns whether the timer is not the default one.
    pub(crate) fn has_own_timer(&self) -> bool {
        self.inner.sleep_impl.is_some()
    }

    pub(crate) fn sleep(&self, duration: Duration) -> Sleep {
        match &self.inner.sleep_impl {
            Some(sleep) => sleep.sleep(duration),
            None => crate::time::timer::sleep(duration),
        }
    }
}

impl Builder {
    /// Sets the clock for signatures and expiries.
    #[must_use]
    pub fn time_source(mut self, time_source: impl TimeSource + 'static) -> Self {
        self.set_time_source(Some(SharedTimeSource::new(time_source)));
        self
    }

    /// Sets or clears the clock.
    #[inline]
    pub fn set_time_source(&mut self, time_source: Option<SharedTimeSource>) -> &mut Self {
        self.settings.time_source = time_source;
        self.settings_of_chain_changed()
    }

    /// Sets the timer for pauses and timeouts, for programs without tokio or with another timer.
    #[must_use]
    pub fn sleep_impl(mut self, sleep_impl: impl AsyncSleep + 'static) -> Self {
        self.set_sleep_impl(Some(SharedAsyncSleep::new(sleep_impl)));
        self
    }

    /// Sets or clears the timer.
    #[inline]
    pub fn set_sleep_impl(&mut self, sleep_impl: Option<SharedAsyncSleep>) -> &mut Self {
        self.settings.sleep_impl = sleep_impl;
        self.settings_of_chain_changed()
    }
}
