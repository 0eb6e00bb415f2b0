//! Parses timestamps.

mod http_date;

use super::local::{Clock, Local};
use super::{DateTime, InvalidTimestamp, NANOS_PER_SECOND};

const NOT_RFC3339: InvalidTimestamp = InvalidTimestamp("expected the form 2019-12-16T23:48:18Z");
const NOT_HTTP_DATE: InvalidTimestamp = InvalidTimestamp("expected the form Mon, 16 Dec 2019 23:48:18 GMT");
const NOT_SECONDS: InvalidTimestamp = InvalidTimestamp("expected seconds since the epoch, as 1576540098.52");
const OFFSET: InvalidTimestamp = InvalidTimestamp("expected UTC (Z), found another offset");
const NO_SUCH_TIME: InvalidTimestamp = InvalidTimestamp("no such day or time of day");
const OUT_OF_RANGE: InvalidTimestamp = InvalidTimestamp("the year is out of range");

pub(super) fn rfc3339(text: &str, offsets: bool) -> Result<DateTime, InvalidTimestamp> {
    match in_utc(text.as_bytes()) {
        Some(local) => local.at(0).ok_or(NO_SUCH_TIME),
        None => any_rfc3339(text, offsets),
    }
}

#[inline(never)]
fn any_rfc3339(text: &str, offsets: bool) -> Result<DateTime, InvalidTimestamp> {
    let (local, offset) = Rest(text.as_bytes()).rfc3339().ok_or(NOT_RFC3339)?;
    if offset.is_some() && !offsets {
        return Err(OFFSET);
    }
    local.at(offset.unwrap_or(0)).ok_or(NO_SUCH_TIME)
}

/// Parses the form that services send, `2019-12-16T23:48:18Z` with a fraction of up to nine digits,
/// several bytes at a time.
#[inline(always)]
fn in_utc(text: &[u8]) -> Option<Local> {
    let (time, rest) = text.split_first_chunk()?;
    let nanos = match rest {
        [b'Z'] => 0,
        [b'.', fraction @ .., b'Z'] => nanos(fraction)?,
        _ => return None,
    };
    to_the_second(time, nanos)
}

/// Parses the text, in UTC with seconds or milliseconds, and the quote that a payload begins with.
#[inline(never)]
pub(super) fn start(payload: &[u8; 32]) -> Option<(DateTime, usize)> {
    let (time, rest) = payload.split_first_chunk()?;
    let (nanos, length) = match rest {
        [b'Z', b'"', ..] => (0, 20),
        [b'.', fraction @ .., b'Z', b'"', _, _, _, _, _, _, _] if fraction.len() == 3 => (nanos(fraction)?, 24),
        _ => return None,
    };
    Some((to_the_second(time, nanos)?.at(0)?, length))
}

#[inline(always)]
fn to_the_second(time: &[u8; 19], nanos: u32) -> Option<Local> {
    // The last words overlap, because the text does not have a multiple of eight bytes.
    let [century, _, year, _, _, month, ..] = pairs(time.first_chunk()?, b"0000-00-")?;
    let [day, ..] = pairs(time[8..].first_chunk()?, b"00T00:00")?;
    let [hour, _, _, minute, _, _, second, _] = pairs(time.last_chunk()?, b"00:00:00")?;
    Some(Local {
        year: u32::from(century) * 100 + u32::from(year),
        month: month.into(),
        day: day.into(),
        clock: Clock {
            hour: hour.into(),
            minute: minute.into(),
            second: second.into(),
            nanos,
        },
    })
}

/// Returns the two-digit number at each byte, if the text has this form: a digit for each zero of
/// the form, and otherwise the same bytes.
#[inline]
fn pairs(text: &[u8; 8], form: &[u8; 8]) -> Option<[u8; 8]> {
    const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
    // Digits become their values, and equal bytes become zero.
    let values = u64::from_le_bytes(*text) ^ u64::from_le_bytes(*form);
    // This addend sets the high bit of each byte that is too large.
    let excess = u64::from_le_bytes(form.map(|byte| if byte == b'0' { 0x80 - 10 } else { 0x80 - 1 }));
    if (values | values.wrapping_add(excess)) & HIGH_BITS != 0 {
        return None;
    }
    Some((values * 10 + (values >> 8)).to_le_bytes())
}

/// Returns the nanoseconds of a fraction with one to nine digits.
fn nanos(fraction: &[u8]) -> Option<u32> {
    const SCALES: [u32; 9] = [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
    let scale = SCALES.get(fraction.len().checked_sub(1)?)?;
    let mut value = 0;
    for byte in fraction {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u32::from(byte & 0xf);
    }
    Some(value * scale)
}

pub(super) fn http_date(text: &str) -> Result<DateTime, InvalidTimestamp> {
    let local = Rest(text.trim().as_bytes()).http_date().ok_or(NOT_HTTP_DATE)?;
    local.at(0).ok_or(NO_SUCH_TIME)
}

/// Parses decimal digits with an optional sign, fraction and exponent; digits below a nanosecond
/// are dropped.
pub(super) fn epoch_seconds(text: &str) -> Result<DateTime, InvalidTimestamp> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let mut rest = Rest(unsigned);
    let whole = rest.run_of_digits().ok_or(NOT_SECONDS)?;
    let fraction = match rest.literal(b".") {
        Some(()) => rest.run_of_digits().ok_or(NOT_SECONDS)?,
        None => &[],
    };
    let exponent = match rest.literal(b"e").or_else(|| rest.literal(b"E")) {
        Some(()) => rest.exponent().ok_or(NOT_SECONDS)?,
        None => 0,
    };
    rest.end().ok_or(NOT_SECONDS)?;
    let nanos = scaled(whole, fraction, exponent.saturating_add(9)).ok_or(OUT_OF_RANGE)?;
    DateTime::from_nanos(if negative { -nanos } else { nanos }).map_err(|_| OUT_OF_RANGE)
}

/// Returns the whole part of `whole.fraction` times ten to the `power`, if it has less than 39
/// digits.
fn scaled(whole: &[u8], fraction: &[u8], power: i64) -> Option<i128> {
    let keep = usize::try_from((whole.len() as i64).saturating_add(power)).unwrap_or(0);
    let whole = whole.get(..keep).unwrap_or(whole);
    let rest = keep - whole.len();
    let fraction = fraction.get(..rest).unwrap_or(fraction);
    let zeros = rest - fraction.len();
    if keep < 20 {
        // The fast path for all realistic input: 19 digits fit into 64 bits.
        let mut value = 0_u64;
        for digits in [whole, fraction] {
            for digit in digits {
                value = value * 10 + u64::from(digit - b'0');
            }
        }
        for _ in 0..zeros {
            value *= 10;
        }
        return Some(i128::from(value));
    }
    let mut value = 0_i128;
    for digits in [whole, fraction] {
        for digit in digits {
            value = value.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
        }
    }
    match value {
        0 => Some(0),
        _ => value.checked_mul(10_i128.checked_pow(u32::try_from(zeros).ok()?)?),
    }
}

/// The remaining bytes.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn rfc3339(mut self) -> Option<(Local, Option<i64>)> {
        let year = self.digits::<4>()?;
        self.literal(b"-")?;
        let month = self.digits::<2>()?;
        self.literal(b"-")?;
        let day = self.digits::<2>()?;
        self.literal(b"T").or_else(|| self.literal(b"t"))?;
        let clock = self.clock()?;
        let offset = self.offset()?;
        self.end()?;
        Some((
            Local {
                year,
                month,
                day,
                clock,
            },
            offset,
        ))
    }

    fn clock(&mut self) -> Option<Clock> {
        let hour = self.digits::<2>()?;
        self.literal(b":")?;
        let minute = self.digits::<2>()?;
        self.literal(b":")?;
        let second = self.digits::<2>()?;
        let nanos = match self.literal(b".") {
            Some(()) => scaled(b"", self.run_of_digits()?, 9)? as u32,
            None => 0,
        };
        debug_assert!(nanos < NANOS_PER_SECOND);
        Some(Clock {
            hour,
            minute,
            second,
            nanos,
        })
    }

    /// Parses an offset: the seconds ahead of UTC, or `None` for `Z`.
    fn offset(&mut self) -> Option<Option<i64>> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        let sign = match first {
            b'Z' | b'z' => return Some(None),
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let hours = self.digits::<2>().filter(|hours| *hours < 24)?;
        self.literal(b":")?;
        let minutes = self.digits::<2>().filter(|minutes| *minutes < 60)?;
        Some(Some(sign * i64::from(hours * 3600 + minutes * 60)))
    }

    /// Parses the exponent after the `e`; it saturates at 64 bits.
    fn exponent(&mut self) -> Option<i64> {
        let negative = self.literal(b"-").is_some();
        if !negative {
            let _ = self.literal(b"+");
        }
        let mut magnitude = 0_i64;
        for digit in self.run_of_digits()? {
            magnitude = magnitude.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
        }
        Some(if negative { -magnitude } else { magnitude })
    }

    #[inline]
    fn literal<const LENGTH: usize>(&mut self, expected: &[u8; LENGTH]) -> Option<()> {
        let (found, rest) = self.0.split_first_chunk()?;
        if found != expected {
            return None;
        }
        self.0 = rest;
        Some(())
    }

    #[inline]
    fn digits<const COUNT: usize>(&mut self) -> Option<u32> {
        let (digits, rest) = self.0.split_first_chunk::<COUNT>()?;
        self.0 = rest;
        let mut value = 0;
        for digit in digits {
            match digit {
                b'0'..=b'9' => value = value * 10 + u32::from(digit - b'0'),
                _ => return None,
            }
        }
        Some(value)
    }

    fn run_of_digits(&mut self) -> Option<&'a [u8]> {
        let mut end = 0;
        while self.0.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
        let (digits, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        (end > 0).then_some(digits)
    }

    fn name(&mut self, names: &[&str]) -> Option<u32> {
        let (name, rest) = self.0.split_at_checked(3)?;
        self.0 = rest;
        for (index, candidate) in names.iter().enumerate() {
            if candidate.as_bytes() == name {
                return u32::try_from(index).ok();
            }
        }
        None
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}
