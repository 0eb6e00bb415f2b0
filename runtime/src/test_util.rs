//! A mock of a service for the tests of programs, with rules for responses, faults, and a record of
//! the calls.

mod answer;
mod attempt;
mod mock;
mod report;
mod rule;
mod state;
mod stored_rule;
#[cfg(feature = "streaming")]
mod stream;
mod transport;

pub use self::mock::{Call, Mock};
pub use self::rule::Rule;
#[cfg(feature = "streaming")]
pub use self::stream::broken_stream;
