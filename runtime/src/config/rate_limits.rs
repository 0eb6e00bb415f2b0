//! Limits of the requests per second.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Builder, Config};
use crate::future::BoxFuture;
use crate::operation::{Idempotency, Operation};
use crate::time::PacedQueue;

/// Limits of the requests per second, so that a program stays within the quotas of a service
/// instead of being throttled.
///
/// An attempt waits until the rate of its group permits it. The attempts of a group are sent in
/// order and evenly spaced: ten per second are one per 100 ms. All clients with clones of the same
/// limits share the rates. A call that is dropped while it waits does not count. The wait counts
/// towards the timeout of the call, and is reported through `tracing` at the level `debug`.
///
/// ```
/// use smithy_client_runtime::config::RateLimits;
///
/// let limits = RateLimits::new()
///     .operations(["CreateOrder"], 0.5)
///     .read_only(10.0)
///     .others(1.0);
/// ```
#[derive(Clone, Default)]
pub struct RateLimits {
    groups: Vec<Arc<dyn RateLimit>>,
}

/// The limit of a group of operations. It is a trait, whose implementation is inlined, so that only
/// programs with limits have its code.
pub(crate) trait RateLimit: fmt::Debug + Send + Sync {
    /// Returns whether an operation belongs to the group.
    fn has(&self, operation: &Operation) -> bool;

    /// Waits until the rate permits an attempt. Returns the time that it waited.
    fn pass<'a>(&'a self, config: &'a Config) -> BoxFuture<'a, Duration>;
}

/// Operations that share a limit.
struct Group {
    members: Members,
    per_second: f64,
    queue: PacedQueue,
}

#[derive(Debug)]
enum Members {
    Named(Vec<String>),
    ReadOnly,
    Others,
}

impl RateLimits {
    /// Returns limits without a group, which delay nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a common limit in requests per second for these operations, by their names in the
    /// model. It takes precedence over limits that are added later. A rate that is not a positive
    /// number is ignored.
    #[must_use]
    pub fn operations(self, names: impl IntoIterator<Item = impl Into<String>>, per_second: f64) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        self.with(Members::Named(names), per_second)
    }

    /// Adds a common limit in requests per second for the operations that only read
    /// (`smithy.api#readonly`).
    #[must_use]
    #[inline]
    pub fn read_only(self, per_second: f64) -> Self {
        self.with(Members::ReadOnly, per_second)
    }

    /// Adds a common limit in requests per second for all operations without one.
    #[must_use]
    #[inline]
    pub fn others(self, per_second: f64) -> Self {
        self.with(Members::Others, per_second)
    }

    /// Adds a group, unless the rate is not a positive number.
    #[inline]
    fn with(mut self, members: Members, per_second: f64) -> Self {
        if let Ok(gap) = Duration::try_from_secs_f64(1.0 / per_second) {
            self.groups.push(Arc::new(Group {
                members,
                per_second,
                queue: PacedQueue::new(gap),
            }));
        }
        self
    }

    /// Returns the limit of an operation.
    pub(crate) fn of(&self, operation: &Operation) -> Option<&dyn RateLimit> {
        let mut groups = self.groups.iter().map(Arc::as_ref);
        groups.find(|group| group.has(operation))
    }
}

impl RateLimit for Group {
    #[inline]
    fn has(&self, operation: &Operation) -> bool {
        self.members.has(operation)
    }

    #[inline]
    fn pass<'a>(&'a self, config: &'a Config) -> BoxFuture<'a, Duration> {
        Box::pin(self.queue.pass(|duration| config.sleep(duration)))
    }
}

/// Shows the operations and their rate.
impl fmt::Debug for Group {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {:?}", self.members, self.per_second)
    }
}

impl Members {
    #[inline]
    fn has(&self, operation: &Operation) -> bool {
        match self {
            Self::Named(names) => names.iter().any(|name| name == operation.name),
            Self::ReadOnly => operation.idempotency == Idempotency::ReadOnly,
            Self::Others => true,
        }
    }
}

impl fmt::Debug for RateLimits {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(&self.groups).finish()
    }
}

impl Config {
    /// Returns the limits of the requests per second.
    pub fn rate_limits(&self) -> Option<&RateLimits> {
        self.inner.rate_limits.as_ref()
    }
}

impl Builder {
    /// Limits the requests per second. By default nothing is limited.
    #[must_use]
    #[inline]
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.set_rate_limits(Some(limits));
        self
    }

    /// Sets or clears the limits of the requests per second.
    #[inline]
    pub fn set_rate_limits(&mut self, limits: Option<RateLimits>) -> &mut Self {
        self.settings.rate_limits = limits;
        self
    }
}
