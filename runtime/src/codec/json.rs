//! Shapes as JSON text, for awsJson and restJson.

mod document;
mod escape;
mod lexer;
mod number;
mod path;
mod reader;
mod scalar;
mod skip;
mod writer;

use bytes::Bytes;

use crate::codec::{Codec, Read};
use crate::primitives::{ContentFormat, DateTimeFormat, Document};
use crate::schema::Member;
use crate::serde::{DeserializeError, SerializeError, ShapeDeserializer, ShapeSerializer};

pub use self::reader::JsonDeserializer;
pub use self::writer::JsonSerializer;

/// JSON, with timestamps in a default format.
#[derive(Debug)]
pub struct JsonCodec {
    /// The media type of bodies.
    pub media_type: &'static str,
    /// The format of timestamps whose member has no `timestampFormat`.
    pub default_timestamp: DateTimeFormat,
    /// Whether bigIntegers and bigDecimals are strings, as in `rpcv2Json`, instead of numbers.
    pub has_big_number_strings: bool,
}

impl Codec for JsonCodec {
    fn media_type(&self) -> &'static str {
        self.media_type
    }

    fn absent_structure(&self) -> &'static [u8] {
        b"{}"
    }

    fn is_absent(&self, body: &[u8]) -> bool {
        matches!(body.trim_ascii(), b"" | b"null")
    }

    fn serialize(&self, write: &mut dyn FnMut(&mut dyn ShapeSerializer)) -> Result<Bytes, SerializeError> {
        let mut serializer = JsonSerializer::new(self.default_timestamp);
        serializer.write_big_numbers_as_strings(self.has_big_number_strings);
        write(&mut serializer);
        Ok(super::body(serializer.finish()?))
    }

    /// Reads a body; an empty one counts as a structure without members. Bytes that are not UTF-8
    /// become U+FFFD, so that the rest of the body is not lost.
    fn deserialize(&self, body: &[u8], read: &mut Read<'_>) -> Result<(), DeserializeError> {
        let body = if body.trim_ascii().is_empty() { b"{}" } else { body };
        let repaired;
        let body = match std::str::from_utf8(body) {
            Ok(text) => text,
            Err(_) => {
                repaired = String::from_utf8_lossy(body);
                &repaired
            }
        };
        let mut deserializer = JsonDeserializer::of_text(body, self.default_timestamp);
        read(&mut deserializer)?;
        deserializer.end()
    }
}

/// The format of the content of unknown variants.
static FORMAT: ContentFormat = ContentFormat {
    name: "JSON",
    read_document: |content| read_document(std::str::from_utf8(content).ok()?).ok(),
};

/// Returns the name of a member as it precedes the value: quoted, with a colon.
fn quoted(member: &Member) -> String {
    let mut quoted = String::new();
    escape::write(&mut quoted, json_name(member));
    quoted.push(':');
    quoted
}

/// Returns the name of a member in JSON.
fn json_name(member: &Member) -> &'static str {
    member.traits().json_name().unwrap_or(member.name)
}

/// The deepest nesting of a body: a recursive shape is read by recursion, and the stack is finite.
const MAX_DEPTH: usize = 128;
const TOO_DEEP: &str = "the body nests deeper than 128 levels";

/// Parses a text that is one JSON value.
pub(crate) fn read_document(text: &str) -> Result<Document, DeserializeError> {
    let mut reader = JsonDeserializer::new(text.as_bytes(), DateTimeFormat::EpochSeconds);
    let document = reader.document()?;
    reader.end()?;
    Ok(document)
}

/// Writes a document as JSON text.
#[cfg(feature = "credentials-chain")]
pub(crate) fn write_document(document: &Document) -> String {
    let mut text = String::new();
    document::write(&mut text, document);
    text
}
