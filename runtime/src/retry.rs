//! The rules of retries that calls and the credential chain share: the errors that are retried, and
//! the pauses.

mod classification;
mod retry_after;

use std::time::Duration;

pub(crate) use self::classification::{RetryClassification, classify};
pub(crate) use self::retry_after::RetryAfter;

/// The largest extension of a pause by `x-amz-retry-after`.
const MAX_EXTENSION: Duration = Duration::from_secs(5);

/// The number of attempts, and the bounds of the pauses between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RetryPolicy {
    #[cfg_attr(
        not(feature = "credentials-chain"),
        allow(dead_code, reason = "the chain counts attempts")
    )]
    pub(crate) max_attempts: u32,
    pub(crate) initial_backoff: Duration,
    pub(crate) initial_throttling_backoff: Duration,
    pub(crate) max_backoff: Duration,
}

/// Returns the pause before the next attempt, or `None` if there is none. Retries are counted from
/// 1.
pub(crate) fn pause(
    policy: &RetryPolicy,
    classification: RetryClassification,
    retry_after: RetryAfter,
    retry: u32,
) -> Option<Duration> {
    let base = match classification {
        RetryClassification::Final => return None,
        RetryClassification::Throttling => policy.initial_throttling_backoff,
        RetryClassification::Transient | RetryClassification::ClockSkew | RetryClassification::Ambiguous => {
            policy.initial_backoff
        }
    };
    let pause = backoff(base, policy.max_backoff, retry, fastrand::f64());
    match retry_after {
        RetryAfter::None => Some(pause),
        RetryAfter::Amz(asked) => Some(asked.clamp(pause, pause + MAX_EXTENSION)),
        RetryAfter::Standard(asked) if asked > policy.max_backoff => None,
        RetryAfter::Standard(asked) => Some(asked.max(pause)),
    }
}

/// Returns a part, from 0 to 1, of a bound that doubles from retry to retry up to `max`.
pub(crate) fn backoff(base: Duration, max: Duration, retry: u32, part: f64) -> Duration {
    let doubled = base.saturating_mul(1_u32.checked_shl(retry.saturating_sub(1)).unwrap_or(u32::MAX));
    doubled.min(max).mul_f64(part)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use super::*;

    const POLICY: RetryPolicy = RetryPolicy {
        max_attempts: 3,
        initial_backoff: Duration::from_millis(50),
        initial_throttling_backoff: Duration::from_secs(1),
        max_backoff: Duration::from_secs(20),
    };

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
    fn the_service_can_ask_for_a_longer_pause() {
        let asked = |retry_after| pause(&POLICY, RetryClassification::Transient, retry_after, 1);
        let seconds = Duration::from_secs;
        assert_eq!(asked(RetryAfter::Amz(seconds(3))), Some(seconds(3)));
        let longest = asked(RetryAfter::Amz(seconds(60))).unwrap();
        assert!(
            longest >= seconds(5) && longest <= seconds(5) + POLICY.initial_backoff,
            "{longest:?}"
        );
        assert!(asked(RetryAfter::Amz(Duration::ZERO)).unwrap() <= POLICY.initial_backoff);
        assert_eq!(asked(RetryAfter::Standard(seconds(7))), Some(seconds(7)));
        assert_eq!(asked(RetryAfter::Standard(seconds(21))), None);
    }
}
