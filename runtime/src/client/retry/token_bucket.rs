//! The retry quota that all calls of a client share.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::retry::RetryClassification;

const CAPACITY: u32 = 500;
const RETRY: u32 = 14;
const RETRY_AFTER_THROTTLING: u32 = 5;
const FIRST_SUCCESS: u32 = 1;

/// A bucket of tokens. Each retry takes some; an empty bucket stops retries until calls succeed
/// again.
#[derive(Debug)]
pub(in crate::client) struct TokenBucket(AtomicU32);

impl Default for TokenBucket {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

impl TokenBucket {
    /// Takes the tokens for a retry and returns how many, or `None` if too few are left.
    pub(in crate::client) fn acquire(&self, classification: RetryClassification) -> Option<u32> {
        let cost = match classification {
            RetryClassification::Throttling => RETRY_AFTER_THROTTLING,
            _ => RETRY,
        };
        let paid = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost));
        paid.is_ok().then_some(cost)
    }

    /// Returns the tokens of the last retry of a successful call, or one token if it needed no
    /// retry.
    pub(in crate::client) fn release(&self, cost: Option<u32>) {
        let tokens = cost.unwrap_or(FIRST_SUCCESS);
        // A full bucket is not written to.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            (left < CAPACITY).then(|| (left + tokens).min(CAPACITY))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_stop_when_the_tokens_are_spent_and_successes_bring_them_back() {
        let bucket = TokenBucket::default();
        let paid = std::iter::from_fn(|| bucket.acquire(RetryClassification::Transient)).count();
        assert_eq!(paid, 35);
        let paid = std::iter::from_fn(|| bucket.acquire(RetryClassification::Throttling)).count();
        assert_eq!(paid, 2);
        for _ in 0..14 {
            assert_eq!(bucket.acquire(RetryClassification::Ambiguous), None);
            bucket.release(None);
        }
        assert_eq!(bucket.acquire(RetryClassification::ClockSkew), Some(14));
        bucket.release(Some(14));
        assert_eq!(bucket.acquire(RetryClassification::Transient), Some(14));
        for _ in 0..1000 {
            bucket.release(Some(5));
        }
        assert_eq!(
            std::iter::from_fn(|| bucket.acquire(RetryClassification::Throttling)).count(),
            100
        );
    }
}
