//! HTTP/1.1 on loopback, with responses that may be malformed.
//!
//! Libraries for servers cannot write malformed responses that tests need: a truncated body, a
//! reset connection, bytes that are not HTTP.

mod answer;
mod request;
mod server;

pub use self::answer::{Answer, REQUEST_ID};
pub use self::request::Request;
pub use self::server::Server;
