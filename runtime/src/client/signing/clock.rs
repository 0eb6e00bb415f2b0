//! The time of a signature as the text that it is signed with.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::BoxError;

const SECONDS_OF_DAY: u64 = 86_400;

/// The days from 1970-01-01 to 10000-01-01.
const END_OF_DAYS: u64 = 2_932_897;

/// A time as `20260131T235959Z`.
#[derive(Clone, Copy)]
pub(super) struct Stamp {
    text: [u8; 16],
    day: u32,
}

impl Stamp {
    pub(super) fn new(time: SystemTime) -> Result<Self, BoxError> {
        let seconds = time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs());
        let seconds = seconds.filter(|seconds| seconds / SECONDS_OF_DAY < END_OF_DAYS);
        let seconds = seconds.ok_or("the clock is not between the years 1970 and 9999: set the time of the machine")?;
        let (day, second) = (seconds / SECONDS_OF_DAY, seconds % SECONDS_OF_DAY);
        let (year, month, month_day) = civil(day);
        let mut text = *b"00000000T000000Z";
        for (at, digits, value) in [
            (0, 4, year),
            (4, 2, month),
            (6, 2, month_day),
            (9, 2, second / 3600),
            (11, 2, second / 60 % 60),
            (13, 2, second % 60),
        ] {
            let mut rest = value;
            for place in text[at..at + digits].iter_mut().rev() {
                *place = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        Ok(Self { text, day: day as u32 })
    }

    /// `20260131T235959Z`.
    pub(super) fn date_time(&self) -> &[u8] {
        &self.text
    }

    /// `20260131`.
    pub(super) fn date(&self) -> &[u8] {
        &self.text[..8]
    }

    /// The days since 1970-01-01.
    pub(super) fn day(&self) -> u32 {
        self.day
    }
}

/// Year, month and day of the Gregorian calendar, of a day since 1970-01-01.
fn civil(day: u64) -> (u64, u64, u64) {
    // Counted from a March the first, so that leap days end their years; 146,097 days make 400 years.
    let day = day + 719_468;
    let (era, day_of_era) = (day / 146_097, day % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Five months from March on have 153 days, and so have the next five.
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day_of_month)
}
