//! A stand-in for a service in the tests of programs: rules that answer, faults, and a record of what was called.

mod carried;
mod mock;
mod report;
mod rule;
mod transport;

pub(crate) use self::carried::{Typed, carry, output, prepare};
pub use self::mock::{Call, Mock};
pub use self::rule::Rule;
