//! The waker of a connection, which is the same for every task that drives it.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// No poll is under way.
const IDLE: u8 = 0;
/// A poll is under way.
const POLLING: u8 = 1;
/// A poll is under way, and something was woken since it started.
const WOKEN: u8 = 2;

/// The waker of a connection.
///
/// The parts of a connection wake the task that drives it at each step, even if the poll that wakes
/// them goes on to that step itself. The task would run once more for nothing. So a wake-up during
/// a poll only counts if the poll ends without a result.
pub(super) struct ConnectionWaker {
    gate: Arc<Gate>,
    /// The gate as a waker; borrowed while it is in a context.
    waker: Waker,
}

#[derive(Default)]
struct Gate {
    /// The task that drives the connection, until it is woken.
    task: Mutex<Option<Waker>>,
    phase: AtomicU8,
}

impl Gate {
    fn task(&self) -> MutexGuard<'_, Option<Waker>> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Gate {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let (old, new) = (Ordering::AcqRel, Ordering::Acquire);
        if let Ok(POLLING) | Err(WOKEN) = self.phase.compare_exchange(POLLING, WOKEN, old, new) {
            return;
        }
        let task = self.task().take();
        // Without the lock: a waker may poll at once.
        if let Some(task) = task {
            task.wake();
        }
    }
}

impl Default for ConnectionWaker {
    fn default() -> Self {
        let gate = Arc::<Gate>::default();
        let waker = Waker::from(Arc::clone(&gate));
        Self { gate, waker }
    }
}

impl ConnectionWaker {
    /// Starts a poll by a task, and returns the waker for the parts of the connection.
    pub(super) fn start_poll(&mut self, context: &Context<'_>) -> Waker {
        let mut task = self.gate.task();
        let is_registered = task.as_ref().is_some_and(|task| task.will_wake(context.waker()));
        if !is_registered {
            *task = Some(context.waker().clone());
        }
        drop(task);
        self.gate.phase.store(POLLING, Ordering::Release);
        std::mem::replace(&mut self.waker, Waker::noop().clone())
    }

    /// Forgets wake-ups of this poll, which does all over again.
    pub(super) fn restart_poll(&self) {
        self.gate.phase.swap(POLLING, Ordering::AcqRel);
    }

    /// Ends a poll. The task is woken if something woke it during a poll without a result.
    pub(super) fn end_poll<T>(&mut self, waker: Waker, context: &Context<'_>, result: Poll<T>) -> Poll<T> {
        self.waker = waker;
        let phase = self.gate.phase.swap(IDLE, Ordering::AcqRel);
        if phase == WOKEN && result.is_pending() {
            context.waker().wake_by_ref();
        }
        result
    }

    /// Forgets the task, and returns the waker for the parts of a connection that no task drives.
    pub(super) fn rest(&self) -> &Waker {
        let task = self.gate.task().take();
        drop(task);
        &self.waker
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn a_wake_up_during_a_poll_counts_if_the_poll_has_no_result() {
        let count = Arc::<Count>::default();
        let task = Waker::from(Arc::clone(&count));
        let context = Context::from_waker(&task);
        let mut connection = ConnectionWaker::default();
        let woken = || count.0.load(Ordering::Relaxed);

        let part = connection.rest().clone();

        let waker = connection.start_poll(&context);
        waker.wake_by_ref();
        assert!(connection.end_poll(waker, &context, Poll::Ready(())).is_ready());
        assert_eq!(woken(), 0, "the poll has a result");

        let waker = connection.start_poll(&context);
        waker.wake_by_ref();
        connection.restart_poll();
        assert!(connection.end_poll(waker, &context, Poll::<()>::Pending).is_pending());
        assert_eq!(woken(), 0, "the poll did all over again");

        let waker = connection.start_poll(&context);
        waker.wake_by_ref();
        waker.wake_by_ref();
        assert!(connection.end_poll(waker, &context, Poll::<()>::Pending).is_pending());
        assert_eq!(woken(), 1, "the poll has no result");

        part.wake_by_ref();
        part.wake_by_ref();
        assert_eq!(woken(), 2, "once after the poll");

        let waker = connection.start_poll(&context);
        assert!(connection.end_poll(waker, &context, Poll::<()>::Pending).is_pending());
        connection.rest().wake_by_ref();
        assert_eq!(woken(), 2, "no task drives the connection");
        assert_eq!(Arc::strong_count(&count), 2, "the task is forgotten");
    }
}
