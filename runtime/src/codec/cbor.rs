//! Shapes as CBOR (RFC 8949), for rpcv2Cbor.

mod big_number;
mod document;
mod input;
mod items;
mod number;
mod path;
mod reader;
mod writer;

use bytes::Bytes;

use super::{Codec, Read};
use crate::primitives::ContentFormat;
use crate::serde::{DeserializeError, SerializeError, ShapeDeserializer, ShapeSerializer};

pub use self::reader::CborDeserializer;
pub use self::writer::CborSerializer;

/// CBOR as `smithy.protocols#rpcv2Cbor` uses it.
#[derive(Debug)]
pub struct CborCodec;

impl Codec for CborCodec {
    fn media_type(&self) -> &'static str {
        "application/cbor"
    }

    fn is_absent(&self, body: &[u8]) -> bool {
        matches!(body, [] | [NULL | UNDEFINED])
    }

    fn serialize(&self, write: &mut dyn FnMut(&mut dyn ShapeSerializer)) -> Result<Bytes, SerializeError> {
        let mut serializer = CborSerializer::new();
        write(&mut serializer);
        Ok(super::body(serializer.finish()?))
    }

    /// Reads a body; an empty one counts as a structure without members.
    fn deserialize(&self, body: &[u8], read: &mut Read<'_>) -> Result<(), DeserializeError> {
        let body = if body.is_empty() { EMPTY } else { body };
        let mut deserializer = CborDeserializer::new(body);
        read(&mut deserializer)?;
        deserializer.end()
    }
}

/// A map without entries.
const EMPTY: &[u8] = &[0xa0];
const NULL: u8 = 0xf6;
const UNDEFINED: u8 = 0xf7;

/// The format of the content of unknown variants.
static FORMAT: ContentFormat = ContentFormat {
    name: "CBOR",
    read_document: |content| {
        let mut deserializer = CborDeserializer::new(content);
        let document = deserializer.document().ok()?;
        deserializer.end().ok()?;
        Some(document)
    },
};

/// The deepest nesting of a body: recursive shapes are read by recursion, and the stack is finite.
const MAX_DEPTH: usize = 128;
const TOO_DEEP: &str = "the body nests deeper than 128 levels";

/// The tags of RFC 8949, section 3.4.
mod tags {
    /// A timestamp as text of RFC 3339.
    pub(super) const DATE_TIME: u64 = 0;
    /// A timestamp as seconds since the epoch.
    pub(super) const EPOCH: u64 = 1;
    /// An integer of any size as bytes.
    pub(super) const POSITIVE_BIG_NUMBER: u64 = 2;
    /// A negative integer of any size as the bytes of -1 - n.
    pub(super) const NEGATIVE_BIG_NUMBER: u64 = 3;
    /// A decimal number as exponent and mantissa.
    pub(super) const DECIMAL: u64 = 4;
}
