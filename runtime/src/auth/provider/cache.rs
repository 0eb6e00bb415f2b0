//! The cache of a provider: when an identity is refreshed, and what happens if that fails.

mod state;

use std::future::poll_fn;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use self::state::{State, Step};
use super::Identity;
use super::load::{Load, Outcome, StartGuard};
use crate::time::{SharedTimeSource, TimeSource};

/// The remaining lifetime below which a call waits for the refresh of the credentials.
const MARGIN: Duration = Duration::from_secs(60);

pub(crate) struct Cache<I: Identity> {
    provider: Arc<I::Provider>,
    /// The provider's own clock.
    time: Option<SharedTimeSource>,
    state: RwLock<State<I>>,
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

    /// Returns whether the identity has expired, or would have when a request with it arrives.
    pub(super) fn has_expired(&self, identity: &I, time: Option<&SharedTimeSource>) -> bool {
        let Some(expiry) = identity.expiry() else {
            return false;
        };
        let until = self.read().usable_until(expiry);
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

    /// Polls a new load once, because many providers are ready at once, and makes it independent of
    /// the lifetime of this call.
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
                    // Waiting calls get the result from the load.
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

    pub(crate) fn invalidate(&self, identity: &I, time: Option<&SharedTimeSource>) {
        let now = self.now(time);
        self.write().invalidate(identity, now);
    }
}
