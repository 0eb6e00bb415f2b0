//! Decodes messages from bytes that arrive in chunks of any size.

use std::fmt;

use bytes::{Buf, Bytes, BytesMut};

use super::header::{Header, HeaderValue};
use super::message::Message;
use crate::primitives::DateTime;

/// The maximum length in bytes of a message with its headers and checksums (the limit of the
/// specification).
pub(super) const MAX_MESSAGE: usize = 24 * 1024 * 1024;

/// The maximum length in bytes of all headers of a message.
pub(super) const MAX_HEADERS: usize = 128 * 1024;

/// The length of the prelude: two lengths and their checksum.
const PRELUDE: usize = 12;

/// The length of the prelude and the checksum of the whole message.
const OVERHEAD: usize = PRELUDE + 4;

/// The error of bytes that are not a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameError {
    problem: &'static str,
}

impl FrameError {
    fn new(problem: &'static str) -> Self {
        Self { problem }
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the event stream is damaged: {}", self.problem)
    }
}

impl std::error::Error for FrameError {}

/// Decodes messages from bytes that arrive in chunks of any size, and verifies both checksums of
/// each.
#[derive(Default)]
pub struct MessageDecoder {
    buffer: BytesMut,
}

impl MessageDecoder {
    /// Adds bytes.
    pub fn push(&mut self, bytes: Bytes) {
        match self.buffer.is_empty() {
            true => self.buffer = BytesMut::from(bytes),
            false => self.buffer.extend_from_slice(&bytes),
        }
    }

    /// Returns the next message; `None` if more bytes are needed.
    ///
    /// # Errors
    /// The bytes are not a message. The rest of the stream cannot be read.
    pub fn next_message(&mut self) -> Result<Option<Message>, FrameError> {
        let Some((total, headers)) = self.prelude()? else {
            return Ok(None);
        };
        if self.buffer.len() < total {
            self.buffer.reserve(total - self.buffer.len());
            return Ok(None);
        }
        let mut frame = self.buffer.split_to(total).freeze();
        let checksum = frame.split_off(total - 4).get_u32();
        if crc32fast::hash(&frame) != checksum {
            return Err(FrameError::new("the checksum of a message does not match"));
        }
        frame.advance(PRELUDE);
        let headers = read_headers(frame.split_to(headers))?;
        Ok(Some(Message::new_from_parts(headers, frame)))
    }

    /// Returns the lengths of the next message and of its headers.
    fn prelude(&self) -> Result<Option<(usize, usize)>, FrameError> {
        let Some(mut prelude) = self.buffer.get(..PRELUDE) else {
            return Ok(None);
        };
        let checksum = crc32fast::hash(prelude.get(..PRELUDE - 4).unwrap_or_default());
        let length = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
        let (total, headers) = (length(prelude.get_u32()), length(prelude.get_u32()));
        if prelude.get_u32() != checksum {
            return Err(FrameError::new("the checksum of the lengths does not match"));
        }
        if total > MAX_MESSAGE || headers > MAX_HEADERS {
            return Err(FrameError::new("a message is longer than 24 MB"));
        }
        if headers + OVERHEAD > total {
            return Err(FrameError::new("the headers are longer than their message"));
        }
        Ok(Some((total, headers)))
    }

    /// Returns whether the bytes end between two messages.
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// Returns the bytes that are not decoded yet.
    pub(super) fn take_rest(&mut self) -> Bytes {
        self.buffer.split().freeze()
    }
}

impl fmt::Debug for MessageDecoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageDecoder(<{} bytes>)", self.buffer.len())
    }
}

fn read_headers(mut bytes: Bytes) -> Result<Vec<Header>, FrameError> {
    let mut headers = Vec::new();
    while bytes.has_remaining() {
        let length = usize::from(bytes.get_u8());
        if length == 0 {
            return Err(FrameError::new("a header has no name"));
        }
        let name = text(take(&mut bytes, length)?)?;
        headers.push(Header::new(name, read_value(&mut bytes)?));
    }
    Ok(headers)
}

fn read_value(bytes: &mut Bytes) -> Result<HeaderValue, FrameError> {
    let kind = take(bytes, 1)?.get_u8();
    Ok(match kind {
        0 => HeaderValue::Bool(true),
        1 => HeaderValue::Bool(false),
        2 => HeaderValue::Byte(take(bytes, 1)?.get_i8()),
        3 => HeaderValue::Int16(take(bytes, 2)?.get_i16()),
        4 => HeaderValue::Int32(take(bytes, 4)?.get_i32()),
        5 => HeaderValue::Int64(take(bytes, 8)?.get_i64()),
        6 | 7 => {
            let length = usize::from(take(bytes, 2)?.get_u16());
            let value = take(bytes, length)?;
            match kind {
                6 => HeaderValue::ByteArray(value),
                _ => HeaderValue::String(text(value)?),
            }
        }
        8 => HeaderValue::Timestamp(DateTime::from_millis(take(bytes, 8)?.get_i64())),
        9 => HeaderValue::Uuid(take(bytes, 16)?.get_u128()),
        _ => return Err(FrameError::new("a header has an unknown type")),
    })
}

fn take(bytes: &mut Bytes, length: usize) -> Result<Bytes, FrameError> {
    match bytes.len() >= length {
        true => Ok(bytes.split_to(length)),
        false => Err(FrameError::new("a header is longer than the headers together")),
    }
}

fn text(bytes: Bytes) -> Result<String, FrameError> {
    String::from_utf8(bytes.into()).map_err(|_| FrameError::new("the text of a header is not UTF-8"))
}
