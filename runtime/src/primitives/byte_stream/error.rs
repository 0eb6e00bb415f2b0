//! The errors of streams.

use std::error::Error;
use std::{fmt, io};

use crate::box_error::{BoxError, Chain};

/// An error of a stream: it broke off, or its file cannot be read.
#[derive(Debug)]
pub struct ByteStreamError {
    problem: &'static str,
    source: BoxError,
}

impl ByteStreamError {
    pub(super) fn streaming(source: BoxError) -> Self {
        Self {
            problem: "the stream broke off",
            source,
        }
    }

    pub(super) fn file(source: impl Into<BoxError>) -> Self {
        Self {
            problem: "the file cannot be streamed",
            source: source.into(),
        }
    }
}

impl fmt::Display for ByteStreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.problem, Chain(self.source.as_ref()))
    }
}

impl Error for ByteStreamError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}

impl From<io::Error> for ByteStreamError {
    fn from(error: io::Error) -> Self {
        Self::streaming(error.into())
    }
}

impl From<ByteStreamError> for io::Error {
    fn from(error: ByteStreamError) -> Self {
        Self::other(error)
    }
}
