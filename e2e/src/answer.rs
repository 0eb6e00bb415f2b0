//! What the server answers, rightly or wrongly.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
use serde_json::Value;
use tokio::sync::Barrier;

/// The id that the server gives every request.
pub const REQUEST_ID: &str = "4f9a3c1e-7d52-4b1a-9b0e-2f6d8c5a7e10";

/// An answer, and what becomes of the connection.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) bytes: Vec<Bytes>,
    pub(crate) end: End,
    pub(crate) together: Option<Arc<Barrier>>,
    /// Before each piece of the answer.
    pub(crate) pause: Duration,
}

/// What follows an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    KeepAlive,
    Close,
    Reset,
    Stall,
}

impl Answer {
    /// A JSON body, with the content type of awsJson and a request id.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::with_headers(status, &[], body.to_string())
    }

    /// A body that may be anything, headed as awsJson, with further headers; one of the same name goes before ours.
    pub fn with_headers(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let length = body.len().to_string();
        let date = DateTime::from(SystemTime::now()).fmt(DateTimeFormat::HttpDate);
        let date = date.unwrap_or_default();
        let ours = [
            ("date", &*date),
            ("content-type", "application/x-amz-json-1.0"),
            ("x-amzn-requestid", REQUEST_ID),
            ("content-length", &length),
        ];
        let mut head = format!("HTTP/1.1 {status} \r\n");
        let is_ours = |name: &str| !headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        for (name, value) in ours.iter().filter(|(name, _)| is_ours(name)).chain(headers) {
            // Writing to a string cannot fail.
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        Self {
            bytes: vec![head.into(), body],
            end: End::KeepAlive,
            together: None,
            pause: Duration::ZERO,
        }
    }

    /// These bytes and nothing else, after which the connection is closed.
    pub fn raw(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: vec![bytes.into()],
            end: End::Close,
            together: None,
            pause: Duration::ZERO,
        }
    }

    /// No answer: the connection is reset.
    pub fn reset() -> Self {
        Self {
            bytes: Vec::new(),
            end: End::Reset,
            together: None,
            pause: Duration::ZERO,
        }
    }

    /// No answer, and the connection stays open.
    pub fn stall() -> Self {
        Self {
            bytes: Vec::new(),
            end: End::Stall,
            together: None,
            pause: Duration::ZERO,
        }
    }

    /// Sends this much of the answer and then nothing more, with the connection open.
    #[must_use]
    pub fn stalls_after(mut self, bytes: usize) -> Self {
        let mut whole = self.bytes.concat();
        whole.truncate(bytes);
        self.bytes = vec![whole.into()];
        self.end = End::Stall;
        self
    }

    /// Sends the answer in pieces of this many bytes, with this pause before each.
    #[must_use]
    pub fn drips(mut self, bytes: usize, pause: Duration) -> Self {
        let whole = self.bytes.concat();
        self.bytes = whole.chunks(bytes).map(Bytes::copy_from_slice).collect();
        self.pause = pause;
        self
    }

    /// Leaves the last bytes of the body out and closes the connection.
    #[must_use]
    pub fn cut(mut self, bytes: usize) -> Self {
        if let Some(body) = self.bytes.last_mut() {
            body.truncate(body.len().saturating_sub(bytes));
        }
        self.end = End::Close;
        self
    }

    /// Holds the answer back until all that share this barrier are ready.
    #[must_use]
    pub fn together(mut self, barrier: &Arc<Barrier>) -> Self {
        self.together = Some(Arc::clone(barrier));
        self
    }
}
