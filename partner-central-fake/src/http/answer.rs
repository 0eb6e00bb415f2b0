//! Responses, valid or malformed.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::Barrier;

use crate::time::http_date;

/// The request id of a response that names no other.
pub const REQUEST_ID: &str = "4f9a3c1e-7d52-4b1a-9b0e-2f6d8c5a7e10";

/// A response, and what happens to the connection after it.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(super) bytes: Vec<Bytes>,
    pub(super) end: End,
    pub(super) together: Option<Arc<Barrier>>,
    /// The pause before the first chunk.
    pub(super) delay: Duration,
    /// The pause before each chunk.
    pub(super) pause: Duration,
}

/// The state of the connection after a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    KeepAlive,
    Close,
    Reset,
    Stall,
}

impl Answer {
    fn new(bytes: Vec<Bytes>, end: End) -> Self {
        Self {
            bytes,
            end,
            together: None,
            delay: Duration::ZERO,
            pause: Duration::ZERO,
        }
    }

    /// Returns a response with a JSON body, the content type of awsJson and a request id.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::with_headers(status, &[], body.to_string())
    }

    /// Returns a response with any body and additional headers. A header of the same name replaces
    /// the default one.
    pub fn with_headers(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let length = body.len().to_string();
        let date = http_date(Timestamp::now());
        let defaults = [
            ("date", &*date),
            ("content-type", "application/x-amz-json-1.0"),
            ("x-amzn-requestid", REQUEST_ID),
            ("content-length", &length),
        ];
        let mut head = format!("HTTP/1.1 {status} \r\n");
        let is_default = |name: &str| !headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        for (name, value) in defaults.iter().filter(|(name, _)| is_default(name)).chain(headers) {
            // Writing to a string cannot fail.
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        Self::new(vec![head.into(), body], End::KeepAlive)
    }

    /// Returns these bytes and nothing else; the connection is closed after them.
    pub fn raw(bytes: impl Into<Bytes>) -> Self {
        Self::new(vec![bytes.into()], End::Close)
    }

    /// Resets the connection without a response.
    pub fn reset() -> Self {
        Self::new(Vec::new(), End::Reset)
    }

    /// Sends no response and leaves the connection open.
    pub fn stall() -> Self {
        Self::new(Vec::new(), End::Stall)
    }

    /// Sends this many bytes of the response and then nothing more, with the connection open.
    #[must_use]
    pub fn stalls_after(mut self, bytes: usize) -> Self {
        let mut whole = self.bytes.concat();
        whole.truncate(bytes);
        self.bytes = vec![whole.into()];
        self.end = End::Stall;
        self
    }

    /// Sends the response in chunks of this many bytes, with this pause before each.
    #[must_use]
    pub fn drips(mut self, bytes: usize, pause: Duration) -> Self {
        let whole = self.bytes.concat();
        self.bytes = whole.chunks(bytes).map(Bytes::copy_from_slice).collect();
        self.pause = pause;
        self
    }

    /// Omits the last bytes of the body and closes the connection.
    #[must_use]
    pub fn cut(mut self, bytes: usize) -> Self {
        if let Some(body) = self.bytes.last_mut() {
            body.truncate(body.len().saturating_sub(bytes));
        }
        self.end = End::Close;
        self
    }

    /// Delays the response by this time.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay += delay;
        self
    }

    /// Delays the response until all responses with this barrier are ready.
    #[must_use]
    pub fn together(mut self, barrier: &Arc<Barrier>) -> Self {
        self.together = Some(Arc::clone(barrier));
        self
    }
}
