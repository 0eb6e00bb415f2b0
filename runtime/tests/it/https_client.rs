//! The HTTPS client by itself, against servers on this machine that follow a script.

mod cancel;
mod faults;
mod pool;
#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
mod proxy;
pub mod server;
mod stale;
mod timeouts;
mod tls;
