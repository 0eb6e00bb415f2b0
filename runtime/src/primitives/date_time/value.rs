//! The timestamp type of clients without the AWS SDK's types. It has the methods of the SDK's type.

#[cfg(test)]
mod tests;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{InvalidTimestamp, NANOS_PER_SECOND, OutOfCalendar};

const NANOS_PER_MILLISECOND: u32 = 1_000_000;

/// A point in time: seconds since 1970-01-01T00:00:00Z (without leap seconds) and nanoseconds.
///
/// `Display` and `Debug` show it as [`DateTimeFormat::DateTime`], or as epoch seconds outside the
/// years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    // For negative seconds too, the nanoseconds count forward.
    seconds: i64,
    subsecond_nanos: u32,
}

/// The form of a timestamp on the wire (`smithy.api#timestampFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateTimeFormat {
    /// RFC 3339 in UTC, for example `2019-12-16T23:48:18.52Z`. Another offset is an error when a
    /// program parses it; protocols read this format as
    /// [`DateTimeWithOffset`](Self::DateTimeWithOffset), as Smithy requires.
    DateTime,
    /// RFC 3339 with any offset, for example `2019-12-17T00:48:18+01:00`. It is written in UTC.
    DateTimeWithOffset,
    /// The IMF-fixdate of RFC 9110, for example `Mon, 16 Dec 2019 23:48:18 GMT`. A fraction is
    /// accepted when it is parsed, and never written.
    HttpDate,
    /// Seconds since the epoch, for example `1576540098.52`.
    EpochSeconds,
}

/// The error of a text that does not have the timestamp format, or is out of the range of
/// [`DateTime`].
#[derive(Debug)]
pub struct DateTimeParseError(InvalidTimestamp);

impl fmt::Display for DateTimeParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for DateTimeParseError {}

/// The error of a timestamp outside of the years 1 to 9999, the range of the calendar formats.
#[derive(Debug)]
pub struct DateTimeFormatError(OutOfCalendar);

impl fmt::Display for DateTimeFormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for DateTimeFormatError {}

/// The error of a point in time that is out of the range of the target type.
#[derive(Debug)]
pub struct ConversionError(&'static str);

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ConversionError {}

impl DateTime {
    /// Returns the time this number of seconds after the epoch.
    pub fn from_secs(epoch_seconds: i64) -> Self {
        Self {
            seconds: epoch_seconds,
            subsecond_nanos: 0,
        }
    }

    /// Returns the time this number of milliseconds after the epoch.
    pub fn from_millis(epoch_millis: i64) -> Self {
        Self {
            seconds: epoch_millis.div_euclid(1000),
            subsecond_nanos: epoch_millis.rem_euclid(1000) as u32 * NANOS_PER_MILLISECOND,
        }
    }

    /// Returns the time this number of nanoseconds after the epoch; an error if the seconds do not
    /// fit into 64 bits.
    pub fn from_nanos(epoch_nanos: i128) -> Result<Self, ConversionError> {
        let per_second = i128::from(NANOS_PER_SECOND);
        let seconds = i64::try_from(epoch_nanos.div_euclid(per_second))
            .map_err(|_| ConversionError("the nanoseconds are out of the range of DateTime"))?;
        Ok(Self {
            seconds,
            subsecond_nanos: epoch_nanos.rem_euclid(per_second) as u32,
        })
    }

    /// Returns the time of a number of seconds after the epoch. The fraction is truncated to
    /// nanoseconds, and the seconds saturate at 64 bits. NaN is the epoch.
    pub fn from_secs_f64(epoch_seconds: f64) -> Self {
        let floor = epoch_seconds.floor();
        match epoch_seconds.is_finite() {
            true => Self::from_fractional_secs(floor as i64, epoch_seconds - floor),
            false => Self::from_secs(epoch_seconds as i64),
        }
    }

    /// Returns the time of seconds after the epoch and a fraction of a second between 0 and 1,
    /// which is truncated to nanoseconds.
    pub fn from_fractional_secs(epoch_seconds: i64, fraction: f64) -> Self {
        Self::from_secs_and_nanos(epoch_seconds, (fraction * f64::from(NANOS_PER_SECOND)) as u32)
    }

    /// Returns the time of seconds after the epoch plus nanoseconds. Nanoseconds of a second or
    /// more count as seconds.
    pub fn from_secs_and_nanos(seconds: i64, subsecond_nanos: u32) -> Self {
        Self {
            seconds: seconds.saturating_add(i64::from(subsecond_nanos / NANOS_PER_SECOND)),
            subsecond_nanos: subsecond_nanos % NANOS_PER_SECOND,
        }
    }

    /// Parses a text of this format.
    #[inline]
    pub fn from_str(s: &str, format: DateTimeFormat) -> Result<Self, DateTimeParseError> {
        super::parse(s, format).map_err(DateTimeParseError)
    }

    /// Parses a text of this format up to the delimiter or the end. Returns the time and the text
    /// after the delimiter.
    #[inline]
    pub fn read(s: &str, format: DateTimeFormat, delim: char) -> Result<(Self, &str), DateTimeParseError> {
        // The comma after the weekday may be the delimiter too.
        let weekday = match format {
            DateTimeFormat::HttpDate => s.find(' ').unwrap_or(0),
            _ => 0,
        };
        let end = s
            .get(weekday..)
            .and_then(|rest| rest.find(delim))
            .map(|end| weekday + end);
        let (text, rest) = match end {
            Some(end) => s.split_at(end),
            None => (s, ""),
        };
        let rest = rest.strip_prefix(delim).unwrap_or(rest);
        Ok((Self::from_str(text, format)?, rest))
    }

    /// Formats the time; an error outside of the years 1 to 9999, except as epoch seconds.
    #[inline]
    pub fn fmt(&self, format: DateTimeFormat) -> Result<String, DateTimeFormatError> {
        let mut out = String::with_capacity(32);
        super::write(self, format, &mut out).map_err(DateTimeFormatError)?;
        Ok(out)
    }

    /// Returns whether the nanoseconds are not zero.
    pub fn has_subsec_nanos(&self) -> bool {
        self.subsecond_nanos != 0
    }

    /// Returns the seconds after the epoch, rounded down.
    pub fn secs(&self) -> i64 {
        self.seconds
    }

    /// Returns the nanoseconds of the second, below 1,000,000,000.
    pub fn subsec_nanos(&self) -> u32 {
        self.subsecond_nanos
    }

    /// Sets the seconds and keeps the nanoseconds.
    pub fn set_seconds(&mut self, seconds: i64) -> &mut Self {
        self.seconds = seconds;
        self
    }

    /// Sets the nanoseconds of the second. Nanoseconds of a second or more count as seconds.
    pub fn set_subsec_nanos(&mut self, subsec_nanos: u32) -> &mut Self {
        *self = Self::from_secs_and_nanos(self.seconds, subsec_nanos);
        self
    }

    /// Returns the nanoseconds after the epoch.
    pub fn as_nanos(&self) -> i128 {
        i128::from(self.seconds) * i128::from(NANOS_PER_SECOND) + i128::from(self.subsecond_nanos)
    }

    /// Returns the seconds after the epoch as a double, which is exact to about a microsecond for
    /// current dates.
    pub fn as_secs_f64(&self) -> f64 {
        self.seconds as f64 + f64::from(self.subsecond_nanos) / f64::from(NANOS_PER_SECOND)
    }

    /// Returns the milliseconds after the epoch, rounded down; an error if they do not fit into 64
    /// bits.
    #[inline]
    pub fn to_millis(self) -> Result<i64, ConversionError> {
        i64::try_from(self.as_nanos().div_euclid(i128::from(NANOS_PER_MILLISECOND)))
            .map_err(|_| ConversionError("the DateTime is out of the range of 64 bits of milliseconds"))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        if super::write(self, DateTimeFormat::DateTime, &mut text).is_err() {
            super::format::epoch_seconds(self, &mut text);
        }
        f.pad(&text)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<DateTime> for SystemTime {
    type Error = ConversionError;

    #[inline]
    fn try_from(time: DateTime) -> Result<Self, Self::Error> {
        let seconds = Duration::from_secs(time.seconds.unsigned_abs());
        match time.seconds < 0 {
            true => UNIX_EPOCH.checked_sub(seconds),
            false => UNIX_EPOCH.checked_add(seconds),
        }
        .and_then(|whole| whole.checked_add(Duration::from_nanos(u64::from(time.subsecond_nanos))))
        .ok_or(ConversionError("the DateTime is out of the range of SystemTime"))
    }
}

impl From<SystemTime> for DateTime {
    /// Times whose seconds do not fit into 64 bits saturate. No platform's clock has such times.
    #[inline]
    fn from(time: SystemTime) -> Self {
        let nanos = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
            Err(before) => i128::try_from(before.duration().as_nanos()).map_or(i128::MIN, |nanos| -nanos),
        };
        let cut = if nanos < 0 { i64::MIN } else { i64::MAX };
        Self::from_nanos(nanos).unwrap_or(Self::from_secs(cut))
    }
}
