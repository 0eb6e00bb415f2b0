//! The load of an identity for which several calls wait. None of them owns it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::Identity;
use crate::future::BoxFuture;

type Loaded<I> = Result<I, <I as Identity>::Error>;

/// A load in progress. Within tokio a task drives it; elsewhere the waiting callers do, one at a
/// time.
pub(super) struct Load<I: Identity> {
    state: Mutex<State<I>>,
    /// The load itself, if no task drives it.
    future: Mutex<Option<BoxFuture<'static, Loaded<I>>>>,
}

struct State<I: Identity> {
    result: Option<Loaded<I>>,
    is_driven: bool,
    is_abandoned: bool,
    wakers: Vec<Waker>,
}

impl<I: Identity> Default for Load<I> {
    fn default() -> Self {
        Self {
            state: Mutex::new(State {
                result: None,
                is_driven: false,
                is_abandoned: false,
                wakers: Vec::new(),
            }),
            future: Mutex::new(None),
        }
    }
}

/// The end of a wait.
pub(super) enum Outcome<I: Identity> {
    /// The cache has the result.
    Done(Loaded<I>),
    /// This caller drove the load to its end, and gives the result to the cache.
    Loaded(Loaded<I>),
    /// The load was dropped and has no result.
    Abandoned,
}

impl<I: Identity> Load<I> {
    fn lock(&self) -> MutexGuard<'_, State<I>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether the load continues while no caller waits for it.
    pub(super) fn is_driven(&self) -> bool {
        self.lock().is_driven
    }

    /// Spawns a task that drives the load; `finish` gets its result. Without tokio, the waiting
    /// callers drive it.
    pub(super) fn drive(
        self: &Arc<Self>,
        future: BoxFuture<'static, Loaded<I>>,
        finish: impl FnOnce(&Arc<Self>, Loaded<I>) + Send + 'static,
    ) {
        #[cfg(feature = "https-client")]
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let load = Arc::clone(self);
            self.lock().is_driven = true;
            let guard = StartGuard::new(self);
            // The future is boxed, so that all tasks have one type: tokio is compiled once per
            // type.
            let task: BoxFuture<'static, ()> = Box::pin(async move {
                let result = future.await;
                finish(&load, result);
                guard.disarm();
            });
            runtime.spawn(task);
            return;
        }
        drop(finish);
        *self.future.lock().unwrap_or_else(PoisonError::into_inner) = Some(future);
        self.wake(None);
    }

    /// Waits for the end of the load.
    pub(super) fn wait(self: &Arc<Self>) -> Waiting<I> {
        Waiting { load: Arc::clone(self) }
    }

    /// Gives the result to all waiting calls.
    pub(super) fn complete(&self, result: Loaded<I>) {
        self.wake(Some(result));
    }

    fn abandon(&self) {
        self.lock().is_abandoned = true;
        self.wake(None);
    }

    fn wake(&self, result: Option<Loaded<I>>) {
        let wakers = {
            let mut state = self.lock();
            if result.is_some() {
                state.result = result;
            }
            std::mem::take(&mut state.wakers)
        };
        wakers.into_iter().for_each(Waker::wake);
    }
}

/// Abandons a load that is dropped before its end: by a panic of the provider, or with the runtime
/// that drove it.
pub(super) struct StartGuard<I: Identity>(Option<Arc<Load<I>>>);

impl<I: Identity> StartGuard<I> {
    pub(super) fn new(load: &Arc<Load<I>>) -> Self {
        Self(Some(Arc::clone(load)))
    }

    pub(super) fn disarm(mut self) {
        self.0 = None;
    }
}

impl<I: Identity> Drop for StartGuard<I> {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn drop(&mut self) {
        if let Some(load) = self.0.take() {
            load.abandon();
        }
    }
}

/// Waits for a load. If it is dropped, the other waiting callers continue the load.
pub(super) struct Waiting<I: Identity> {
    load: Arc<Load<I>>,
}

impl<I: Identity> Future for Waiting<I> {
    type Output = Outcome<I>;

    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome<I>> {
        {
            let mut state = self.load.lock();
            if let Some(result) = &state.result {
                return Poll::Ready(Outcome::Done(result.clone()));
            }
            if state.is_abandoned {
                return Poll::Ready(Outcome::Abandoned);
            }
            if !state.wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                state.wakers.push(context.waker().clone());
            }
        }
        // Another thread holds the lock and polls the load.
        let Ok(mut future) = self.load.future.try_lock() else {
            return Poll::Pending;
        };
        match future.as_mut().map(|future| future.as_mut().poll(context)) {
            Some(Poll::Ready(result)) => {
                *future = None;
                Poll::Ready(Outcome::Loaded(result))
            }
            Some(Poll::Pending) | None => Poll::Pending,
        }
    }
}

impl<I: Identity> Drop for Waiting<I> {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    fn drop(&mut self) {
        self.load.wake(None);
    }
}
