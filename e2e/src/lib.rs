//! A server on this machine that stands in for the service: it checks every signature, records what it was sent, and
//! answers what it is told to, broken answers included.

mod answer;
pub mod model;
mod request;
pub mod sample;
mod server;
mod signature;

pub use self::answer::{Answer, REQUEST_ID};
pub use self::request::Request;
pub use self::server::Server;
pub use self::signature::{Keys, LONG_TERM, REGION, TEMPORARY};

/// The README's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
