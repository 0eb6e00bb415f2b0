//! The setting that disables prefixes before the host of the endpoint (`smithy.api#endpoint`).

use super::{Builder, Config};

impl Config {
    /// Returns whether the host of the endpoint stays unchanged for operations with a host prefix.
    pub fn disable_host_prefix_injection(&self) -> Option<bool> {
        self.inner.disable_host_prefix_injection
    }
}

impl Builder {
    /// Sets whether the host of the endpoint stays unchanged for operations with a host prefix.
    /// Endpoints behind a proxy or in a private network may not have the names with the prefix.
    #[must_use]
    pub fn disable_host_prefix_injection(mut self, disable: bool) -> Self {
        self.set_disable_host_prefix_injection(Some(disable));
        self
    }

    /// Sets or clears whether the host of the endpoint stays unchanged.
    pub fn set_disable_host_prefix_injection(&mut self, disable: Option<bool>) -> &mut Self {
        self.settings.disable_host_prefix_injection = disable;
        self
    }
}
