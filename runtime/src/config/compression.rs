//! Whether large bodies are compressed, for operations that ask for it.

use super::{Builder, Config};

impl Config {
    /// Whether bodies are sent as they are even where an operation asks for compression.
    pub fn disable_request_compression(&self) -> Option<bool> {
        self.inner.disable_request_compression
    }

    /// From which size on bodies are compressed, in bytes; nothing set means 10,240.
    pub fn request_min_compression_size_bytes(&self) -> Option<u32> {
        self.inner.request_min_compression_size_bytes
    }
}

impl Builder {
    /// Sends bodies as they are, also where an operation asks for compression.
    #[must_use]
    pub fn disable_request_compression(mut self, disable: bool) -> Self {
        self.set_disable_request_compression(Some(disable));
        self
    }

    /// Sets or clears whether bodies are sent as they are.
    pub fn set_disable_request_compression(&mut self, disable: Option<bool>) -> &mut Self {
        self.settings.disable_request_compression = disable;
        self
    }

    /// Sets from which size on bodies are compressed, in bytes.
    #[must_use]
    pub fn request_min_compression_size_bytes(mut self, size: u32) -> Self {
        self.set_request_min_compression_size_bytes(Some(size));
        self
    }

    /// Sets or clears from which size on bodies are compressed.
    pub fn set_request_min_compression_size_bytes(&mut self, size: Option<u32>) -> &mut Self {
        self.settings.request_min_compression_size_bytes = size;
        self
    }
}
