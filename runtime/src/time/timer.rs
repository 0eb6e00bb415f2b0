//! The default timer: that of tokio within tokio, and one shared thread elsewhere.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use crate::time::Sleep;

pub(crate) fn sleep(duration: Duration) -> Sleep {
    #[cfg(feature = "https-client")]
    if tokio::runtime::Handle::try_current().is_ok() {
        return Sleep::new(tokio::time::sleep(duration));
    }
    Sleep::new(ThreadSleep::new(duration))
}

/// Runs a function on a new thread. Not generic, so that starting threads is compiled once.
pub(crate) fn start(name: &str, run: Box<dyn FnOnce() + Send>) -> std::io::Result<()> {
    let thread = std::thread::Builder::new().name(name.to_owned());
    thread.spawn(run).map(drop)
}

/// The time of a wake-up, and a number that distinguishes equal times.
type Key = (Instant, u64);

struct Timer {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    next: u64,
    /// The wakers in the order of their keys.
    waiting: Vec<(Key, Waker)>,
}

impl State {
    /// Returns the place of a key, and whether there is a waker with it.
    fn place(&self, key: Key) -> (usize, bool) {
        let place = self.waiting.partition_point(|(at, _)| *at < key);
        (place, self.waiting.get(place).is_some_and(|(at, _)| *at == key))
    }

    fn insert(&mut self, key: Key, waker: Waker) {
        self.remove(key);
        self.waiting.insert(self.place(key).0, (key, waker));
    }

    fn remove(&mut self, key: Key) {
        if let (place, true) = self.place(key) {
            self.waiting.remove(place);
        }
    }

    /// Removes and returns the wakers whose time has come.
    fn due(&mut self, now: Instant) -> Vec<(Key, Waker)> {
        let (count, _) = self.place((now, u64::MAX));
        let later = self.waiting.split_off(count);
        std::mem::replace(&mut self.waiting, later)
    }
}

impl Timer {
    /// Returns the timer, whose thread starts with the first sleep; `None` if threads cannot be
    /// started.
    fn get() -> Option<&'static Self> {
        static TIMER: OnceLock<Option<&'static Timer>> = OnceLock::new();
        *TIMER.get_or_init(|| {
            let timer: &'static Self = Box::leak(Box::new(Self {
                state: Mutex::default(),
                changed: Condvar::new(),
            }));
            let run = Box::new(|| timer.run());
            start("smithy-client-timer", run).ok().map(|()| timer)
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            let due = state.due(now);
            if !due.is_empty() {
                // The lock is released first, because a waker may call back at once.
                drop(state);
                for (_, waker) in due {
                    waker.wake();
                }
                state = self.state();
                continue;
            }
            let next = state.waiting.first().map(|((at, _), _)| *at);
            state = match next {
                Some(at) => {
                    let waited = self.changed.wait_timeout(state, at.saturating_duration_since(now));
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

struct ThreadSleep {
    until: Instant,
    key: Option<Key>,
}

impl ThreadSleep {
    fn new(duration: Duration) -> Self {
        const FAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        Self {
            until: Instant::now() + duration.min(FAR),
            key: None,
        }
    }
}

impl Future for ThreadSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.until {
            return Poll::Ready(());
        }
        let Some(timer) = Timer::get() else {
            // Without threads there is no timer. A pause that is too short is better than a call
            // that never completes.
            return Poll::Ready(());
        };
        let mut state = timer.state();
        let key = match self.key {
            Some(key) => key,
            None => {
                state.next += 1;
                (self.until, state.next)
            }
        };
        self.key = Some(key);
        state.insert(key, context.waker().clone());
        drop(state);
        timer.changed.notify_one();
        Poll::Pending
    }
}

impl Drop for ThreadSleep {
    fn drop(&mut self) {
        if let (Some(key), Some(timer)) = (self.key, Timer::get()) {
            timer.state().remove(key);
        }
    }
}
