//! Whether a failed attempt is followed by another, and after what pause.

mod classify;
mod rate_limiter;
mod token_bucket;

use std::time::Duration;

pub(super) use self::classify::classify;
pub(super) use self::rate_limiter::ClientRateLimiter;
pub(super) use self::token_bucket::TokenBucket;

use crate::config::retry::{AmbiguousFailures, RetryConfig};
use crate::operation::Effect;
use crate::retry::{self, RetryAfter, RetryClassification};

/// Returns the pause before the next attempt, or nothing if there is none.
pub(super) fn pause(
    config: &RetryConfig,
    classification: RetryClassification,
    retry_after: RetryAfter,
    retry: u32,
    effect: Effect,
) -> Option<Duration> {
    if classification == RetryClassification::Ambiguous && !may_repeat(config.ambiguous_failures(), effect) {
        return None;
    }
    retry::pause(&config.policy(), classification, retry_after, retry)
}

/// Whether the policy allows to send again what may have taken effect.
pub(super) fn may_repeat(policy: AmbiguousFailures, effect: Effect) -> bool {
    match policy {
        AmbiguousFailures::RetryIfSafe => matches!(effect, Effect::ReadOnly | Effect::Idempotent),
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
        for (config, classification, effect, again) in [
            (&standard, RetryClassification::Final, Effect::ReadOnly, false),
            (&standard, RetryClassification::Transient, Effect::Mutating, true),
            (&standard, RetryClassification::Throttling, Effect::Mutating, true),
            (&standard, RetryClassification::Ambiguous, Effect::Mutating, false),
            (&standard, RetryClassification::Ambiguous, Effect::Idempotent, true),
            (&standard, RetryClassification::Ambiguous, Effect::ReadOnly, true),
            (&always, RetryClassification::Ambiguous, Effect::Mutating, true),
            (&never, RetryClassification::Ambiguous, Effect::ReadOnly, false),
            (&never, RetryClassification::Transient, Effect::Mutating, true),
        ] {
            assert_eq!(
                pause(config, classification, RetryAfter::None, 1, effect).is_some(),
                again,
                "{classification:?} {effect:?}"
            );
        }
    }
}
