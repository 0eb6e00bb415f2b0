//! A queue whose members pass one at a time.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use super::Sleep;

/// A queue whose members pass in the order in which they came, at least a fixed time apart. A
/// member that is dropped while it waits leaves the queue without delaying others.
#[derive(Debug)]
pub(crate) struct PacedQueue {
    gap: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The earliest time at which the next member passes.
    next: Option<Instant>,
    tickets: u64,
    waiting: VecDeque<QueueEntry>,
}

#[derive(Debug)]
struct QueueEntry {
    ticket: u64,
    waker: Option<Waker>,
}

impl PacedQueue {
    /// Returns a queue with this time between two members.
    #[inline]
    pub(crate) fn new(gap: Duration) -> Self {
        Self {
            gap,
            state: Mutex::default(),
        }
    }

    /// Waits until the caller may pass. Returns the time that it waited.
    pub(crate) async fn pass(&self, sleep: impl Fn(Duration) -> Sleep) -> Duration {
        let came = Instant::now();
        let place = Place::new(self);
        poll_fn(|context| place.poll_front(context)).await;
        let wait = self
            .lock()
            .next
            .map(|next| next.saturating_duration_since(Instant::now()));
        if let Some(wait) = wait.filter(|wait| !wait.is_zero()) {
            sleep(wait).await;
        }
        self.lock().next = Instant::now().checked_add(self.gap);
        came.elapsed()
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in the queue. Dropping it leaves the queue.
struct Place<'q> {
    queue: &'q PacedQueue,
    ticket: u64,
}

impl<'q> Place<'q> {
    #[inline]
    fn new(queue: &'q PacedQueue) -> Self {
        let mut state = queue.lock();
        state.tickets += 1;
        let ticket = state.tickets;
        state.waiting.push_back(QueueEntry { ticket, waker: None });
        drop(state);
        Self { queue, ticket }
    }

    /// Waits until it is the first in the queue.
    #[inline]
    fn poll_front(&self, context: &Context<'_>) -> Poll<()> {
        let mut state = self.queue.lock();
        let is_front = state.waiting.front().is_some_and(|front| front.ticket == self.ticket);
        if is_front {
            return Poll::Ready(());
        }
        if let Some(member) = state.waiting.iter_mut().find(|member| member.ticket == self.ticket) {
            member.waker = Some(context.waker().clone());
        }
        Poll::Pending
    }
}

impl Drop for Place<'_> {
    #[inline]
    fn drop(&mut self) {
        let mut state = self.queue.lock();
        state.waiting.retain(|member| member.ticket != self.ticket);
        let waker = state.waiting.front_mut().and_then(|front| front.waker.take());
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    /// Polls a future once.
    fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
        std::pin::Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn members_pass_in_order_and_a_dropped_one_is_not_waited_for() {
        let queue = PacedQueue::new(Duration::from_secs(3600));
        let never = |_| Sleep::new(std::future::pending());
        assert!(poll(&mut pin!(queue.pass(never))).is_ready());

        let mut second = Box::pin(queue.pass(never));
        let mut third = Box::pin(queue.pass(|_| Sleep::new(std::future::ready(()))));
        assert!(poll(&mut second).is_pending());
        // It waits for the member in front, not for the time.
        assert!(poll(&mut third).is_pending());
        drop(second);
        assert!(poll(&mut third).is_ready());
        assert!(queue.lock().waiting.is_empty());
    }

    #[test]
    fn the_one_behind_is_woken() {
        struct Flag(std::sync::atomic::AtomicBool);
        impl std::task::Wake for Flag {
            fn wake(self: std::sync::Arc<Self>) {
                self.0.store(true, std::sync::atomic::Ordering::Relaxed);
            }
        }
        let queue = PacedQueue::new(Duration::ZERO);
        let flag = std::sync::Arc::new(Flag(false.into()));
        let first = Place::new(&queue);
        let second = Place::new(&queue);
        let waker = Waker::from(flag.clone());
        assert!(second.poll_front(&Context::from_waker(&waker)).is_pending());
        drop(first);
        assert!(flag.0.load(std::sync::atomic::Ordering::Relaxed));
        assert!(second.poll_front(&Context::from_waker(&waker)).is_ready());
    }
}
