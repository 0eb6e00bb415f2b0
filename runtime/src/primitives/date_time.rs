//! Points in time, and their texts on the wire.

mod civil;
mod format;
mod local;
mod parse;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;
#[cfg(not(feature = "aws-config"))]
mod value;

use std::fmt;

#[cfg(feature = "aws-config")]
pub use aws_smithy_types::date_time::{
    ConversionError, DateTime, DateTimeFormatError, DateTimeParseError, Format as DateTimeFormat,
};

pub(crate) use self::civil::Civil;
#[cfg(not(feature = "aws-config"))]
pub use self::value::{ConversionError, DateTime, DateTimeFormat, DateTimeFormatError, DateTimeParseError};

const NANOS_PER_SECOND: u32 = 1_000_000_000;

/// The reason why a text is not a timestamp.
#[derive(Debug)]
pub(crate) struct InvalidTimestamp(&'static str);

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid date-time: {}", self.0)
    }
}

/// Parses a text of this format.
#[inline]
pub(crate) fn parse(text: &str, format: DateTimeFormat) -> Result<DateTime, InvalidTimestamp> {
    match format {
        DateTimeFormat::DateTime => parse::rfc3339(text, false),
        DateTimeFormat::DateTimeWithOffset => parse::rfc3339(text, true),
        DateTimeFormat::HttpDate => parse::http_date(text),
        DateTimeFormat::EpochSeconds => parse::epoch_seconds(text),
    }
}

/// Parses the RFC 3339 text, in UTC with seconds or milliseconds, and the quote that a payload
/// begins with. Returns the length of the text, too.
#[inline]
pub(crate) fn parse_start(payload: &[u8; 32]) -> Option<(DateTime, usize)> {
    parse::start(payload)
}

/// Parses a text of this format, or of another one that services send instead.
#[cfg(any(feature = "json", feature = "rest", feature = "xml"))]
pub(crate) fn parse_any(text: &str, format: DateTimeFormat) -> Result<DateTime, InvalidTimestamp> {
    let format = match format {
        DateTimeFormat::DateTime => DateTimeFormat::DateTimeWithOffset,
        format => format,
    };
    parse(text, format).or_else(|error| {
        let others = [
            DateTimeFormat::DateTimeWithOffset,
            DateTimeFormat::HttpDate,
            DateTimeFormat::EpochSeconds,
        ];
        let mut parsed = others.iter().filter_map(|format| parse(text, *format).ok());
        parsed.next().ok_or(error)
    })
}

/// The error of a timestamp outside of the years 1 to 9999, the range of the calendar formats.
#[derive(Debug)]
pub(crate) struct OutOfCalendar {
    seconds: i64,
}

impl fmt::Display for OutOfCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "date-time cannot be formatted: {} seconds since the epoch lie outside the years 1 to 9999",
            self.seconds
        )
    }
}

/// Appends a timestamp in this format. In case of an error, nothing is appended.
pub(crate) fn write(time: &DateTime, format: DateTimeFormat, out: &mut String) -> Result<(), OutOfCalendar> {
    match format {
        DateTimeFormat::DateTime | DateTimeFormat::DateTimeWithOffset => format::rfc3339(time, out),
        DateTimeFormat::HttpDate => format::http_date(time, out),
        DateTimeFormat::EpochSeconds => {
            format::epoch_seconds(time, out);
            Ok(())
        }
    }
}
