//! The messages in errors.

use std::fmt;

use bytes::Bytes;

use super::message::Message;

/// The message that caused an error of an event stream.
///
/// `Debug` shows nothing of the content, which may be sensitive.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum RawMessage {
    /// A message that was received whole.
    Decoded(Message),
    /// Bytes that are not a message; `None` if there are none.
    Invalid(Option<Bytes>),
}

impl fmt::Debug for RawMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decoded(message) => f.debug_tuple("Decoded").field(message).finish(),
            Self::Invalid(bytes) => {
                let length = bytes.as_ref().map_or(0, Bytes::len);
                f.debug_tuple("Invalid")
                    .field(&format_args!("<{length} bytes>"))
                    .finish()
            }
        }
    }
}
