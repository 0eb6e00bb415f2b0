//! The tokens that retries of all calls of a client are paid with.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::retry::RetryClassification;

const CAPACITY: u32 = 500;
const RETRY: u32 = 14;
const RETRY_AFTER_THROTTLING: u32 = 5;
const FIRST_SUCCESS: u32 = 1;

/// Tokens; empty, they stop retries until calls succeed again.
#[derive(Debug)]
pub(in crate::client) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

impl Budget {
    /// Pays for a retry and says what it cost, or nothing if there is too little left.
    pub(in crate::client) fn take(&self, classification: RetryClassification) -> Option<u32> {
        let cost = match classification {
            RetryClassification::Throttling => RETRY_AFTER_THROTTLING,
            _ => RETRY,
        };
        let paid = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost));
        paid.is_ok().then_some(cost)
    }

    /// Pays back what the last retry of a call that succeeded had cost, or a token where it needed none.
    pub(in crate::client) fn give_back(&self, cost: Option<u32>) {
        let tokens = cost.unwrap_or(FIRST_SUCCESS);
        // Never an error: the closure always gives a value; and nothing is written where it is full already.
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
        let budget = Budget::default();
        let paid = std::iter::from_fn(|| budget.take(RetryClassification::Transient)).count();
        assert_eq!(paid, 35);
        let paid = std::iter::from_fn(|| budget.take(RetryClassification::Throttling)).count();
        assert_eq!(paid, 2);
        for _ in 0..14 {
            assert_eq!(budget.take(RetryClassification::Ambiguous), None);
            budget.give_back(None);
        }
        assert_eq!(budget.take(RetryClassification::ClockSkew), Some(14));
        budget.give_back(Some(14));
        assert_eq!(budget.take(RetryClassification::Transient), Some(14));
        for _ in 0..1000 {
            budget.give_back(Some(5));
        }
        assert_eq!(
            std::iter::from_fn(|| budget.take(RetryClassification::Throttling)).count(),
            100
        );
    }
}
