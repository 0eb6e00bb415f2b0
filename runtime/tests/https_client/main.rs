//! The HTTPS client by itself, against servers on this machine that do as they are told.
#![cfg(feature = "https-client")]
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod cancel;
mod faults;
mod pool;
#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
mod proxy;
mod server;
mod stale;
mod timeouts;
mod tls;
