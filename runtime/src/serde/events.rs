//! The interface between event streams and protocols.

use std::fmt;

use bytes::Bytes;

use super::Codec;
use crate::body::Body;

/// Events that a program sends.
pub trait EncodeEvents: fmt::Debug {
    /// Takes the events, as a body with one message per chunk. The payloads of messages have the
    /// format of the codec. An initial request with this payload is the first message.
    fn encode(&self, codec: &'static dyn Codec, initial_request: Option<Bytes>) -> Body;
}

/// The body of a response that is a stream of events.
#[derive(Debug)]
pub struct EventBody {
    /// The body.
    pub body: Body,
    /// The format of the payloads of messages.
    pub codec: &'static dyn Codec,
}
