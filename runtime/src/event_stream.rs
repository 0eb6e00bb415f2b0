//! Event streams: bodies that consist of framed messages, each an event or an error.
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html>

mod decoder;
mod deserializer;
mod encode;
mod header;
mod initial;
mod interface;
mod message;
mod raw_message;
mod reader;
mod receiver;
mod sender;
mod serializer;
mod unknown;

pub use self::decoder::{FrameError, MessageDecoder};
pub(crate) use self::encode::write_headers;
pub use self::encode::write_message;
pub use self::header::{Header, HeaderValue};
#[cfg(feature = "rpc")]
pub(crate) use self::initial::InitialResponse;
pub(crate) use self::initial::split as split_initial_response;
pub use self::interface::{EventError, EventInterface};
pub use self::message::Message;
pub use self::raw_message::RawMessage;
pub use self::receiver::EventReceiver;
#[doc(hidden)]
pub use self::receiver::EventUnion;
pub use self::sender::EventStreamSender;
#[doc(hidden)]
pub use self::sender::SendExceptions;

/// The media type of bodies that are event streams.
pub(crate) const MEDIA_TYPE: &str = "application/vnd.amazon.eventstream";

/// The event with the members of the output other than the stream, in protocols without HTTP
/// bindings.
pub(crate) const INITIAL_RESPONSE: &str = "initial-response";

/// The event with the members of the input other than the stream, in protocols without HTTP
/// bindings.
pub(crate) const INITIAL_REQUEST: &str = "initial-request";
