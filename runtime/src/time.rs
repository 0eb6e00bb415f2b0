//! Clocks, timers, pauses and timeouts.

mod clock_skew;
mod paced_queue;
#[cfg(not(feature = "aws-config"))]
mod sleep;
#[cfg(not(feature = "aws-config"))]
mod source;
mod timeout;
pub(crate) mod timer;

#[cfg(feature = "aws-config")]
pub use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
#[cfg(feature = "aws-config")]
pub use aws_smithy_async::time::{SharedTimeSource, TimeSource};

pub(crate) use self::clock_skew::{ServiceClockSkew, http_date};
pub(crate) use self::paced_queue::PacedQueue;
#[cfg(not(feature = "aws-config"))]
pub use self::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
#[cfg(not(feature = "aws-config"))]
pub use self::source::{SharedTimeSource, TimeSource};
pub(crate) use self::timeout::{Elapsed, InnerTimer, now, timeout, timeout_since};
