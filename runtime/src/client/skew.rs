//! How far the service's clock is ahead of ours, by the `date` headers of its answers.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::header::{AGE, DATE};

use crate::http::Headers;
use crate::primitives::{DateTime, DateTimeFormat};

/// Headers tell whole seconds and are some time on their way: below this, clocks count as equal. Services bear minutes.
const NOTICED: Duration = Duration::from_secs(30);

/// Seconds to add to our clock for the service's time; all calls of a client share them.
#[derive(Debug, Default)]
pub(super) struct Skew(AtomicI64);

impl Skew {
    /// The time at the service.
    pub(super) fn at_service(&self, now: SystemTime) -> SystemTime {
        let seconds = self.0.load(Ordering::Relaxed);
        let by = Duration::from_secs(seconds.unsigned_abs());
        let shifted = if seconds < 0 {
            now.checked_sub(by)
        } else {
            now.checked_add(by)
        };
        shifted.unwrap_or(now)
    }

    /// Learns from an answer; `middle` is our time half-way between the request and it.
    pub(super) fn observe(&self, headers: &Headers, middle: SystemTime) {
        // What a cache kept tells the time at which it was made.
        if headers.has(&AGE) {
            return;
        }
        let Some(theirs) = headers.text(&DATE).and_then(http_date) else {
            return;
        };
        let (ahead, by) = match theirs.duration_since(middle) {
            Ok(by) => (1, by),
            Err(error) => (-1, error.duration()),
        };
        let seconds = if by < NOTICED {
            0
        } else {
            i64::try_from(by.as_secs()).unwrap_or(0) * ahead
        };
        self.0.store(seconds, Ordering::Relaxed);
    }
}

/// The time that an HTTP header tells (RFC 9110, section 5.6.7).
pub(super) fn http_date(text: &str) -> Option<SystemTime> {
    let date = DateTime::from_str(text, DateTimeFormat::HttpDate).ok()?;
    SystemTime::try_from(date).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use bytes::Bytes;

    use super::*;
    use crate::http::HttpResponse;

    #[test]
    fn the_date_of_an_answer_corrects_the_clock() {
        let date = "Sun, 02 Jan 2000 20:34:56 GMT";
        let service = http_date(date).unwrap();
        for (ours, headers, expected) in [
            (service - Duration::from_secs(3600), &[("date", date)][..], service),
            (service + Duration::from_secs(3600), &[("date", date)], service),
            (
                service + Duration::from_secs(20),
                &[("date", date)],
                service + Duration::from_secs(20),
            ),
            (SystemTime::UNIX_EPOCH, &[("date", "yesterday")], SystemTime::UNIX_EPOCH),
            (
                SystemTime::UNIX_EPOCH,
                &[("date", date), ("age", "600")],
                SystemTime::UNIX_EPOCH,
            ),
            (SystemTime::UNIX_EPOCH, &[], SystemTime::UNIX_EPOCH),
        ] {
            let response = headers
                .iter()
                .fold(http::Response::builder(), |response, (name, value)| {
                    response.header(*name, *value)
                });
            let response = HttpResponse::from(response.body(Bytes::new()).unwrap());
            let skew = Skew::default();
            skew.observe(response.headers(), ours);
            assert_eq!(skew.at_service(ours), expected, "{headers:?}");
        }
    }
}
