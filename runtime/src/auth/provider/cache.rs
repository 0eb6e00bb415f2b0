//! The cache of a provider: when an identity is refreshed, and what happens if that fails.

use std::future::poll_fn;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use super::Identity;
use super::load::{Load, Outcome, StartGuard};
use crate::time::{SharedTimeSource, TimeSource};

/// The time before their expiry at which credentials are refreshed, so that a request never
/// carries ones that just expired.
const REFRESH_BEFORE_EXPIRY: Duration = Duration::from_secs(5 * 60);

/// The time for which credentials without an expiry are cached.
const REFRESH_WITHOUT_EXPIRY: Duration = Duration::from_secs(15 * 60);

/// The longest pause after a failed refresh, in which credentials that are still valid are used.
const PAUSE_AFTER_FAILED_REFRESH: Duration = Duration::from_secs(30);

/// The longest time for which calls get the same error once loads have failed several times in a
/// row. Without it, each call would ask a service that is overloaded already.
const PAUSE_AFTER_FAILURES: Duration = Duration::from_secs(1);

/// The time for which credentials that a service called expired are used all the same, if the
/// provider has given the same ones again.
const PAUSE_AFTER_REISSUE: Duration = Duration::from_secs(30);

/// The remaining lifetime that credentials need if a call is not to wait for their refresh.
const MARGIN: Duration = Duration::from_secs(60);

/// The longest time before their expiry in which credentials are not used any more: the time that
/// a request may take to arrive.
const TRANSIT_TIME: Duration = Duration::from_millis(500);

pub(crate) struct Cache<I: Identity> {
    provider: Arc<I::Provider>,
    /// The provider's own clock.
    time: Option<SharedTimeSource>,
    state: RwLock<State<I>>,
}

struct State<I: Identity> {
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
    /// The time from which on the identity is not used, shortly before its expiry.
    usable_until: Option<SystemTime>,
    /// Whether a service called the identity expired.
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
enum Step<I: Identity> {
    Done(Result<I, I::Error>),
    Wait(Arc<Load<I>>),
    Start(Arc<Load<I>>),
}

impl<I: Identity> Cache<I> {
    pub(crate) fn new(provider: Arc<I::Provider>, time: Option<SharedTimeSource>) -> Self {
        Self {
            provider,
            time,
            state: RwLock::default(),
        }
    }

    pub(super) fn provider(&self) -> &Arc<I::Provider> {
        &self.provider
    }

    fn read(&self) -> RwLockReadGuard<'_, State<I>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State<I>> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the time by the provider's clock, else by the caller's.
    fn now(&self, time: Option<&SharedTimeSource>) -> SystemTime {
        let time = self.time.as_ref().or(time);
        time.map_or_else(SystemTime::now, TimeSource::now)
    }

    /// Returns the identity in the cache, if it is valid.
    pub(super) fn cached(&self, time: Option<&SharedTimeSource>) -> Option<I> {
        let now = self.now(time);
        self.read().usable(now)
    }

    /// Whether the identity has expired, or would have when a request with it arrives.
    pub(super) fn has_expired(&self, identity: &I, time: Option<&SharedTimeSource>) -> bool {
        let Some(expiry) = identity.expiry() else {
            return false;
        };
        let until = match &self.read().entry {
            Some(entry) if entry.identity.expiry() == Some(expiry) => entry.usable_until,
            _ => None,
        };
        until.unwrap_or(expiry) <= self.now(time)
    }

    /// Returns the identity from the cache, or loads it, alone or with other calls.
    pub(crate) async fn get(cache: &Arc<Self>, time: Option<&SharedTimeSource>) -> Result<I, I::Error> {
        loop {
            let now = cache.now(time);
            if let Some(identity) = cache.read().fresh(now) {
                return Ok(identity);
            }
            let step = cache.write().step(now);
            let load = match step {
                Step::Done(result) => return result,
                Step::Wait(load) => load,
                Step::Start(load) => match Self::start(cache, &load, time).await {
                    Some(result) => return result,
                    None => load,
                },
            };
            if load.is_driven()
                && let Some(identity) = cache.read().usable(now + MARGIN)
            {
                return Ok(identity);
            }
            match load.wait().await {
                Outcome::Done(result) => return result,
                Outcome::Loaded(result) => return cache.finish(&load, result, time),
                // The runtime that drove the load has ended.
                Outcome::Abandoned => cache.write().forget(&load),
            }
        }
    }

    /// Polls a new load once, since many providers are ready at once, and sees to it that it goes
    /// on whether or not this call does.
    async fn start(
        cache: &Arc<Self>,
        load: &Arc<Load<I>>,
        time: Option<&SharedTimeSource>,
    ) -> Option<Result<I, I::Error>> {
        let guard = StartGuard::new(load);
        let provider = Arc::clone(&cache.provider);
        let mut future = Box::pin(async move { I::load(&provider).await });
        let first = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await;
        let result = match first {
            Poll::Ready(result) => Some(cache.finish(load, result, time)),
            Poll::Pending => {
                let (cache, time) = (Arc::clone(cache), time.cloned());
                load.drive(future, move |load, result| {
                    // Those who wait get it by way of the load.
                    drop(cache.finish(load, result, time.as_ref()));
                });
                None
            }
        };
        guard.disarm();
        result
    }

    /// Stores the result of a load, and gives it to all waiting calls.
    fn finish(
        &self,
        load: &Arc<Load<I>>,
        result: Result<I, I::Error>,
        time: Option<&SharedTimeSource>,
    ) -> Result<I, I::Error> {
        let now = self.now(time);
        let result = {
            let mut state = self.write();
            state.forget(load);
            match result {
                Ok(identity) => Ok(state.keep(identity, now)),
                Err(error) => state.fail(error, now),
            }
        };
        load.complete(result.clone());
        result
    }

    pub(super) fn invalidate(&self, identity: &I, time: Option<&SharedTimeSource>) {
        let now = self.now(time);
        if let Some(entry) = &mut self.write().entry
            && entry.identity == *identity
            && entry.reissued_until.is_none_or(|until| until <= now)
        {
            entry.is_invalid = true;
        }
    }
}

impl<I: Identity> State<I> {
    /// Returns an identity that needs no refresh.
    fn fresh(&self, now: SystemTime) -> Option<I> {
        let entry = self.entry.as_ref()?;
        (now < entry.refresh_at && entry.is_valid_at(now)).then(|| entry.identity.clone())
    }

    /// Returns an identity that is valid at this time.
    fn usable(&self, time: SystemTime) -> Option<I> {
        let entry = self.entry.as_ref()?;
        entry.is_valid_at(time).then(|| entry.identity.clone())
    }

    fn step(&mut self, now: SystemTime) -> Step<I> {
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

    fn forget(&mut self, load: &Arc<Load<I>>) {
        if self.load.as_ref().is_some_and(|current| Arc::ptr_eq(current, load)) {
            self.load = None;
        }
    }

    fn keep(&mut self, identity: I, now: SystemTime) -> I {
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

    /// Handles a failed load. An identity that is still valid stays in use until the next attempt,
    /// and never beyond its expiry.
    fn fail(&mut self, error: I::Error, now: SystemTime) -> Result<I, I::Error> {
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

/// Returns the time from which on an identity is not used. One that lives for seconds only is used
/// for most of them.
fn usable_until(expiry: SystemTime, now: SystemTime) -> SystemTime {
    let left = expiry.duration_since(now).unwrap_or_default();
    expiry - TRANSIT_TIME.min(left / 10)
}

fn refresh_at(expiry: Option<SystemTime>, now: SystemTime) -> SystemTime {
    let Some(expiry) = expiry else {
        return now + REFRESH_WITHOUT_EXPIRY;
    };
    let left = expiry.duration_since(now).unwrap_or_default();
    // Credentials that live for a few minutes only are used for half of that, not loaded for every
    // call.
    now + left.saturating_sub(REFRESH_BEFORE_EXPIRY).max(left / 2).min(left)
}
