//! The setting that disables the correction of clock skew.

use super::{Builder, Config};
use crate::time::ServiceClockSkew;

impl Config {
    /// Returns whether requests are signed by the local clock, even if it differs from the
    /// service's.
    pub fn disable_clock_skew_correction(&self) -> Option<bool> {
        self.inner.disable_clock_skew_correction
    }

    /// Returns the clock skew to correct, which is zero if the correction is disabled.
    pub(crate) fn clock_skew<'a>(&self, observed: &'a ServiceClockSkew) -> &'a ServiceClockSkew {
        static DISABLED: ServiceClockSkew = ServiceClockSkew::new(false);
        match self.disable_clock_skew_correction() {
            Some(true) => &DISABLED,
            _ => observed,
        }
    }
}

impl Builder {
    /// Sets whether requests are signed by the local clock, even if the `date` headers of responses
    /// show that it is wrong. Errors that a wrong clock explains are then not retried. The
    /// credential chain of the client follows this setting.
    #[must_use]
    #[inline]
    pub fn disable_clock_skew_correction(mut self, disable: impl Into<Option<bool>>) -> Self {
        self.set_disable_clock_skew_correction(disable.into());
        self
    }

    /// Sets or clears whether requests are signed by the local clock.
    #[inline]
    pub fn set_disable_clock_skew_correction(&mut self, disable: Option<bool>) -> &mut Self {
        self.settings.disable_clock_skew_correction = disable;
        self.settings_of_chain_changed()
    }
}
