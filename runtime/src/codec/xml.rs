//! Shapes as XML, for restXml and the responses of awsQuery and ec2Query.

mod markup;
mod path;
mod reader;
mod scalar;
mod scanner;
pub(crate) mod tree;
mod writer;

use std::borrow::Cow;

use bytes::Bytes;

use super::{Codec, Read};
use crate::primitives::ContentFormat;
use crate::serde::{DeserializeError, SerializeError, ShapeSerializer};

pub use self::reader::XmlDeserializer;
pub use self::writer::XmlSerializer;

/// XML by the rules of `aws.protocols#restXml`.
#[derive(Debug)]
pub struct XmlCodec;

impl Codec for XmlCodec {
    fn media_type(&self) -> &'static str {
        "application/xml"
    }

    fn is_absent(&self, body: &[u8]) -> bool {
        body.trim_ascii().is_empty()
    }

    fn serialize(&self, write: &mut dyn FnMut(&mut dyn ShapeSerializer)) -> Result<Bytes, SerializeError> {
        let mut serializer = XmlSerializer::new();
        write(&mut serializer);
        Ok(super::body(serializer.finish()?))
    }

    /// Reads the root element of a body, whatever its name; an empty body counts as an empty
    /// element.
    fn deserialize(&self, body: &[u8], read: &mut Read<'_>) -> Result<(), DeserializeError> {
        XmlDeserializer::read_body(body, |_| Some(tree::ROOT), read)
    }
}

/// Returns the text of a body. Bytes that are not UTF-8 become U+FFFD, so that the rest of the body
/// is not lost.
fn text(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match std::str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(body),
    }
}

/// The format of the content of unknown variants. XML does not describe itself: an element may be a
/// string or a structure.
static FORMAT: ContentFormat = ContentFormat {
    name: "XML",
    read_document: |_| None,
};

/// The deepest nesting of a body: recursive shapes are read by recursion, and the stack is finite.
const MAX_DEPTH: usize = 128;
