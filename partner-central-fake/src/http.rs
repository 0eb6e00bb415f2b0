//! HTTP/1.1 on loopback, with responses that may be malformed.
//!
//! A library for servers refuses to write half of what tests need: a body that is cut off, a
//! connection that is reset, bytes that are not HTTP.

mod answer;
mod request;
mod server;

pub use self::answer::{Answer, REQUEST_ID};
pub use self::request::Request;
pub use self::server::Server;
