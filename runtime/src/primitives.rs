//! The types of values in generated shapes other than Rust's own: timestamps, blobs, streams,
//! documents, big numbers, and values that are not in the model.

mod big_number;
#[cfg(not(feature = "aws-config"))]
mod blob;
#[cfg(feature = "streaming")]
mod byte_stream;
pub(crate) mod date_time;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod date_time_ext;
#[cfg(not(feature = "aws-config"))]
mod document;
#[cfg(not(feature = "aws-config"))]
mod number;
mod redacted;
mod unknown;
mod unknown_members;

#[cfg(feature = "aws-config")]
pub use aws_smithy_types::{Blob, Document, Number, error::TryFromNumberError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;

pub use self::big_number::{BigDecimal, BigInteger, BigNumberError};
#[cfg(not(feature = "aws-config"))]
pub use self::blob::Blob;
#[cfg(feature = "streaming")]
#[doc(hidden)]
pub use self::byte_stream::IntoBody;
#[cfg(feature = "streaming")]
pub use self::byte_stream::{AggregatedBytes, ByteStream, ByteStreamError, ByteStreamReader, FsBuilder, Length};
pub(crate) use self::date_time::Civil;
pub use self::date_time::{ConversionError, DateTime, DateTimeFormat, DateTimeFormatError, DateTimeParseError};
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use self::date_time_ext::{DateTimeExt, OutOfRangeError};
#[cfg(not(feature = "aws-config"))]
pub use self::document::Document;
#[cfg(not(feature = "aws-config"))]
pub use self::number::{Number, TryFromNumberError};
pub use self::redacted::Redacted;
pub use self::unknown::{ContentFormat, UnknownVariant, UnknownVariantValue};
pub use self::unknown_members::UnknownMembers;
#[cfg(feature = "streaming")]
pub use crate::body::Body as SdkBody;

/// Decodes a blob from base64, with or without padding.
pub(crate) fn blob_from_base64(text: &str) -> Option<Blob> {
    STANDARD_PAD_INDIFFERENT.decode(text).ok().map(Blob::new)
}
