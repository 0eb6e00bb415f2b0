//! The service's request quotas, as rolling windows over the server's clock.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

use crate::error::ServiceError;
use crate::model::Operation;

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A quota of a group of operations.
struct Quota {
    group: Group,
    limit: usize,
    window: SignedDuration,
}

/// The operations that share a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Read,
    Write,
    Only(&'static str),
}

/// Source: "Quotas" in the developer guide of the Partner Central API. That operations with quotas
/// of their own do not count as reads or writes is not documented, but chosen.
const QUOTAS: [Quota; 8] = [
    Quota::new(Group::Read, 10, SECOND),
    Quota::new(Group::Read, 100_000, DAY),
    Quota::new(Group::Write, 1, SECOND),
    Quota::new(Group::Write, 10_000, DAY),
    Quota::new(Group::Only("GetProspectingFromEngagementTask"), 100, SECOND),
    Quota::new(Group::Only("ListProspectingFromEngagementTasks"), 50, SECOND),
    Quota::new(Group::Only("StartProspectingFromEngagementTask"), 2, SECOND),
    Quota::new(Group::Only("CreateEngagement"), 15, SECOND),
];

impl Quota {
    const fn new(group: Group, limit: usize, window: SignedDuration) -> Self {
        Self { group, limit, window }
    }
}

/// Counts requests, if it is enabled.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    pub(crate) is_enabled: bool,
    /// The times of accepted requests, a list per quota.
    accepted: [VecDeque<Timestamp>; QUOTAS.len()],
}

impl Throttle {
    /// Counts a request, or returns an error if a quota is used up.
    ///
    /// Whether rejected requests count is not documented; chosen: they do not.
    pub(crate) fn admit(&mut self, operation: &Operation, now: Timestamp) -> Result<(), ServiceError> {
        if !self.is_enabled {
            return Ok(());
        }
        let group = group(operation);
        for (quota, accepted) in QUOTAS.iter().zip(&mut self.accepted) {
            while accepted
                .front()
                .is_some_and(|time| now.duration_since(*time) >= quota.window)
            {
                accepted.pop_front();
            }
            if quota.group == group && accepted.len() >= quota.limit {
                let message = format!("More than {} requests in {:#}", quota.limit, quota.window);
                return Err(ServiceError::throttling(&message));
            }
        }
        for (quota, accepted) in QUOTAS.iter().zip(&mut self.accepted) {
            if quota.group == group {
                accepted.push_back(now);
            }
        }
        Ok(())
    }
}

fn group(operation: &Operation) -> Group {
    let own = QUOTAS.iter().map(|quota| quota.group);
    let mut own = own.filter(|group| matches!(group, Group::Only(name) if *name == operation.name));
    let other = if operation.read_only { Group::Read } else { Group::Write };
    own.next().unwrap_or(other)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::Model;

    #[test]
    fn each_group_has_its_quota_a_second() {
        for (name, limit) in [
            ("GetOpportunity", 10),
            ("UpdateOpportunity", 1),
            ("CreateEngagement", 15),
            ("StartProspectingFromEngagementTask", 2),
            ("GetProspectingFromEngagementTask", 100),
            ("ListProspectingFromEngagementTasks", 50),
        ] {
            let operation = Model::get().operation(name).unwrap();
            let mut throttle = Throttle {
                is_enabled: true,
                ..Throttle::default()
            };
            let now = Timestamp::UNIX_EPOCH;
            let accepted = (0..200).filter(|_| throttle.admit(&operation, now).is_ok()).count();
            assert_eq!(accepted, limit, "{name}");
            assert!(
                throttle
                    .admit(&operation, now + SignedDuration::from_millis(999))
                    .is_err()
            );
            assert!(throttle.admit(&operation, now + SECOND).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_day_has_a_quota_too() {
        let operation = Model::get().operation("UpdateOpportunity").unwrap();
        let mut throttle = Throttle {
            is_enabled: true,
            ..Throttle::default()
        };
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let accepted = (0..10_100)
            .filter(|second| throttle.admit(&operation, at(*second)).is_ok())
            .count();
        assert_eq!(accepted, 10_000);
        assert!(throttle.admit(&operation, at(24 * 60 * 60)).is_ok());
    }
}
