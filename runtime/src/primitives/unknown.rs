//! Values that a service sent and that the model it was generated from does not have.

use std::fmt;

use super::Document;
use crate::codec::json;

/// The value of an enum that is not in the model.
///
/// Only the runtime makes these, so that a program cannot name a value as unknown which a later model knows:
/// compare by `as_str` on the enum, or make the enum from a string.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownVariantValue(String);

impl UnknownVariantValue {
    /// For the enums that generated code defines.
    #[doc(hidden)]
    pub fn new(value: &str) -> Self {
        Self(value.to_owned())
    }

    /// The value as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownVariantValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for UnknownVariantValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A variant of a union that is not in the model, with its content as it stood on the wire.
///
/// Sent again, it goes out exactly as it came in. `Debug` shows the tag alone, since the content may be sensitive.
/// The default, with an empty tag and without content, stands for a union that held nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct UnknownVariant {
    tag: String,
    // The JSON text; a protocol of another notation needs a kind beside it.
    content: Option<String>,
}

impl UnknownVariant {
    /// A variant that awsJson or restJson sent; the text must be one JSON value.
    pub(crate) fn from_json(tag: String, text: String) -> Self {
        Self {
            tag,
            content: Some(text),
        }
    }

    /// The content as JSON text.
    pub(crate) fn json(&self) -> Option<&str> {
        self.content.as_deref()
    }

    /// The variant's name on the wire.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The content, or `None` if the union held nothing or the content is no document (it nests deeper than 128
    /// levels, or has a number that no double holds).
    pub fn content(&self) -> Option<Document> {
        json::read_document(self.json()?).ok()
    }
}

impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownVariant")
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}
