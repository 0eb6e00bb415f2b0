//! The difference between the clock of a service and the local one, by the `date` headers of
//! responses.
//!
//! The rules are those of all AWS SDKs since July 2026.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderValue;
use http::header::{AGE, DATE};

use crate::http::Headers;
use crate::primitives::{DateTimeFormat, date_time};

/// The smallest difference that is corrected: headers have whole seconds, and responses take time.
const MIN_SKEW: Duration = Duration::from_secs(30);

/// The smallest error of the signing time that explains an error of the service. Services accept up
/// to five minutes.
const MIN_ERROR: Duration = Duration::from_secs(4 * 60);

/// The longest round trip whose midpoint counts as the time of the service's clock reading.
const MAX_ROUND_TRIP: Duration = Duration::from_secs(15 * 60);

/// The seconds to add to the local time for the service's time. All calls of a client share them.
#[derive(Debug)]
pub(crate) struct ServiceClockSkew {
    seconds: AtomicI64,
    is_enabled: bool,
    /// The last `date` header with its time. Responses within a second have the same.
    last_date: Mutex<Option<(HeaderValue, SystemTime)>>,
}

impl Default for ServiceClockSkew {
    fn default() -> Self {
        Self::new(true)
    }
}

impl ServiceClockSkew {
    /// Returns a skew of zero, which never changes if the correction is disabled.
    pub(crate) const fn new(is_enabled: bool) -> Self {
        Self {
            seconds: AtomicI64::new(0),
            is_enabled,
            last_date: Mutex::new(None),
        }
    }

    /// Returns the time at the service.
    pub(crate) fn at_service(&self, now: SystemTime) -> SystemTime {
        let seconds = self.seconds.load(Ordering::Relaxed);
        let by = Duration::from_secs(seconds.unsigned_abs());
        let shifted = if seconds < 0 {
            now.checked_sub(by)
        } else {
            now.checked_add(by)
        };
        shifted.unwrap_or(now)
    }

    /// Updates the skew from the response to a request, given the local times of both. Returns
    /// whether a request that was signed for this time was so far off that the service may refuse
    /// it.
    pub(crate) fn observe(
        &self,
        headers: &Headers,
        sent: SystemTime,
        received: SystemTime,
        signed_for: SystemTime,
    ) -> bool {
        if let Some(theirs) = self.date(headers) {
            let round_trip = received.duration_since(sent).unwrap_or_default();
            if round_trip <= MAX_ROUND_TRIP {
                self.learn(theirs, sent + round_trip / 2);
            }
        }
        difference(self.at_service(sent), signed_for).1 > MIN_ERROR
    }

    fn date(&self, headers: &Headers) -> Option<SystemTime> {
        // The date of a cached response is that of its creation.
        let value = headers.value(&DATE).filter(|_| self.is_enabled && !headers.has(&AGE))?;
        // Calls do not wait for each other here.
        let Ok(mut last) = self.last_date.try_lock() else {
            return value.to_str().ok().and_then(http_date);
        };
        if let Some((_, time)) = last.as_ref().filter(|(known, _)| known == value) {
            return Some(*time);
        }
        let time = value.to_str().ok().and_then(http_date)?;
        // A copy of its own: the value may keep the whole head of the response.
        *last = HeaderValue::from_bytes(value.as_bytes()).ok().map(|copy| (copy, time));
        Some(time)
    }

    fn learn(&self, theirs: SystemTime, ours: SystemTime) {
        let (is_ahead, by) = difference(theirs, ours);
        let seconds = match i64::try_from(by.as_secs()) {
            Ok(seconds) if by >= MIN_SKEW => seconds,
            _ => 0,
        };
        let seconds = if is_ahead { seconds } else { -seconds };
        self.seconds.store(seconds, Ordering::Relaxed);
    }
}

/// Returns whether `one` is later, and the time between both.
fn difference(one: SystemTime, other: SystemTime) -> (bool, Duration) {
    match one.duration_since(other) {
        Ok(by) => (true, by),
        Err(error) => (false, error.duration()),
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

    const DATE: &str = "Sun, 02 Jan 2000 20:34:56 GMT";

    fn headers(headers: &[(&str, &str)]) -> Headers {
        let mut response = http::Response::builder();
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = HttpResponse::from(response.body(Bytes::new()).unwrap());
        response.headers().clone()
    }

    #[test]
    fn the_date_of_a_response_corrects_the_clock() {
        let service = http_date(DATE).unwrap();
        let seconds = Duration::from_secs;
        for (ours, took, of_response, corrected, is_explained) in [
            (service - seconds(3600), 0, &[("date", DATE)][..], service, true),
            (service + seconds(3600), 0, &[("date", DATE)], service, true),
            (service - seconds(241), 0, &[("date", DATE)], service, true),
            (service - seconds(240), 0, &[("date", DATE)], service, false),
            (service - seconds(30), 0, &[("date", DATE)], service, false),
            (
                service + seconds(29),
                0,
                &[("date", DATE)],
                service + seconds(29),
                false,
            ),
            // The service had its time half-way.
            (
                service - seconds(900),
                900,
                &[("date", DATE)],
                service - seconds(450),
                true,
            ),
            (
                service - seconds(901),
                901,
                &[("date", DATE)],
                service - seconds(901),
                false,
            ),
            (
                SystemTime::UNIX_EPOCH,
                0,
                &[("date", "yesterday")],
                SystemTime::UNIX_EPOCH,
                false,
            ),
            (
                SystemTime::UNIX_EPOCH,
                0,
                &[("date", DATE), ("age", "600")],
                SystemTime::UNIX_EPOCH,
                false,
            ),
            (SystemTime::UNIX_EPOCH, 0, &[], SystemTime::UNIX_EPOCH, false),
        ] {
            let skew = ServiceClockSkew::default();
            let observed = skew.observe(&headers(of_response), ours, ours + seconds(took), ours);
            assert_eq!(skew.at_service(ours), corrected, "{ours:?} {of_response:?}");
            assert_eq!(observed, is_explained, "{ours:?} {of_response:?}");
            let disabled = ServiceClockSkew::new(false);
            assert!(!disabled.observe(&headers(of_response), ours, ours + seconds(took), ours));
            assert_eq!(disabled.at_service(ours), ours);
        }
    }

    #[test]
    fn dates_have_three_forms() {
        for text in ["Sunday, 02-Jan-00 20:34:56 GMT", "Sun Jan  2 20:34:56 2000"] {
            assert_eq!(http_date(text), http_date(DATE), "{text}");
        }
    }

    #[test]
    fn a_request_that_was_signed_for_the_right_time_is_not_explained() {
        let service = http_date(DATE).unwrap();
        let ours = service - Duration::from_secs(3600);
        let skew = ServiceClockSkew::default();
        assert!(skew.observe(&headers(&[("date", DATE)]), ours, ours, ours));
        // The clock is as wrong as before, and known to be.
        assert!(!skew.observe(&headers(&[("date", DATE)]), ours, ours, service));
        // A response without a date, after one that had a date.
        assert!(skew.observe(&headers(&[]), ours, ours, ours));
        // A clock that is right again is not corrected any more.
        assert!(skew.observe(
            &headers(&[("date", DATE)]),
            service,
            service,
            service + Duration::from_secs(3600)
        ));
        assert_eq!(skew.at_service(service), service);
    }
}
