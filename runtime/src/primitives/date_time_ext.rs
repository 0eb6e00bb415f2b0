//! Conversions of timestamps to the types of date libraries, and back.

use std::error::Error;
use std::fmt;

use super::DateTime;

/// Conversions between [`DateTime`] and the types of `chrono`, `time` and `jiff`, each under the
/// feature of that name.
///
/// A date library has a shorter range of years than [`DateTime`]; a time outside it is an
/// [`OutOfRangeError`].
pub trait DateTimeExt: Sized {
    /// Returns the time as a `chrono::DateTime` in UTC.
    ///
    /// # Errors
    /// The time is outside the range of `chrono`.
    #[cfg(feature = "chrono")]
    fn to_chrono_utc(&self) -> Result<chrono::DateTime<chrono::Utc>, OutOfRangeError>;

    /// Returns the timestamp of a `chrono::DateTime` in UTC.
    #[cfg(feature = "chrono")]
    fn from_chrono_utc(time: chrono::DateTime<chrono::Utc>) -> Self;

    /// Returns the timestamp of a `chrono::DateTime` with an offset.
    #[cfg(feature = "chrono")]
    fn from_chrono_fixed(time: chrono::DateTime<chrono::FixedOffset>) -> Self;

    /// Returns the time as a `time::OffsetDateTime` in UTC.
    ///
    /// # Errors
    /// The time is outside the range of `time`.
    #[cfg(feature = "time")]
    fn to_time(&self) -> Result<time::OffsetDateTime, OutOfRangeError>;

    /// Returns the timestamp of a `time::OffsetDateTime`.
    #[cfg(feature = "time")]
    fn from_time(time: time::OffsetDateTime) -> Self;

    /// Returns the time as a `jiff::Timestamp`.
    ///
    /// # Errors
    /// The time is outside the range of `jiff`.
    #[cfg(feature = "jiff")]
    fn to_jiff(&self) -> Result<jiff::Timestamp, OutOfRangeError>;

    /// Returns the timestamp of a `jiff::Timestamp`.
    #[cfg(feature = "jiff")]
    fn from_jiff(time: jiff::Timestamp) -> Self;
}

impl DateTimeExt for DateTime {
    #[cfg(feature = "chrono")]
    fn to_chrono_utc(&self) -> Result<chrono::DateTime<chrono::Utc>, OutOfRangeError> {
        chrono::DateTime::from_timestamp(self.secs(), self.subsec_nanos()).ok_or(OutOfRangeError("chrono::DateTime"))
    }

    #[cfg(feature = "chrono")]
    fn from_chrono_utc(time: chrono::DateTime<chrono::Utc>) -> Self {
        // A leap second has more nanoseconds than a second; it becomes the start of the next one.
        let nanos = time.timestamp_subsec_nanos();
        Self::from_secs_and_nanos(time.timestamp() + i64::from(nanos / NANOS), nanos % NANOS)
    }

    #[cfg(feature = "chrono")]
    fn from_chrono_fixed(time: chrono::DateTime<chrono::FixedOffset>) -> Self {
        Self::from_chrono_utc(time.with_timezone(&chrono::Utc))
    }

    #[cfg(feature = "time")]
    fn to_time(&self) -> Result<time::OffsetDateTime, OutOfRangeError> {
        time::OffsetDateTime::from_unix_timestamp_nanos(self.as_nanos())
            .map_err(|_| OutOfRangeError("time::OffsetDateTime"))
    }

    #[cfg(feature = "time")]
    fn from_time(time: time::OffsetDateTime) -> Self {
        Self::from_secs_and_nanos(time.unix_timestamp(), time.nanosecond())
    }

    #[cfg(feature = "jiff")]
    fn to_jiff(&self) -> Result<jiff::Timestamp, OutOfRangeError> {
        jiff::Timestamp::from_nanosecond(self.as_nanos()).map_err(|_| OutOfRangeError("jiff::Timestamp"))
    }

    #[cfg(feature = "jiff")]
    fn from_jiff(time: jiff::Timestamp) -> Self {
        // Before 1970 both parts are negative.
        let (seconds, nanos) = (time.as_second(), i64::from(time.subsec_nanosecond()));
        let nanos_in_second = i64::from(NANOS);
        let nanos_since_second = u32::try_from(nanos.rem_euclid(nanos_in_second)).unwrap_or_default();
        Self::from_secs_and_nanos(seconds + nanos.div_euclid(nanos_in_second), nanos_since_second)
    }
}

#[cfg(any(feature = "chrono", feature = "jiff"))]
const NANOS: u32 = 1_000_000_000;

/// The error of a time outside the range of a date library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRangeError(&'static str);

impl fmt::Display for OutOfRangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the time is outside the range of `{}`", self.0)
    }
}

impl Error for OutOfRangeError {}
