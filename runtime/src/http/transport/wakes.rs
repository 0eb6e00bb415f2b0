//! The waker of a connection, which is the same for every task that drives it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// The waker of a connection.
///
/// The parts of a connection wake the task that drives it at each step, even if the poll that wakes
/// them goes on to that step itself. The task would run once more for nothing. So a wake-up during
/// a poll only counts if the poll ends without a result.
pub(super) struct ConnectionWaker {
    gate: Arc<Gate>,
    /// The gate as a waker.
    waker: Waker,
}

#[derive(Default)]
struct Gate(Mutex<State>);

#[derive(Default)]
struct State {
    /// The task that drives the connection, until it is woken.
    task: Option<Waker>,
    is_polling: bool,
    was_woken: bool,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Gate {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let task = {
            let mut state = self.lock();
            match state.is_polling {
                true => {
                    state.was_woken = true;
                    None
                }
                false => state.task.take(),
            }
        };
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
    pub(super) fn start_poll(&self, context: &Context<'_>) -> Waker {
        let mut state = self.gate.lock();
        let is_registered = state.task.as_ref().is_some_and(|task| task.will_wake(context.waker()));
        if !is_registered {
            state.task = Some(context.waker().clone());
        }
        state.is_polling = true;
        state.was_woken = false;
        self.waker.clone()
    }

    /// Forgets wake-ups of this poll, which does all over again.
    pub(super) fn restart_poll(&self) {
        self.gate.lock().was_woken = false;
    }

    /// Ends a poll. The task is woken if something woke it during a poll without a result.
    pub(super) fn end_poll<T>(&self, context: &Context<'_>, result: Poll<T>) -> Poll<T> {
        let was_woken = {
            let mut state = self.gate.lock();
            state.is_polling = false;
            state.was_woken
        };
        if was_woken && result.is_pending() {
            context.waker().wake_by_ref();
        }
        result
    }

    /// Forgets the task, and returns the waker for the parts of a connection that no task drives.
    pub(super) fn rest(&self) -> Waker {
        let task = self.gate.lock().task.take();
        drop(task);
        self.waker.clone()
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
        let connection = ConnectionWaker::default();
        let woken = || count.0.load(Ordering::Relaxed);

        let part = connection.start_poll(&context);
        part.wake_by_ref();
        assert!(connection.end_poll(&context, Poll::Ready(())).is_ready());
        assert_eq!(woken(), 0, "the poll has a result");

        connection.start_poll(&context).wake();
        connection.restart_poll();
        assert!(connection.end_poll(&context, Poll::<()>::Pending).is_pending());
        assert_eq!(woken(), 0, "the poll did all over again");

        connection.start_poll(&context).wake();
        assert!(connection.end_poll(&context, Poll::<()>::Pending).is_pending());
        assert_eq!(woken(), 1, "the poll has no result");

        part.wake_by_ref();
        assert_eq!(woken(), 2, "after the poll");

        connection.start_poll(&context);
        assert!(connection.end_poll(&context, Poll::<()>::Pending).is_pending());
        connection.rest().wake();
        part.wake();
        assert_eq!(woken(), 2, "no task drives the connection");
        assert_eq!(Arc::strong_count(&count), 2, "the task is forgotten");
    }
}
