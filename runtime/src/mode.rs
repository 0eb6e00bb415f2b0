//! The modes of a call: awaited, or blocking.

#[cfg(feature = "blocking")]
mod blocking;

#[cfg(feature = "blocking")]
pub use self::blocking::Blocking;

/// The mode of calls that are awaited: that of fluent builders of a client that is not blocking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Async;
