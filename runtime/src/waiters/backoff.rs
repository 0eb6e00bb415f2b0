//! The pauses between the calls of a waiter.
//!
//! <https://smithy.io/2.0/additional-specs/waiters.html#waiter-retries>

use std::time::{Duration, SystemTime};

/// The pauses of one wait: exponential, with jitter, and limited by the maximum wait.
pub(crate) struct Backoff {
    min_delay: Duration,
    max_delay: Duration,
    max_wait: Duration,
    started: SystemTime,
    polls: u32,
}

impl Backoff {
    #[inline]
    pub(crate) fn new(min_delay: Duration, max_delay: Duration, max_wait: Duration, started: SystemTime) -> Self {
        Self {
            min_delay,
            max_delay,
            max_wait,
            started,
            polls: 0,
        }
    }

    /// Returns the time since the first call.
    #[inline]
    pub(crate) fn elapsed(&self, now: SystemTime) -> Duration {
        now.duration_since(self.started).unwrap_or_default()
    }

    /// Returns the number of calls.
    #[inline]
    pub(crate) fn polls(&self) -> u32 {
        self.polls
    }

    /// Returns the pause after a call, or `None` if no time is left for another one.
    #[inline]
    pub(crate) fn next(&mut self, now: SystemTime) -> Option<Duration> {
        self.polls += 1;
        let remaining = self.max_wait.saturating_sub(self.elapsed(now));
        let last = remaining.checked_sub(self.min_delay).filter(|last| !last.is_zero())?;
        let doubled = 2_u32.checked_pow(self.polls - 1);
        let longest = doubled.and_then(|factor| self.min_delay.checked_mul(factor));
        let longest = longest.unwrap_or(self.max_delay).min(self.max_delay);
        let delay = self.min_delay + longest.saturating_sub(self.min_delay).mul_f64(fastrand::f64());
        // Without time for another pause, the next call is the last one.
        Some(delay.min(last))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::time::UNIX_EPOCH;

    use super::*;

    fn pauses(max_wait: u64, started: SystemTime) -> Backoff {
        let seconds = Duration::from_secs;
        Backoff::new(seconds(2), seconds(120), seconds(max_wait), started)
    }

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let mut backoff = pauses(100_000, at(0));
        for longest in [2, 4, 8, 16, 32, 64, 120, 120, 120] {
            let delay = backoff.next(at(0)).unwrap();
            assert!(delay >= Duration::from_secs(2) && delay <= Duration::from_secs(longest));
        }
        for _ in 0..100 {
            assert!(backoff.next(at(0)).unwrap() <= Duration::from_secs(120));
        }
        assert_eq!(backoff.polls(), 109);
    }

    #[test]
    fn the_last_call_is_within_the_longest_wait() {
        let mut backoff = pauses(5, at(0));
        assert_eq!(backoff.next(at(0)), Some(Duration::from_secs(2)));
        assert_eq!(backoff.next(at(2)), Some(Duration::from_secs(1)));
        assert_eq!(backoff.next(at(3)), None);
        assert_eq!(backoff.next(at(30)), None);
        let mut short = pauses(1, at(0));
        assert_eq!(short.next(at(0)), None);
        // A clock that was set back.
        assert_eq!(pauses(9, at(9)).next(at(0)), Some(Duration::from_secs(2)));
    }
}
