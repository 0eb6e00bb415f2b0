//! The setting that disables prefixes before the host of the endpoint (`smithy.api#endpoint`).

use super::{Builder, Config};

impl Config {
    /// Whether the host of the endpoint stays as it is, for operations that have a prefix for it.
    pub fn disable_host_prefix_injection(&self) -> Option<bool> {
        self.inner.disable_host_prefix_injection
    }
}

impl Builder {
    /// Leaves the host of the endpoint as it is, for operations that have a prefix for it: for
    /// endpoints behind a proxy or in a private network, whose names have no such prefix.
    #[must_use]
    pub fn disable_host_prefix_injection(mut self, disable: bool) -> Self {
        self.set_disable_host_prefix_injection(Some(disable));
        self
    }

    /// Sets or clears whether the host of the endpoint stays as it is.
    pub fn set_disable_host_prefix_injection(&mut self, disable: Option<bool>) -> &mut Self {
        self.settings.disable_host_prefix_injection = disable;
        self
    }
}
