//! Parsers of values that a model writes as text, for the defaults in generated code. A text that
//! cannot be parsed becomes an empty value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;

use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, date_time};

/// Decodes a blob from base64.
#[inline]
pub fn blob(text: &str) -> Blob {
    STANDARD_PAD_INDIFFERENT.decode(text).map(Blob::new).unwrap_or_default()
}

/// Parses a timestamp in the format of RFC 3339.
#[inline]
pub fn date_time(text: &str) -> DateTime {
    date_time::parse(text, DateTimeFormat::DateTimeWithOffset).unwrap_or_else(|_| DateTime::from_secs(0))
}

/// Parses a bigInteger.
#[inline]
pub fn big_integer(text: &str) -> BigInteger {
    text.parse().unwrap_or_default()
}

/// Parses a bigDecimal.
#[inline]
pub fn big_decimal(text: &str) -> BigDecimal {
    text.parse().unwrap_or_default()
}
