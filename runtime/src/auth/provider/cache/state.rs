//! The state of a cache, and its changes over time.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::auth::provider::Identity;
use crate::auth::provider::load::Load;

/// The time before their expiry at which credentials are refreshed, so that a request never carries
/// credentials that have just expired.
const REFRESH_BEFORE_EXPIRY: Duration = Duration::from_secs(5 * 60);

/// The time for which credentials without an expiry are cached.
const REFRESH_WITHOUT_EXPIRY: Duration = Duration::from_secs(15 * 60);

/// The longest pause after a failed refresh, in which credentials that are still valid are used.
const PAUSE_AFTER_FAILED_REFRESH: Duration = Duration::from_secs(30);

/// The longest time for which calls get the same error once loads have failed several times in a
/// row. Without it, each call would ask a service that is overloaded already.
const PAUSE_AFTER_FAILURES: Duration = Duration::from_secs(1);

/// The time for which credentials that a service reported as expired stay in use if the provider
/// returned the same ones again.
const PAUSE_AFTER_REISSUE: Duration = Duration::from_secs(30);

/// The longest time before their expiry in which credentials are no longer used: the time that a
/// request may take to arrive.
const TRANSIT_TIME: Duration = Duration::from_millis(500);

/// The identity, the load of the next one, and the last failure.
pub(super) struct State<I: Identity> {
    entry: Option<Entry<I>>,
    load: Option<Arc<Load<I>>>,
    /// Loads that failed since the last success.
    failures: u32,
    /// The last failure, and the time until which calls get it without another load.
    failure: Option<(I::Error, SystemTime)>,
}

impl<I: Identity> Default for State<I> {
    fn default() -> Self {
        Self {
            entry: None,
            load: None,
            failures: 0,
            failure: None,
        }
    }
}

struct Entry<I> {
    identity: I,
    refresh_at: SystemTime,
    /// The time after which the identity is no longer used, shortly before its expiry.
    usable_until: Option<SystemTime>,
    /// Whether a service reported the identity as expired.
    is_invalid: bool,
    /// The time until which it is not invalidated again.
    reissued_until: Option<SystemTime>,
}

impl<I: Identity> Entry<I> {
    fn is_valid_at(&self, time: SystemTime) -> bool {
        !self.is_invalid && self.usable_until.is_none_or(|until| time < until)
    }
}

/// The next step of a call.
pub(super) enum Step<I: Identity> {
    Done(Result<I, I::Error>),
    Wait(Arc<Load<I>>),
    Start(Arc<Load<I>>),
}

impl<I: Identity> State<I> {
    /// Returns an identity that needs no refresh.
    pub(super) fn fresh(&self, now: SystemTime) -> Option<I> {
        let entry = self.entry.as_ref()?;
        (now < entry.refresh_at && entry.is_valid_at(now)).then(|| entry.identity.clone())
    }

    /// Returns an identity that is valid at this time.
    pub(super) fn usable(&self, time: SystemTime) -> Option<I> {
        let entry = self.entry.as_ref()?;
        entry.is_valid_at(time).then(|| entry.identity.clone())
    }

    pub(super) fn step(&mut self, now: SystemTime) -> Step<I> {
        if let Some(identity) = self.fresh(now) {
            return Step::Done(Ok(identity));
        }
        if let Some(load) = &self.load {
            return Step::Wait(Arc::clone(load));
        }
        if let Some((error, until)) = &self.failure
            && now < *until
        {
            return Step::Done(Err(error.clone()));
        }
        let load = Arc::new(Load::default());
        self.load = Some(Arc::clone(&load));
        Step::Start(load)
    }

    pub(super) fn forget(&mut self, load: &Arc<Load<I>>) {
        if self.load.as_ref().is_some_and(|current| Arc::ptr_eq(current, load)) {
            self.load = None;
        }
    }

    pub(super) fn keep(&mut self, identity: I, now: SystemTime) -> I {
        let is_reissued = self
            .entry
            .as_ref()
            .is_some_and(|entry| entry.is_invalid && entry.identity == identity);
        self.failures = 0;
        self.failure = None;
        self.entry = Some(Entry {
            refresh_at: refresh_at(identity.expiry(), now),
            usable_until: identity.expiry().map(|expiry| usable_until(expiry, now)),
            identity: identity.clone(),
            is_invalid: false,
            reissued_until: is_reissued.then(|| now + PAUSE_AFTER_REISSUE),
        });
        identity
    }

    /// Returns the time until which the identity with this expiry is used, if it is the cached one.
    pub(super) fn usable_until(&self, expiry: SystemTime) -> Option<SystemTime> {
        let entry = self.entry.as_ref()?;
        entry.usable_until.filter(|_| entry.identity.expiry() == Some(expiry))
    }

    /// Records that a service reported the identity as expired.
    pub(super) fn invalidate(&mut self, identity: &I, now: SystemTime) {
        if let Some(entry) = &mut self.entry
            && entry.identity == *identity
            && entry.reissued_until.is_none_or(|until| until <= now)
        {
            entry.is_invalid = true;
        }
    }

    /// Handles a failed load. An identity that is still valid stays in use until the next attempt,
    /// and never beyond its expiry.
    pub(super) fn fail(&mut self, error: I::Error, now: SystemTime) -> Result<I, I::Error> {
        if let Some(entry) = self.entry.as_mut().filter(|entry| entry.is_valid_at(now)) {
            let left = entry
                .identity
                .expiry()
                .map(|expiry| expiry.duration_since(now).unwrap_or_default());
            let pause = left.map_or(PAUSE_AFTER_FAILED_REFRESH, |left| {
                (left / 2).min(PAUSE_AFTER_FAILED_REFRESH)
            });
            entry.refresh_at = now + pause;
            tracing::warn!(%error, "{} cannot be refreshed; the cached ones stay in use until they expire", I::NAME);
            return Ok(entry.identity.clone());
        }
        self.failures = self.failures.saturating_add(1);
        if self.failures > 1 {
            let pause = PAUSE_AFTER_FAILURES.mul_f64(0.5 + fastrand::f64() / 2.0);
            self.failure = Some((error.clone(), now + pause));
        }
        Err(error)
    }
}

/// Returns the time after which an identity is no longer used. An identity that is valid for a few
/// seconds is used for most of them.
fn usable_until(expiry: SystemTime, now: SystemTime) -> SystemTime {
    let left = expiry.duration_since(now).unwrap_or_default();
    expiry - TRANSIT_TIME.min(left / 10)
}

fn refresh_at(expiry: Option<SystemTime>, now: SystemTime) -> SystemTime {
    let Some(expiry) = expiry else {
        return now + REFRESH_WITHOUT_EXPIRY;
    };
    let left = expiry.duration_since(now).unwrap_or_default();
    // Credentials that are valid for a few minutes are used for half of that time, so that they are
    // not loaded for every call.
    now + left.saturating_sub(REFRESH_BEFORE_EXPIRY).max(left / 2).min(left)
}
