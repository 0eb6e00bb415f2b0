//! Whether a failed attempt is followed by another, and after what pause.

mod budget;
mod classify;
mod pace;

use std::time::Duration;

pub(super) use self::budget::Budget;
pub(super) use self::classify::{Hint, Verdict, classify};
pub(super) use self::pace::Pace;

use crate::config::retry::{AmbiguousFailures, RetryConfig};
use crate::operation::Idempotency;

/// How much longer than the pause found here the service can make one by `x-amz-retry-after`.
const LONGER_AT_MOST: Duration = Duration::from_secs(5);

/// The pause before the next attempt, or nothing where there shall be none.
pub(super) fn pause(
    config: &RetryConfig,
    verdict: Verdict,
    hint: Hint,
    retry: u32,
    idempotency: Idempotency,
) -> Option<Duration> {
    let base = match verdict {
        Verdict::Final => return None,
        Verdict::Ambiguous if !may_repeat(config.ambiguous_failures(), idempotency) => return None,
        Verdict::Throttling => config.initial_throttling_backoff(),
        Verdict::Transient | Verdict::ClockSkew | Verdict::Ambiguous => config.initial_backoff(),
    };
    let pause = backoff(base, config.max_backoff(), retry, fastrand::f64());
    match hint {
        Hint::None => Some(pause),
        Hint::Amz(told) => Some(told.clamp(pause, pause + LONGER_AT_MOST)),
        Hint::Standard(told) if told > config.max_backoff() => None,
        Hint::Standard(told) => Some(told.max(pause)),
    }
}

/// Whether the policy allows to send again what may have taken effect.
pub(super) fn may_repeat(policy: AmbiguousFailures, idempotency: Idempotency) -> bool {
    match policy {
        AmbiguousFailures::RetryIfSafe => matches!(idempotency, Idempotency::ReadOnly | Idempotency::Idempotent),
        AmbiguousFailures::RetryAlways => true,
        AmbiguousFailures::ReturnAlways => false,
    }
}

/// A part, from 0 to 1, of a bound that doubles from retry to retry (counted from 1) up to the largest.
fn backoff(base: Duration, max: Duration, retry: u32, part: f64) -> Duration {
    let doubled = base.saturating_mul(1_u32.checked_shl(retry.saturating_sub(1)).unwrap_or(u32::MAX));
    doubled.min(max).mul_f64(part)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use super::*;

    #[test]
    fn pauses_double_up_to_the_largest() {
        let (base, max) = (Duration::from_millis(50), Duration::from_secs(20));
        for (retry, expected) in [
            (1, 50),
            (2, 100),
            (3, 200),
            (9, 12_800),
            (10, 20_000),
            (40, 20_000),
            (u32::MAX, 20_000),
        ] {
            assert_eq!(backoff(base, max, retry, 1.0).as_millis(), expected, "retry {retry}");
        }
        assert_eq!(backoff(base, max, 3, 0.5).as_millis(), 100);
        assert_eq!(backoff(Duration::MAX, Duration::MAX, 3, 0.0), Duration::ZERO);
    }

    #[test]
    fn what_is_tried_again_depends_on_the_failure_and_on_the_operation() {
        let standard = RetryConfig::standard();
        let always = standard.clone().with_ambiguous_failures(AmbiguousFailures::RetryAlways);
        let never = standard
            .clone()
            .with_ambiguous_failures(AmbiguousFailures::ReturnAlways);
        for (config, verdict, idempotency, again) in [
            (&standard, Verdict::Final, Idempotency::ReadOnly, false),
            (&standard, Verdict::Transient, Idempotency::NonIdempotent, true),
            (&standard, Verdict::Throttling, Idempotency::NonIdempotent, true),
            (&standard, Verdict::Ambiguous, Idempotency::NonIdempotent, false),
            (&standard, Verdict::Ambiguous, Idempotency::Idempotent, true),
            (&standard, Verdict::Ambiguous, Idempotency::ReadOnly, true),
            (&always, Verdict::Ambiguous, Idempotency::NonIdempotent, true),
            (&never, Verdict::Ambiguous, Idempotency::ReadOnly, false),
            (&never, Verdict::Transient, Idempotency::NonIdempotent, true),
        ] {
            assert_eq!(
                pause(config, verdict, Hint::None, 1, idempotency).is_some(),
                again,
                "{verdict:?} {idempotency:?}"
            );
        }
    }

    #[test]
    fn the_service_can_ask_for_a_longer_pause() {
        let config = RetryConfig::standard();
        let told = |hint| pause(&config, Verdict::Transient, hint, 1, Idempotency::NonIdempotent);
        let seconds = Duration::from_secs;
        assert_eq!(told(Hint::Amz(seconds(3))), Some(seconds(3)));
        let longest = told(Hint::Amz(seconds(60))).unwrap();
        assert!(
            longest >= seconds(5) && longest <= seconds(5) + config.initial_backoff(),
            "{longest:?}"
        );
        assert!(told(Hint::Amz(Duration::ZERO)).unwrap() <= config.initial_backoff());
        assert_eq!(told(Hint::Standard(seconds(7))), Some(seconds(7)));
        assert_eq!(told(Hint::Standard(seconds(21))), None);
    }
}
