//! Times: a clock that tests can control, and the formats on the wire.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A clock that follows the machine's until it is frozen, and that can be moved.
///
/// Clones share their state.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    frozen: Option<Timestamp>,
    offset: SignedDuration,
    last: Option<Timestamp>,
}

impl Clock {
    /// Returns the time.
    pub fn now(&self) -> Timestamp {
        self.lock().now()
    }

    /// Stops the clock. After that, only [`Clock::advance`] moves it.
    pub fn freeze(&self) {
        let mut state = self.lock();
        state.frozen = Some(state.now());
        state.offset = SignedDuration::ZERO;
    }

    /// Moves the clock forward.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.lock();
        let duration = SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX);
        state.offset = state.offset.saturating_add(duration);
    }

    /// Returns a time later than all that this function returned before, in microseconds.
    pub(crate) fn unique(&self) -> Timestamp {
        let mut state = self.lock();
        let micros = state.now().as_microsecond();
        let after = state.last.map_or(micros, |last| micros.max(last.as_microsecond() + 1));
        let time = Timestamp::from_microsecond(after).unwrap_or_default();
        state.last = Some(time);
        time
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn now(&self) -> Timestamp {
        let time = self.frozen.unwrap_or_else(Timestamp::now);
        time.saturating_add(self.offset).unwrap_or(time)
    }
}

/// Formats a time as `date-time`, always with six digits of the second.
///
/// The precision of the service's times is not documented; chosen: microseconds, because a client
/// that loses digits then loses the optimistic lock.
pub(crate) fn date_time(time: Timestamp) -> String {
    format!("{time:.6}")
}

/// Formats a time as an HTTP header does.
pub(crate) fn http_date(time: Timestamp) -> String {
    let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
    printer.timestamp_to_rfc9110_string(&time).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_only_advances() {
        let clock = Clock::default();
        clock.freeze();
        let before = clock.now();
        assert_eq!(clock.now(), before);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now().duration_since(before), SignedDuration::from_secs(90));
    }

    #[test]
    fn unique_times_increase() {
        let clock = Clock::default();
        clock.freeze();
        let (first, second) = (clock.unique(), clock.unique());
        assert!(first < second, "{first} {second}");
    }

    #[test]
    fn formats() {
        let time = Timestamp::from_microsecond(1_700_000_000_120_000).unwrap_or_default();
        assert_eq!(date_time(time), "2023-11-14T22:13:20.120000Z");
        assert_eq!(http_date(time), "Tue, 14 Nov 2023 22:13:20 GMT");
    }
}
