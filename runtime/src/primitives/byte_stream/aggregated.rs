//! The data of a stream in memory.

use std::fmt;

use bytes::{Buf, Bytes};

/// The data of a stream that was read to its end, as contiguous bytes.
///
/// `Debug` shows only the length, because the data may be sensitive.
#[derive(Clone, Default)]
pub struct AggregatedBytes(Bytes);

impl AggregatedBytes {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// Returns the data, without a copy.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }

    /// Returns the data as a vector.
    pub fn to_vec(self) -> Vec<u8> {
        self.0.into()
    }
}

impl Buf for AggregatedBytes {
    fn remaining(&self) -> usize {
        self.0.len()
    }

    fn chunk(&self) -> &[u8] {
        &self.0
    }

    fn advance(&mut self, count: usize) {
        self.0.advance(count.min(self.0.len()));
    }

    fn copy_to_bytes(&mut self, count: usize) -> Bytes {
        self.0.copy_to_bytes(count)
    }
}

impl fmt::Debug for AggregatedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AggregatedBytes(<{} bytes>)", self.0.len())
    }
}
