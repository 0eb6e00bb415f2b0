//! Payload formats.

#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "form")]
pub mod form;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "rest")]
pub(crate) mod text;
#[cfg(feature = "xml")]
pub mod xml;

use std::fmt;

use bytes::Bytes;

use crate::serde::{DeserializeError, SerializeError, ShapeDeserializer, ShapeSerializer};

/// A function that reads a shape from a deserializer.
pub type Read<'a> = dyn FnMut(&mut dyn ShapeDeserializer) -> Result<(), DeserializeError> + 'a;

/// A payload format.
pub trait Codec: fmt::Debug + Send + Sync {
    /// Returns the media type of bodies.
    fn media_type(&self) -> &'static str;

    /// Returns the body that stands for a structure that is the whole payload and is absent:
    /// nothing, or that of a structure without members.
    fn absent_structure(&self) -> &'static [u8] {
        &[]
    }

    /// Returns what a function writes.
    ///
    /// # Errors
    /// The format has no form for a value.
    fn serialize(&self, write: &mut dyn FnMut(&mut dyn ShapeSerializer)) -> Result<Bytes, SerializeError>;

    /// Passes a deserializer of a body to a function.
    ///
    /// # Errors
    /// The error that the function returns, or that something follows the value.
    fn deserialize(&self, body: &[u8], read: &mut Read<'_>) -> Result<(), DeserializeError>;
}
