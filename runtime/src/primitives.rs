//! The values that generated shapes hold beside Rust's own: timestamps, blobs, documents, big
//! numbers, and what the model does not know.

mod big_number;
mod blob;
#[cfg(feature = "streaming")]
mod byte_stream;
mod date_time;
mod document;
mod number;
mod redacted;
mod unknown;
mod unknown_members;

pub use self::big_number::{BigDecimal, BigInteger, BigNumberError};
pub use self::blob::Blob;
#[cfg(feature = "streaming")]
pub use self::byte_stream::{AggregatedBytes, ByteStream, ByteStreamError, ByteStreamReader, FsBuilder, Length};
pub(crate) use self::date_time::Civil;
pub use self::date_time::{ConversionError, DateTime, DateTimeFormat, DateTimeFormatError, DateTimeParseError};
pub use self::document::Document;
pub use self::number::{Number, TryFromNumberError};
pub use self::redacted::Redacted;
pub use self::unknown::{ContentFormat, UnknownVariant, UnknownVariantValue};
pub use self::unknown_members::UnknownMembers;
#[cfg(feature = "streaming")]
pub use crate::body::Body as SdkBody;
