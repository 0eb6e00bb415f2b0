//! Formats timestamps.

use super::civil::Civil;
use super::{DateTime, OutOfCalendar};

pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub(super) const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

pub(super) fn rfc3339(time: &DateTime, out: &mut String) -> Result<(), OutOfCalendar> {
    let civil = civil(time)?;
    year(out, civil);
    out.push('-');
    two_digits(out, civil.month);
    out.push('-');
    two_digits(out, civil.day);
    out.push('T');
    clock(out, civil);
    fraction(out, time.subsec_nanos());
    out.push('Z');
    Ok(())
}

pub(super) fn http_date(time: &DateTime, out: &mut String) -> Result<(), OutOfCalendar> {
    let civil = civil(time)?;
    out.push_str(WEEKDAYS.get(civil.weekday).copied().unwrap_or_default());
    out.push_str(", ");
    two_digits(out, civil.day);
    out.push(' ');
    let month = MONTHS.get(civil.month as usize - 1);
    out.push_str(month.copied().unwrap_or_default());
    out.push(' ');
    year(out, civil);
    out.push(' ');
    clock(out, civil);
    out.push_str(" GMT");
    Ok(())
}

pub(super) fn epoch_seconds(time: &DateTime, out: &mut String) {
    // Sign and magnitude: -0.25 is stored as the second -1 and 750,000,000 nanoseconds.
    let nanos = time.as_nanos();
    if nanos < 0 {
        out.push('-');
    }
    let magnitude = nanos.unsigned_abs();
    let per_second = u128::from(super::NANOS_PER_SECOND);
    out.push_str(&(magnitude / per_second).to_string());
    fraction(out, (magnitude % per_second) as u32);
}

fn civil(time: &DateTime) -> Result<Civil, OutOfCalendar> {
    let seconds = time.secs();
    Civil::from_epoch(seconds).ok_or(OutOfCalendar { seconds })
}

fn clock(out: &mut String, civil: Civil) {
    two_digits(out, civil.hour);
    out.push(':');
    two_digits(out, civil.minute);
    out.push(':');
    two_digits(out, civil.second);
}

fn year(out: &mut String, civil: Civil) {
    // The year is between 1 and 9999, so each half has two digits.
    two_digits(out, civil.year / 100);
    two_digits(out, civil.year % 100);
}

fn two_digits(out: &mut String, value: u32) {
    out.push(char::from(b'0' + value as u8 / 10));
    out.push(char::from(b'0' + value as u8 % 10));
}

fn fraction(out: &mut String, nanos: u32) {
    if nanos == 0 {
        return;
    }
    let mut digits = [0; 9];
    let mut rest = nanos;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let mut digits = &digits[..];
    while let Some(significant) = digits.strip_suffix(b"0") {
        digits = significant;
    }
    out.push('.');
    for digit in digits {
        out.push(char::from(*digit));
    }
}
