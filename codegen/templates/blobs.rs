//! Blobs that stream, which are in memory here.

use crate::service::primitives::ByteStream;

impl crate::same::Same for ByteStream {
    fn same(&self, expected: &Self, path: &str) {
        crate::same::same_by_value(&self.bytes(), &expected.bytes(), path);
    }
}
