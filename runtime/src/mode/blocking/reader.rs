//! Blocking readers of streams.

use std::fmt;
use std::io::{self, BufRead, Read};

use bytes::{Buf, Bytes};

use super::Blocking;
use crate::primitives::ByteStream;

/// A buffered reader of a [`ByteStream`] whose reads block the current thread.
///
/// Within an async runtime, each read is an error.
pub struct BlockingReader {
    mode: Blocking,
    stream: ByteStream,
    piece: Bytes,
}

impl Blocking {
    /// Returns a reader of a stream.
    pub fn reader(&self, stream: ByteStream) -> BlockingReader {
        BlockingReader {
            mode: self.clone(),
            stream,
            piece: Bytes::new(),
        }
    }
}

impl BufRead for BlockingReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.piece.is_empty() {
            let next = self.mode.block_on(self.stream.next()).map_err(io::Error::other)?;
            match next.transpose().map_err(io::Error::other)? {
                Some(piece) => self.piece = piece,
                None => break,
            }
        }
        Ok(&self.piece)
    }

    fn consume(&mut self, count: usize) {
        self.piece.advance(count.min(self.piece.len()));
    }
}

impl Read for BlockingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl fmt::Debug for BlockingReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingReader").field(&self.stream).finish()
    }
}
