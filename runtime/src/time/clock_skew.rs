//! The difference between the clock of a service and ours, by the `date` headers of responses.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::header::{AGE, DATE};

use crate::http::Headers;
use crate::primitives::{DateTimeFormat, date_time};

/// The smallest difference that counts: headers have whole seconds and travel for a while. Services
/// accept minutes.
const MIN_SKEW: Duration = Duration::from_secs(30);

/// The seconds to add to our clock for the service's time; all calls of a client share them.
#[derive(Debug, Default)]
pub(crate) struct ServiceClockSkew(AtomicI64);

impl ServiceClockSkew {
    /// Returns the time at the service.
    pub(crate) fn at_service(&self, now: SystemTime) -> SystemTime {
        let seconds = self.0.load(Ordering::Relaxed);
        let by = Duration::from_secs(seconds.unsigned_abs());
        let shifted = if seconds < 0 {
            now.checked_sub(by)
        } else {
            now.checked_add(by)
        };
        shifted.unwrap_or(now)
    }

    /// Learns from a response; `middle` is our time half-way between the request and it.
    pub(crate) fn observe(&self, headers: &Headers, middle: SystemTime) {
        // A cached response has the time at which it was made.
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
        let seconds = if by < MIN_SKEW {
            0
        } else {
            i64::try_from(by.as_secs()).unwrap_or(0) * ahead
        };
        self.0.store(seconds, Ordering::Relaxed);
    }
}

/// Parses the time in an HTTP header (RFC 9110, section 5.6.7).
pub(crate) fn http_date(text: &str) -> Option<SystemTime> {
    let date = date_time::parse(text, DateTimeFormat::HttpDate).ok()?;
    SystemTime::try_from(date).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use bytes::Bytes;

    use super::*;
    use crate::http::HttpResponse;

    #[test]
    fn the_date_of_a_response_corrects_the_clock() {
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
            let skew = ServiceClockSkew::default();
            skew.observe(response.headers(), ours);
            assert_eq!(skew.at_service(ours), expected, "{headers:?}");
        }
    }
}
