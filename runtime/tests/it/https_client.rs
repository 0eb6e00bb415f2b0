//! The HTTPS client by itself, against servers on this machine that do as they are told.

mod cancel;
mod faults;
mod pool;
#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
mod proxy;
pub mod server;
mod stale;
mod timeouts;
mod tls;
