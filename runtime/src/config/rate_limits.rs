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
    last: Option<Arc<dyn RateLimit>>,
}

/// The limit of a group of operations. It is a trait, whose implementation is inlined, so that only
/// programs with limits have its code.
pub(crate) trait RateLimit: Send + Sync {
    /// Returns the limit of an operation: this one, or one that was added before.
    fn of(&self, operation: &Operation) -> Option<&dyn RateLimit>;

    /// Waits until the rate permits an attempt. Returns the time that it waited.
    fn pass<'a>(&'a self, config: &'a Config) -> BoxFuture<'a, Duration>;

    /// Shows the operations and the rates of this limit and of those before.
    fn show(&self, map: &mut fmt::DebugMap<'_, '_>);
}

/// Operations that share a limit.
struct Group {
    /// The limits that were added before.
    before: RateLimits,
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
    fn with(self, members: Members, per_second: f64) -> Self {
        match Duration::try_from_secs_f64(1.0 / per_second) {
            Ok(gap) => Self {
                last: Some(Arc::new(Group {
                    before: self,
                    members,
                    per_second,
                    queue: PacedQueue::new(gap),
                })),
            },
            Err(_) => self,
        }
    }

    /// Returns the limit of an operation.
    pub(crate) fn of(&self, operation: &Operation) -> Option<&dyn RateLimit> {
        self.last.as_ref()?.of(operation)
    }
}

impl RateLimit for Group {
    #[inline]
    fn of(&self, operation: &Operation) -> Option<&dyn RateLimit> {
        match self.before.of(operation) {
            None if self.members.has(operation) => Some(self),
            before => before,
        }
    }

    #[inline]
    fn pass<'a>(&'a self, config: &'a Config) -> BoxFuture<'a, Duration> {
        Box::pin(self.queue.pass(|duration| config.sleep(duration)))
    }

    #[inline]
    fn show(&self, map: &mut fmt::DebugMap<'_, '_>) {
        if let Some(before) = &self.before.last {
            before.show(map);
        }
        map.entry(&self.members, &self.per_second);
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
        let mut map = f.debug_map();
        if let Some(last) = &self.last {
            last.show(&mut map);
        }
        map.finish()
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
