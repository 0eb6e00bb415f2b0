//! Event streams: the frames of messages, and streams over real HTTP with servers that stop, stall,
//! cut messages and send garbage.

mod faults;
mod frames;
#[cfg(all(feature = "http2", any(feature = "ring", feature = "aws-lc-rs")))]
mod http2;
mod service;
mod streams;
