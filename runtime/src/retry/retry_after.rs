//! The time that a service asks to wait.

use std::time::{Duration, SystemTime};

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
        if let Some(milliseconds) = headers
            .get("x-amz-retry-after")
            .and_then(|text| text.trim().parse().ok())
        {
            return Self::Amz(Duration::from_millis(milliseconds));
        }
        let Some(text) = headers.get("retry-after").map(str::trim) else {
            return Self::None;
        };
        let wait = match text.parse() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => http_date(text).map(|until| {
                let theirs = headers.get("date").and_then(http_date);
                let now = theirs.unwrap_or_else(SystemTime::now);
                until.duration_since(now).unwrap_or_default()
            }),
        };
        wait.map_or(Self::None, Self::Standard)
    }
}
