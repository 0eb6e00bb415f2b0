//! A subscriber for one test, while other tests run.

use std::sync::LazyLock;

use tracing::Dispatch;
use tracing::subscriber::{DefaultGuard, NoSubscriber, Subscriber};

/// Two dispatchers that live as long as the process. With fewer than two, a thread without a
/// subscriber that is the first to reach an event turns this event off for all threads.
static OTHERS: LazyLock<[Dispatch; 2]> = LazyLock::new(|| [(); 2].map(|()| Dispatch::new(NoSubscriber::new())));

/// Makes this the subscriber of the thread for as long as the guard lives.
pub fn set_default(subscriber: impl Subscriber + Send + Sync + 'static) -> DefaultGuard {
    LazyLock::force(&OTHERS);
    tracing::subscriber::set_default(subscriber)
}
