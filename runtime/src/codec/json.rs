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

use crate::primitives::{DateTimeFormat, Document};
use crate::serde::{ReadError, ShapeReader};

pub use self::reader::JsonReader;
pub use self::writer::JsonWriter;

/// How deep a body may nest: a recursive shape is read by recursion, and the stack is finite.
const MAX_DEPTH: usize = 128;
const TOO_DEEP: &str = "the body nests deeper than 128 levels";

/// Reads a text that is one JSON value.
pub(crate) fn read_document(text: &str) -> Result<Document, ReadError> {
    let mut reader = JsonReader::new(text.as_bytes(), DateTimeFormat::EpochSeconds);
    let document = reader.document()?;
    reader.end()?;
    Ok(document)
}

/// Writes a document as JSON text.
pub(crate) fn write_document(document: &Document) -> String {
    let mut text = String::new();
    document::write(&mut text, document);
    text
}
