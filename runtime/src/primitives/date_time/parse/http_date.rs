//! HTTP dates in the three forms that recipients accept (RFC 9110, section 5.6.7).

use std::time::{SystemTime, UNIX_EPOCH};

use super::Rest;
use crate::primitives::date_time::civil::Civil;
use crate::primitives::date_time::format::{MONTHS, WEEKDAYS};
use crate::primitives::date_time::local::Local;

/// The endings of the names of days, in the order of [`WEEKDAYS`].
const ENDINGS: [&str; 7] = ["day", "sday", "nesday", "rsday", "day", "urday", "day"];

/// The years that a two-digit year may lie in the future.
const MAX_YEARS_AHEAD: u32 = 50;

impl Rest<'_> {
    /// Parses `Sun, 06 Nov 1994 08:49:37 GMT`, and the obsolete forms
    /// `Sunday, 06-Nov-94 08:49:37 GMT` (RFC 850) and `Sun Nov  6 08:49:37 1994` (asctime).
    pub(super) fn http_date(mut self) -> Option<Local> {
        let weekday = self.name(&WEEKDAYS)?;
        if self.literal(b", ").is_some() {
            self.imf_fixdate()
        } else if self.literal(b" ").is_some() {
            self.asctime()
        } else {
            self.0 = self.0.strip_prefix(ENDINGS.get(weekday as usize)?.as_bytes())?;
            self.literal(b", ")?;
            self.rfc_850(now()?)
        }
    }

    fn imf_fixdate(mut self) -> Option<Local> {
        let day = self.digits::<2>()?;
        self.literal(b" ")?;
        let month = self.name(&MONTHS)? + 1;
        self.literal(b" ")?;
        let year = self.digits::<4>()?;
        self.literal(b" ")?;
        let clock = self.clock()?;
        self.literal(b" GMT")?;
        self.end()?;
        Some(Local {
            year,
            month,
            day,
            clock,
        })
    }

    #[inline(never)]
    fn asctime(mut self) -> Option<Local> {
        let month = self.name(&MONTHS)? + 1;
        self.literal(b" ")?;
        let day = match self.literal(b" ") {
            Some(()) => self.digits::<1>()?,
            None => self.digits::<2>()?,
        };
        self.literal(b" ")?;
        let clock = self.clock()?;
        self.literal(b" ")?;
        let year = self.digits::<4>()?;
        self.end()?;
        Some(Local {
            year,
            month,
            day,
            clock,
        })
    }

    /// Parses the rest of a date with a two-digit year: the last such year that is at most fifty
    /// years ahead of now.
    #[inline(never)]
    pub(super) fn rfc_850(mut self, now: Civil) -> Option<Local> {
        let day = self.digits::<2>()?;
        self.literal(b"-")?;
        let month = self.name(&MONTHS)? + 1;
        self.literal(b"-")?;
        let of_century = self.digits::<2>()?;
        self.literal(b" ")?;
        let clock = self.clock()?;
        self.literal(b" GMT")?;
        self.end()?;
        let last = now.year + MAX_YEARS_AHEAD;
        let mut year = last - (last - of_century) % 100;
        let time = (month, day, clock.hour, clock.minute, clock.second);
        if year == last && time > (now.month, now.day, now.hour, now.minute, now.second) {
            year -= 100;
        }
        Some(Local {
            year,
            month,
            day,
            clock,
        })
    }
}

/// Returns the current time; `None` where there is no clock.
fn now() -> Option<Civil> {
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        return None;
    }
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Civil::from_epoch(i64::try_from(since_epoch.as_secs()).ok()?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn two_digit_years_are_at_most_fifty_years_ahead() {
        let year = |now: (u32, u32, u32), text: &str| {
            let now = Civil {
                year: now.0,
                month: now.1,
                day: now.2,
                hour: 12,
                minute: 0,
                second: 0,
                weekday: 0,
            };
            Rest(text.as_bytes()).rfc_850(now).unwrap().year
        };
        for (now, text, expected) in [
            ((2026, 11, 28), "06-Nov-94 08:49:37 GMT", 1994),
            ((2026, 11, 28), "06-Nov-26 08:49:37 GMT", 2026),
            ((2026, 11, 28), "28-Nov-76 12:00:00 GMT", 2076),
            ((2026, 11, 28), "28-Nov-76 12:00:01 GMT", 1976),
            ((2026, 11, 28), "01-Jan-77 00:00:00 GMT", 1977),
            ((2026, 11, 28), "31-Dec-75 23:59:59 GMT", 2075),
            ((1999, 12, 31), "01-Jan-00 00:00:00 GMT", 2000),
            ((2000, 1, 1), "31-Dec-99 23:59:59 GMT", 1999),
            ((2060, 6, 1), "01-Jan-05 00:00:00 GMT", 2105),
            ((2060, 6, 1), "01-Jan-11 00:00:00 GMT", 2011),
        ] {
            assert_eq!(year(now, text), expected, "{now:?} {text}");
        }
    }
}
