//! The modes of a call: awaited, or blocking.

#[cfg(feature = "blocking")]
mod blocking;

#[cfg(feature = "blocking")]
pub use self::blocking::Blocking;
#[cfg(all(feature = "blocking", feature = "streaming"))]
pub use self::blocking::BlockingReader;

/// The mode of calls that are awaited, which the fluent builders of an async client have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Async;
