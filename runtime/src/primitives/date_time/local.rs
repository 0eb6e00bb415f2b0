//! Dates and times of day, and the point in time that they name.

use super::DateTime;
use super::civil::epoch_day;

/// A calendar's date and time of day.
pub(super) struct Local {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) clock: Clock,
}

/// A time of day.
pub(super) struct Clock {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) nanos: u32,
}

impl Local {
    /// Returns the point in time at which clocks with this offset from UTC, in seconds, show this
    /// date and time.
    #[inline]
    pub(super) fn at(&self, offset: i64) -> Option<DateTime> {
        let Clock {
            hour,
            minute,
            second,
            nanos,
        } = self.clock;
        let is_leap_year =
            self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            2 => 28 + u32::from(is_leap_year),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        // A leap second counts as the first of the next minute, as in POSIX.
        if !(1..=days).contains(&self.day) || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let seconds = i64::from(hour * 3600 + minute * 60 + second) - offset
            + epoch_day(self.year, self.month, self.day) * 86_400;
        Some(DateTime::from_secs_and_nanos(seconds, nanos))
    }
}
