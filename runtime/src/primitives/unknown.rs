//! Values of enums and unions that a service sent and that are not in the model of the client.

use std::fmt;

use bytes::Bytes;

use super::Document;

/// The value of an enum that is not in the model.
///
/// Only the runtime creates such values, so that programs do not break if a later model has the
/// value: compare `as_str` of the enum, or create the enum from a string.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownVariantValue(String);

impl UnknownVariantValue {
    /// Creates a value for enums in generated code.
    #[doc(hidden)]
    pub fn new(value: &str) -> Self {
        Self(value.to_owned())
    }

    /// Returns the value as it was sent.
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

/// The payload format of the content of an [`UnknownVariant`].
#[derive(Debug)]
pub struct ContentFormat {
    /// The name, by which formats are compared.
    pub name: &'static str,
    /// Reads a payload as a document, if the format is self-describing.
    pub read_document: fn(&[u8]) -> Option<Document>,
}

/// A variant of a union that is not in the model, with its content as it was on the wire.
///
/// A request in the same format contains it exactly as it was received; in another format it is an
/// error. `Debug` shows only the tag, because the content may be sensitive. The default, with an
/// empty tag and without content, stands for an empty union.
#[derive(Clone, Default)]
pub struct UnknownVariant {
    tag: String,
    content: Option<Content>,
}

#[derive(Clone)]
struct Content {
    format: &'static ContentFormat,
    bytes: Bytes,
}

impl UnknownVariant {
    /// Creates a variant that a codec read; the content must be one whole value of the format.
    #[doc(hidden)]
    pub fn new(tag: String, format: &'static ContentFormat, content: impl Into<Bytes>) -> Self {
        let bytes = content.into();
        Self {
            tag,
            content: Some(Content { format, bytes }),
        }
    }

    /// Returns the variant's name on the wire.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Returns the content as a document, or `None` if the union was empty, the format is not
    /// self-describing (XML), or the content is not a document (it nests deeper than 128 levels, or
    /// contains a number that is out of the range of doubles).
    #[inline]
    pub fn content(&self) -> Option<Document> {
        let content = self.content.as_ref()?;
        (content.format.read_document)(&content.bytes)
    }

    /// Returns whether the union was empty.
    #[doc(hidden)]
    pub fn is_empty(&self) -> bool {
        self.content.is_none()
    }

    /// Returns the content if it is of this format.
    #[doc(hidden)]
    pub fn content_in(&self, format: &ContentFormat) -> Option<&[u8]> {
        let content = self.content.as_ref()?;
        (content.format.name == format.name).then_some(&content.bytes)
    }

    /// Returns the name of the content's format.
    #[doc(hidden)]
    pub fn format_name(&self) -> Option<&'static str> {
        Some(self.content.as_ref()?.format.name)
    }
}

impl PartialEq for UnknownVariant {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag && self.content == other.content
    }
}

impl Eq for UnknownVariant {}

impl PartialEq for Content {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.format.name == other.format.name && self.bytes == other.bytes
    }
}

impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownVariant")
            .field("tag", &self.tag)
            .finish_non_exhaustive()
    }
}
