//! The time that a service asks to wait.

use std::time::{Duration, SystemTime};

use http::HeaderName;
use http::header::{DATE, RETRY_AFTER};

use crate::http::Headers;
use crate::time::http_date;

/// The time that a service asks to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    None,
    /// `x-amz-retry-after`, in milliseconds.
    Amz(Duration),
    /// `retry-after` (RFC 9110, section 10.2.3), in seconds or as a date.
    Standard(Duration),
}

impl RetryAfter {
    /// Reads the headers of a response.
    pub(crate) fn of(headers: &Headers) -> Self {
        const X_AMZ_RETRY_AFTER: HeaderName = HeaderName::from_static("x-amz-retry-after");
        if let Some(milliseconds) = headers.text(&X_AMZ_RETRY_AFTER).and_then(number) {
            return Self::Amz(Duration::from_millis(milliseconds));
        }
        let Some(text) = headers.text(&RETRY_AFTER) else {
            return Self::None;
        };
        if let Some(seconds) = number(text) {
            return Self::Standard(Duration::from_secs(seconds));
        }
        let Some(until) = http_date(text) else {
            return Self::None;
        };
        let theirs = headers.text(&DATE).and_then(http_date);
        let now = theirs.unwrap_or_else(SystemTime::now);
        Self::Standard(until.duration_since(now).unwrap_or_default())
    }
}

fn number(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}
