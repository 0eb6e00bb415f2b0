//! Servers on this machine for the tests of the client: `partner_central_fake::Fake` behaves as the
//! service does, and [`Server`] sends scripted responses, malformed ones included.

pub mod model;
pub mod sample;
mod server;

pub use partner_central_fake::http::{Answer, REQUEST_ID, Request};
pub use partner_central_fake::signature::{Keys, LONG_TERM, REGION, TEMPORARY};

pub use self::server::{Server, client, config};

/// The README's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The examples of the guides compile.
#[cfg(doctest)]
#[doc = include_str!("../../docs/constraints.md")]
#[doc = include_str!("../../docs/overlays.md")]
struct Overlays;
