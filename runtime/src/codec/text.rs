//! Values as plain text: headers, labels of paths and query strings.

mod deserializer;
mod serializer;
mod uri;

pub(crate) use self::deserializer::TextDeserializer;
pub(crate) use self::serializer::TextSerializer;
pub(crate) use self::uri::{encode, encode_greedy};

use crate::primitives::DateTimeFormat;

/// The part of a message that holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextLocation {
    /// A header: timestamps are HTTP dates, lists are one text with commas, and strings that have a
    /// media type are in base64.
    Header,
    /// A label of the path or a query parameter: timestamps are in the format of RFC 3339, and
    /// lists are several parameters.
    Uri,
}

impl TextLocation {
    fn default_timestamp(self) -> DateTimeFormat {
        match self {
            Self::Header => DateTimeFormat::HttpDate,
            Self::Uri => DateTimeFormat::DateTime,
        }
    }
}
