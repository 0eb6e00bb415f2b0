//! The headers of messages.

use std::fmt;

use bytes::Bytes;

use crate::primitives::DateTime;

/// A header of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    name: String,
    value: HeaderValue,
}

/// The value of a header.
///
/// `Debug` shows only the type, because the value may be sensitive.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum HeaderValue {
    /// A boolean.
    Bool(bool),
    /// An integer of 8 bits.
    Byte(i8),
    /// An integer of 16 bits.
    Int16(i16),
    /// An integer of 32 bits.
    Int32(i32),
    /// An integer of 64 bits.
    Int64(i64),
    /// Bytes, at most 65,535.
    ByteArray(Bytes),
    /// Text in UTF-8, at most 65,535 bytes.
    String(String),
    /// A point in time, in milliseconds.
    Timestamp(DateTime),
    /// A UUID.
    Uuid(u128),
}

impl Header {
    /// Returns a header with this name, of at most 255 bytes, and this value.
    pub fn new(name: impl Into<String>, value: impl Into<HeaderValue>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the value.
    pub fn value(&self) -> &HeaderValue {
        &self.value
    }
}

macro_rules! values {
    ($($variant:ident: $type:ty, $as:ident -> $returned:ty = |$value:ident| $get:expr;)*) => {
        impl HeaderValue {
            $(
                /// Returns the value, or the header value itself if it is of another type.
                ///
                /// # Errors
                /// The value is of another type.
                pub fn $as(&self) -> Result<$returned, &Self> {
                    match self {
                        Self::$variant($value) => Ok($get),
                        _ => Err(self),
                    }
                }
            )*

            /// Returns the name of the type.
            pub(super) fn kind(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => stringify!($variant),)*
                }
            }
        }

        $(
            impl From<$type> for HeaderValue {
                fn from(value: $type) -> Self {
                    Self::$variant(value)
                }
            }
        )*
    };
}

values! {
    Bool: bool, as_bool -> bool = |value| *value;
    Byte: i8, as_byte -> i8 = |value| *value;
    Int16: i16, as_int16 -> i16 = |value| *value;
    Int32: i32, as_int32 -> i32 = |value| *value;
    Int64: i64, as_int64 -> i64 = |value| *value;
    ByteArray: Bytes, as_byte_array -> &Bytes = |value| value;
    String: String, as_string -> &str = |value| value;
    Timestamp: DateTime, as_timestamp -> DateTime = |value| *value;
    Uuid: u128, as_uuid -> u128 = |value| *value;
}

impl From<&str> for HeaderValue {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl fmt::Debug for HeaderValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(self.kind()).finish_non_exhaustive()
    }
}
