//! Events that are not in the model: they contain the whole message.

use bytes::Bytes;

use super::decoder::MessageDecoder;
use super::encode;
use super::message::Message;
use crate::primitives::{ContentFormat, UnknownVariant};
use crate::serde::SerializeError;

/// The format of unknown events, whose content is the whole message.
pub(super) static FORMAT: ContentFormat = ContentFormat {
    name: "event stream",
    read_document: |_| None,
};

impl Message {
    /// Returns the whole message of an event that is not in the model.
    pub fn of_unknown(event: &UnknownVariant) -> Option<Self> {
        let mut decoder = MessageDecoder::default();
        decoder.push(Bytes::copy_from_slice(event.content_in(&FORMAT)?));
        decoder.next_message().ok()?
    }

    /// Returns an unknown event that contains the whole message.
    pub(super) fn to_unknown(&self, tag: &str) -> Result<UnknownVariant, SerializeError> {
        Ok(UnknownVariant::new(
            tag.to_owned(),
            &FORMAT,
            encode::write_message(self)?,
        ))
    }
}
