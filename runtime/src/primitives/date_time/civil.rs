//! The Gregorian calendar: days since 1970 and years, months and days, for the years 1 to 9999.

/// A day of the calendar and a time of that day, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
    /// Days since Monday.
    pub(crate) weekday: usize,
}

const SECONDS_A_DAY: i64 = 86_400;
/// The days from 0000-03-01 to 1970-01-01. Years are counted from March, so that leap days are at
/// their ends.
const EPOCH: i64 = 719_468;
const DAYS_OF_400_YEARS: i64 = 146_097;

impl Civil {
    /// Returns the date and the time of seconds since 1970; nothing outside the years 1 to 9999,
    /// the range of RFC 3339 and HTTP dates.
    pub(crate) fn from_epoch(seconds: i64) -> Option<Self> {
        let days = seconds.div_euclid(SECONDS_A_DAY);
        let of_day = seconds.rem_euclid(SECONDS_A_DAY) as u32;
        // Plus one period of 400 years, as in `epoch_day`.
        let days_from_march = u32::try_from(days + EPOCH + DAYS_OF_400_YEARS).ok()?;
        let period = DAYS_OF_400_YEARS as u32;
        let (periods, of_period) = (days_from_march / period, days_from_march % period);
        // In a period of 400 years, each fourth year has a leap day, except each hundredth, except
        // the last.
        let of_years = of_period - of_period / 1_460 + of_period / 36_524 - of_period / 146_096;
        let year = of_years / 365;
        let of_year = of_period - (365 * year + year / 4 - year / 100);
        // The five months from March have 153 days, and so have the next five.
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        let year = (periods * 400 + year + u32::from(month <= 2)).checked_sub(400)?;
        (1..=9999).contains(&year).then_some(Self {
            year,
            month,
            day,
            hour: of_day / 3600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
            // 1970 began on a Thursday.
            weekday: (days + 3).rem_euclid(7) as usize,
        })
    }
}

/// Returns the days since 1970-01-01 of a day of the calendar.
pub(super) fn epoch_day(year: u32, month: u32, day: u32) -> i64 {
    // Plus one period of 400 years, so that no value is negative.
    let year = year + 400 - u32::from(month <= 2);
    // The five months from March have 153 days, and so have the next five.
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    let days = 365 * year + year / 4 - year / 100 + year / 400 + of_year;
    i64::from(days) - (EPOCH + DAYS_OF_400_YEARS)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, civil};
    use proptest::prelude::*;

    use super::{Civil, SECONDS_A_DAY, epoch_day};

    const START: civil::DateTime = civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

    fn by_jiff(seconds: i64) -> Option<Civil> {
        let time = START.checked_add(SignedDuration::from_secs(seconds)).ok()?;
        let number = |value: i8| u32::from(value.unsigned_abs());
        (time.year() >= 1).then(|| Civil {
            year: u32::from(time.year().unsigned_abs()),
            month: number(time.month()),
            day: number(time.day()),
            hour: number(time.hour()),
            minute: number(time.minute()),
            second: number(time.second()),
            weekday: usize::from(time.weekday().to_monday_zero_offset().unsigned_abs()),
        })
    }

    #[test]
    fn every_day_is_that_of_a_calendar_library() {
        for day in -719_600..2_932_900 {
            let seconds = day * SECONDS_A_DAY + 86_399;
            let civil = Civil::from_epoch(seconds);
            assert_eq!(civil, by_jiff(seconds), "{day}");
            if let Some(civil) = civil {
                assert_eq!(epoch_day(civil.year, civil.month, civil.day), day);
            }
        }
    }

    proptest! {
        #[test]
        fn any_second_has_a_time_or_none(seconds in any::<i64>(), near in -99_999_999_999_i64..999_999_999_999) {
            prop_assert_eq!(Civil::from_epoch(near), by_jiff(near));
            prop_assert_eq!(Civil::from_epoch(seconds), by_jiff(seconds));
        }
    }
}
