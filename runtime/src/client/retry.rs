//! Decides whether a failed attempt is retried, and after which pause.

mod classify;
mod rate_limiter;
mod token_bucket;

use std::time::Duration;

pub(super) use self::classify::classify;
pub(super) use self::rate_limiter::ClientRateLimiter;
pub(super) use self::token_bucket::TokenBucket;

use crate::config::retry::{AmbiguousFailures, RetryConfig};
use crate::operation::Idempotency;
use crate::retry::{self, RetryAfter, RetryClassification};

/// Returns the pause before the next attempt, or `None` if there is none.
pub(super) fn pause(
    config: &RetryConfig,
    classification: RetryClassification,
    retry_after: RetryAfter,
    retry: u32,
    idempotency: Idempotency,
) -> Option<Duration> {
    if classification == RetryClassification::Ambiguous && !may_repeat(config.ambiguous_failures(), idempotency) {
        return None;
    }
    retry::pause(&config.policy(), classification, retry_after, retry)
}

/// Returns whether the policy allows a retry of a request that may have taken effect.
pub(super) fn may_repeat(policy: AmbiguousFailures, idempotency: Idempotency) -> bool {
    match policy {
        AmbiguousFailures::RetryIfSafe => matches!(idempotency, Idempotency::ReadOnly | Idempotency::Idempotent),
        AmbiguousFailures::RetryAlways => true,
        AmbiguousFailures::ReturnAlways => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use super::*;

    #[test]
    fn what_is_tried_again_depends_on_the_failure_and_on_the_operation() {
        let standard = RetryConfig::standard();
        let always = standard.clone().with_ambiguous_failures(AmbiguousFailures::RetryAlways);
        let never = standard
            .clone()
            .with_ambiguous_failures(AmbiguousFailures::ReturnAlways);
        for (config, classification, idempotency, again) in [
            (&standard, RetryClassification::Final, Idempotency::ReadOnly, false),
            (
                &standard,
                RetryClassification::Transient,
                Idempotency::NonIdempotent,
                true,
            ),
            (
                &standard,
                RetryClassification::Throttling,
                Idempotency::NonIdempotent,
                true,
            ),
            (
                &standard,
                RetryClassification::Ambiguous,
                Idempotency::NonIdempotent,
                false,
            ),
            (&standard, RetryClassification::Ambiguous, Idempotency::Idempotent, true),
            (&standard, RetryClassification::Ambiguous, Idempotency::ReadOnly, true),
            (
                &always,
                RetryClassification::Ambiguous,
                Idempotency::NonIdempotent,
                true,
            ),
            (&never, RetryClassification::Ambiguous, Idempotency::ReadOnly, false),
            (&never, RetryClassification::Transient, Idempotency::NonIdempotent, true),
        ] {
            assert_eq!(
                pause(config, classification, RetryAfter::None, 1, idempotency).is_some(),
                again,
                "{classification:?} {idempotency:?}"
            );
        }
    }
}
