//! The settings of request compression.

use super::{Builder, Config};

impl Config {
    /// Returns whether request compression is disabled.
    pub fn disable_request_compression(&self) -> Option<bool> {
        self.inner.disable_request_compression
    }

    /// Returns the minimum size in bytes of bodies that are compressed. The default is 10,240.
    pub fn request_min_compression_size_bytes(&self) -> Option<u32> {
        self.inner.request_min_compression_size_bytes
    }
}

impl Builder {
    /// Sets whether request compression is disabled.
    #[must_use]
    pub fn disable_request_compression(mut self, disable: bool) -> Self {
        self.set_disable_request_compression(Some(disable));
        self
    }

    /// Sets or clears whether request compression is disabled.
    pub fn set_disable_request_compression(&mut self, disable: Option<bool>) -> &mut Self {
        self.settings.disable_request_compression = disable;
        self
    }

    /// Sets the minimum size in bytes of bodies that are compressed, from 0 to 10,485,760.
    #[must_use]
    pub fn request_min_compression_size_bytes(mut self, size: u32) -> Self {
        self.set_request_min_compression_size_bytes(Some(size));
        self
    }

    /// Sets or clears the minimum size in bytes of bodies that are compressed.
    pub fn set_request_min_compression_size_bytes(&mut self, size: Option<u32>) -> &mut Self {
        self.settings.request_min_compression_size_bytes = size;
        self
    }
}
