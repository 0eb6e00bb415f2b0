//! Payload formats.

#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "form")]
pub mod form;
#[cfg(feature = "json")]
pub mod json;
#[cfg(any(feature = "cbor", feature = "xml"))]
mod path;
#[cfg(any(feature = "cbor", feature = "json", feature = "xml"))]
mod stack;
#[cfg(feature = "rest")]
pub(crate) mod text;
#[cfg(feature = "xml")]
pub mod xml;

use bytes::Bytes;

pub use crate::serde::{Codec, Read};

/// Returns the bytes of a body, which a call stores until it ends. A mostly empty buffer is shrunk.
#[cfg_attr(
    not(any(feature = "cbor", feature = "form", feature = "json", feature = "xml")),
    allow(dead_code, reason = "a client without a protocol writes no bodies")
)]
pub(crate) fn body(mut buffer: Vec<u8>) -> Bytes {
    if buffer.len() < buffer.capacity() / 2 {
        buffer.shrink_to_fit();
    }
    Bytes::from(buffer)
}
