//! Handling each event once, although it may be delivered several times.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use partnercentral_selling::error::BoxError;

use super::Event;

/// A store of the ids of events.
///
/// A program with several processes keeps them in a database: `claim` is then one conditional
/// write, which only one of them wins.
pub trait SeenIds {
    /// Claims an id. Returns whether it was not claimed before.
    fn claim(&self, id: &str) -> impl Future<Output = Result<bool, BoxError>> + Send;

    /// Releases a claim after its event could not be handled.
    fn release(&self, id: &str) -> impl Future<Output = Result<(), BoxError>> + Send;
}

/// The ids of recent events, in memory.
#[derive(Debug)]
pub struct RecentIds {
    capacity: usize,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    seen: HashMap<String, u64>,
    order: VecDeque<(String, u64)>,
    claims: u64,
}

impl RecentIds {
    /// Returns a store of the latest `capacity` ids.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            inner: Mutex::default(),
        }
    }
}

impl SeenIds for RecentIds {
    async fn claim(&self, id: &str) -> Result<bool, BoxError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.seen.contains_key(id) {
            return Ok(false);
        }
        inner.claims += 1;
        let claim = inner.claims;
        inner.seen.insert(id.to_owned(), claim);
        inner.order.push_back((id.to_owned(), claim));
        while inner.order.len() > self.capacity {
            if let Some((oldest, claim)) = inner.order.pop_front()
                && inner.seen.get(&oldest) == Some(&claim)
            {
                inner.seen.remove(&oldest);
            }
        }
        Ok(true)
    }

    async fn release(&self, id: &str) -> Result<(), BoxError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.seen.remove(id);
        Ok(())
    }
}

/// A handler of events that is safe under repeated delivery.
#[derive(Debug)]
pub struct Deduplicator<S> {
    seen: S,
}

/// The result of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// The event was handled now.
    Handled,
    /// The event was handled before, or another process handles it.
    Repeated,
}

impl<S: SeenIds> Deduplicator<S> {
    /// Returns a handler with this store of ids.
    pub fn new(seen: S) -> Self {
        Self { seen }
    }

    /// Handles an event unless it was handled before.
    ///
    /// If `handle` fails, the claim is released, so that a later delivery is handled again.
    ///
    /// # Errors
    ///
    /// The error of `handle` or of the store.
    pub async fn handle<F>(&self, event: &Event, handle: impl FnOnce(&Event) -> F) -> Result<Handling, BoxError>
    where
        F: Future<Output = Result<(), BoxError>>,
    {
        if !self.seen.claim(&event.id).await? {
            return Ok(Handling::Repeated);
        }
        match handle(event).await {
            Ok(()) => Ok(Handling::Handled),
            Err(error) => {
                self.seen.release(&event.id).await?;
                Err(error)
            }
        }
    }
}
