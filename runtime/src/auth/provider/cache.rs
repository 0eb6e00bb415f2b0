//! The cache of a provider: when credentials are refreshed, and what happens if that fails.

use std::future::poll_fn;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use super::ProvideCredentials;
use super::load::{Load, Outcome, StartGuard};
use crate::auth::{Credentials, CredentialsError};
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

pub(super) struct Cache {
    provider: Arc<dyn ProvideCredentials>,
    /// The provider's own clock.
    time: Option<SharedTimeSource>,
    state: RwLock<State>,
}

#[derive(Default)]
struct State {
    entry: Option<Entry>,
    load: Option<Arc<Load>>,
    /// Loads that failed since the last success.
    failures: u32,
    /// The last failure, and the time until which calls get it without another load.
    failure: Option<(CredentialsError, SystemTime)>,
}

#[derive(Clone)]
struct Entry {
    credentials: Credentials,
    refresh_at: SystemTime,
    /// Whether a service called the credentials expired.
    is_invalid: bool,
    /// The time until which they are not invalidated again.
    reissued_until: Option<SystemTime>,
}

impl Entry {
    fn is_valid_at(&self, time: SystemTime) -> bool {
        !self.is_invalid && self.credentials.expiry().is_none_or(|expiry| time < expiry)
    }
}

/// The next step of a call.
enum Step {
    Done(Result<Credentials, CredentialsError>),
    Wait(Arc<Load>),
    Start(Arc<Load>),
}

impl Cache {
    pub(super) fn new(provider: Arc<dyn ProvideCredentials>, time: Option<SharedTimeSource>) -> Self {
        Self {
            provider,
            time,
            state: RwLock::default(),
        }
    }

    pub(super) fn provider(&self) -> &dyn ProvideCredentials {
        &*self.provider
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the time by the provider's clock, else by the caller's.
    fn now(&self, time: Option<&SharedTimeSource>) -> SystemTime {
        let time = self.time.as_ref().or(time);
        time.map_or_else(SystemTime::now, TimeSource::now)
    }

    /// Returns credentials from the cache, or loads them, alone or with other calls.
    pub(super) async fn credentials(
        cache: &Arc<Self>,
        time: Option<&SharedTimeSource>,
    ) -> Result<Credentials, CredentialsError> {
        loop {
            let now = cache.now(time);
            if let Some(credentials) = cache.read().fresh(now) {
                return Ok(credentials);
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
                && let Some(credentials) = cache.read().usable(now + MARGIN)
            {
                return Ok(credentials);
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
        load: &Arc<Load>,
        time: Option<&SharedTimeSource>,
    ) -> Option<Result<Credentials, CredentialsError>> {
        let guard = StartGuard::new(load);
        let provider = Arc::clone(&cache.provider);
        let mut future = Box::pin(async move { provider.provide_credentials().await });
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
        load: &Arc<Load>,
        result: Result<Credentials, CredentialsError>,
        time: Option<&SharedTimeSource>,
    ) -> Result<Credentials, CredentialsError> {
        let now = self.now(time);
        let result = {
            let mut state = self.write();
            state.forget(load);
            match result {
                Ok(credentials) => Ok(state.keep(credentials, now)),
                Err(error) => state.fail(error, now),
            }
        };
        load.complete(result.clone());
        result
    }

    pub(super) fn invalidate(&self, credentials: &Credentials, time: Option<&SharedTimeSource>) {
        let now = self.now(time);
        if let Some(entry) = &mut self.write().entry
            && entry.credentials == *credentials
            && entry.reissued_until.is_none_or(|until| until <= now)
        {
            entry.is_invalid = true;
        }
    }
}

impl State {
    /// Returns credentials that need no refresh.
    fn fresh(&self, now: SystemTime) -> Option<Credentials> {
        let entry = self.entry.as_ref()?;
        (now < entry.refresh_at && entry.is_valid_at(now)).then(|| entry.credentials.clone())
    }

    /// Returns credentials that are valid at this time.
    fn usable(&self, time: SystemTime) -> Option<Credentials> {
        let entry = self.entry.as_ref()?;
        entry.is_valid_at(time).then(|| entry.credentials.clone())
    }

    fn step(&mut self, now: SystemTime) -> Step {
        if let Some(credentials) = self.fresh(now) {
            return Step::Done(Ok(credentials));
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

    fn forget(&mut self, load: &Arc<Load>) {
        if self.load.as_ref().is_some_and(|current| Arc::ptr_eq(current, load)) {
            self.load = None;
        }
    }

    fn keep(&mut self, credentials: Credentials, now: SystemTime) -> Credentials {
        let is_reissued = self
            .entry
            .as_ref()
            .is_some_and(|entry| entry.is_invalid && entry.credentials == credentials);
        self.failures = 0;
        self.failure = None;
        self.entry = Some(Entry {
            refresh_at: refresh_at(&credentials, now),
            credentials: credentials.clone(),
            is_invalid: false,
            reissued_until: is_reissued.then(|| now + PAUSE_AFTER_REISSUE),
        });
        credentials
    }

    /// Handles a failed load. Credentials that are still valid stay in use until the next attempt,
    /// and never beyond their expiry.
    fn fail(&mut self, error: CredentialsError, now: SystemTime) -> Result<Credentials, CredentialsError> {
        if let Some(entry) = self.entry.as_mut().filter(|entry| entry.is_valid_at(now)) {
            let left = entry
                .credentials
                .expiry()
                .map(|expiry| expiry.duration_since(now).unwrap_or_default());
            let pause = left.map_or(PAUSE_AFTER_FAILED_REFRESH, |left| {
                (left / 2).min(PAUSE_AFTER_FAILED_REFRESH)
            });
            entry.refresh_at = now + pause;
            tracing::warn!(%error, "credentials cannot be refreshed; the cached ones stay in use until they expire");
            return Ok(entry.credentials.clone());
        }
        self.failures = self.failures.saturating_add(1);
        if self.failures > 1 {
            let pause = PAUSE_AFTER_FAILURES.mul_f64(0.5 + fastrand::f64() / 2.0);
            self.failure = Some((error.clone(), now + pause));
        }
        Err(error)
    }
}

fn refresh_at(credentials: &Credentials, now: SystemTime) -> SystemTime {
    let Some(expiry) = credentials.expiry() else {
        return now + REFRESH_WITHOUT_EXPIRY;
    };
    let left = expiry.duration_since(now).unwrap_or_default();
    // Credentials that live for a few minutes only are used for half of that, not loaded for every
    // call.
    now + left.saturating_sub(REFRESH_BEFORE_EXPIRY).max(left / 2).min(left)
}
