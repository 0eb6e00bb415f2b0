//! The interface of payload formats.

use std::fmt;

use bytes::Bytes;

use super::{DeserializeError, SerializeError, ShapeDeserializer, ShapeSerializer};

/// A function that reads a shape from a deserializer.
pub type Read<'a> = dyn FnMut(&mut dyn ShapeDeserializer) -> Result<(), DeserializeError> + 'a;

/// A payload format.
pub trait Codec: fmt::Debug + Send + Sync {
    /// Returns the media type of bodies.
    fn media_type(&self) -> &'static str;

    /// Returns the body of an absent structure that is the whole payload: empty, or a structure
    /// without members.
    fn absent_structure(&self) -> &'static [u8] {
        &[]
    }

    /// Returns whether a body has no value: it is empty or, in some formats, null.
    fn is_absent(&self, body: &[u8]) -> bool {
        body.is_empty()
    }

    /// Returns the payload that a function writes.
    ///
    /// # Errors
    /// The format cannot represent a value.
    fn serialize(&self, write: &mut dyn FnMut(&mut dyn ShapeSerializer)) -> Result<Bytes, SerializeError>;

    /// Passes a deserializer of a body to a function.
    ///
    /// # Errors
    /// The error of the function, or data after the value.
    fn deserialize(&self, body: &[u8], read: &mut Read<'_>) -> Result<(), DeserializeError>;
}
