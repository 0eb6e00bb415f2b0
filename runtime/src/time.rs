//! The clock, pauses, and the timer behind them.

mod sleep;
mod source;
pub(crate) mod timer;

pub use self::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
pub use self::source::{SharedTimeSource, TimeSource};
