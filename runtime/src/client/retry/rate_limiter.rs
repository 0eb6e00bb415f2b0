//! The rate limit of the adaptive retry mode, which adapts as TCP CUBIC does (RFC 9438).

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The factor by which throttling lowers the rate.
const BETA: f64 = 0.7;
/// The speed at which the rate recovers.
const SCALE: f64 = 0.4;
/// The weight of the newest half second in the measured rate.
const SMOOTH: f64 = 0.8;
/// The lowest rate, in attempts per second.
const SLOWEST: f64 = 0.5;

/// A limit of the attempts per second of all calls of a client. It applies after the first
/// throttling.
#[derive(Debug)]
pub(in crate::client) struct ClientRateLimiter {
    start: Instant,
    state: Mutex<State>,
}

/// The state of the limiter: times in seconds since the start, rates in attempts per second.
#[derive(Debug, Default)]
struct State {
    enabled: bool,
    fill_rate: f64,
    capacity: f64,
    /// The available tokens; negative while attempts wait.
    tokens: f64,
    filled_at: f64,
    measured_rate: f64,
    counted_to: f64,
    count: f64,
    last_max_rate: f64,
    throttled_at: f64,
}

impl Default for ClientRateLimiter {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            state: Mutex::default(),
        }
    }
}

impl ClientRateLimiter {
    /// Reserves a token for the next attempt. A permit that is dropped unspent returns it.
    pub(in crate::client) fn acquire(&self) -> RatePermit<'_> {
        let now = self.start.elapsed().as_secs_f64();
        let wait = self.state.lock().unwrap_or_else(PoisonError::into_inner).take(now);
        RatePermit {
            limiter: self,
            wait: wait.map(|wait| Duration::try_from_secs_f64(wait).unwrap_or_default()),
        }
    }

    /// Adapts the rate to the end of an attempt.
    pub(in crate::client) fn update(&self, throttled: bool) {
        let now = self.start.elapsed().as_secs_f64();
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .update(now, throttled);
    }
}

/// A reserved token for an attempt.
#[derive(Debug)]
#[must_use = "a permit that is dropped returns its token"]
pub(in crate::client) struct RatePermit<'a> {
    limiter: &'a ClientRateLimiter,
    /// The time to wait; unset if the limit does not apply.
    wait: Option<Duration>,
}

impl RatePermit<'_> {
    /// Returns how long the attempt has to wait.
    pub(in crate::client) fn wait(&self) -> Duration {
        self.wait.unwrap_or_default()
    }

    /// Uses the token for an attempt.
    pub(in crate::client) fn spend(mut self) {
        self.wait = None;
    }
}

impl Drop for RatePermit<'_> {
    fn drop(&mut self) {
        if self.wait.is_some() {
            let mut state = self.limiter.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.give_back();
        }
    }
}

impl State {
    /// Takes a token. Returns the seconds until it is available, or `None` if there is no limit.
    fn take(&mut self, now: f64) -> Option<f64> {
        if !self.enabled {
            return None;
        }
        self.fill(now);
        self.tokens -= 1.0;
        Some((-self.tokens / self.fill_rate).max(0.0))
    }

    /// Returns an unused token.
    fn give_back(&mut self) {
        self.tokens = (self.tokens + 1.0).min(self.capacity);
    }

    fn fill(&mut self, now: f64) {
        let gained = (now - self.filled_at).max(0.0) * self.fill_rate;
        self.tokens = (self.tokens + gained).min(self.capacity);
        self.filled_at = now;
    }

    fn update(&mut self, now: f64, throttled: bool) {
        self.measure(now);
        let rate = if throttled {
            let rate = if self.enabled {
                self.measured_rate.min(self.fill_rate)
            } else {
                self.measured_rate
            };
            self.last_max_rate = rate;
            self.throttled_at = now;
            self.enabled = true;
            rate * BETA
        } else {
            let window = (self.last_max_rate * (1.0 - BETA) / SCALE).cbrt();
            SCALE * (now - self.throttled_at - window).powi(3) + self.last_max_rate
        };
        let rate = rate.min(2.0 * self.measured_rate);
        self.fill(now);
        self.fill_rate = rate.max(SLOWEST);
        self.capacity = rate.max(1.0);
        self.tokens = self.tokens.min(self.capacity);
    }

    fn measure(&mut self, now: f64) {
        self.count += 1.0;
        let half_second = (now * 2.0).floor() / 2.0;
        if half_second > self.counted_to {
            let rate = self.count / (half_second - self.counted_to);
            self.measured_rate = rate * SMOOTH + self.measured_rate * (1.0 - SMOOTH);
            self.count = 0.0;
            self.counted_to = half_second;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the number of attempts that succeed within this many seconds, against a service with
    /// a limited rate and the demand of ten clients.
    fn run(state: &mut State, from: f64, seconds: f64, bears: f64) -> (u32, u32) {
        let (mut sent, mut throttled) = (0, 0);
        let (mut now, mut allowed, mut filled_at) = (from, bears, from);
        while now < from + seconds {
            let wait = state.take(now).unwrap_or_default();
            now += wait.max(0.02);
            allowed = (allowed + (now - filled_at) * bears).min(bears);
            filled_at = now;
            let refused = allowed < 1.0;
            if !refused {
                allowed -= 1.0;
            }
            sent += 1;
            throttled += u32::from(refused);
            state.update(now, refused);
        }
        (sent, throttled)
    }

    #[test]
    fn nothing_waits_before_the_first_throttling() {
        let mut state = State::default();
        for second in 0..100 {
            assert_eq!(state.take(f64::from(second) / 100.0), None);
            state.update(f64::from(second) / 100.0, false);
        }
    }

    #[test]
    fn waiters_that_are_dropped_give_their_places_back() {
        let limiter = ClientRateLimiter::default();
        limiter.update(true);
        let waiting: Vec<_> = (0..100).map(|_| limiter.acquire()).collect();
        assert!(
            waiting
                .last()
                .is_some_and(|permit| permit.wait() > Duration::from_secs(100))
        );
        drop(waiting);
        let permit = limiter.acquire();
        let wait = permit.wait();
        assert!(wait <= Duration::from_secs(2), "{permit:?}");
        permit.spend();
        assert!(limiter.acquire().wait() > wait);
    }

    #[test]
    fn the_rate_settles_near_what_the_service_bears() {
        let mut state = State::default();
        let _settling = run(&mut state, 0.0, 30.0, 10.0);
        let (sent, throttled) = run(&mut state, 30.0, 60.0, 10.0);
        assert!((300..=900).contains(&sent), "{sent} sent");
        assert!(throttled * 4 < sent, "{throttled} of {sent} were refused");
        // Without the limit, five times as many would have been sent.
        assert!(state.fill_rate < 50.0 && state.fill_rate >= SLOWEST);
    }
}
