//! The clock, pauses, and the timer behind them.

mod clock_skew;
mod sleep;
mod source;
mod timeout;
pub(crate) mod timer;

pub(crate) use self::clock_skew::{ServiceClockSkew, http_date};
pub use self::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
pub use self::source::{SharedTimeSource, TimeSource};
pub(crate) use self::timeout::{Elapsed, timeout};
