//! Converts JSON numbers to integers, and big numbers to JSON.

use std::fmt::{Arguments, Write};

/// The integer that a JSON number's text equals: `12`, `1.0` and `1e3` are integers, `1.5` is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Integer {
    Exact(i64),
    /// An integer that does not fit into 64 bits.
    TooLarge,
    Fraction,
}

/// Returns the integer of a text that follows JSON's grammar.
pub(super) fn integer(text: &str) -> Integer {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (coefficient, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = coefficient.split_once('.').unwrap_or((coefficient, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = || whole.bytes().chain(fraction.bytes());
    if digits().all(|digit| digit == b'0') {
        return Integer::Exact(0);
    }
    // An exponent that does not parse has too many digits for 64 bits.
    let exponent: i64 = match (exponent.parse(), exponent.starts_with('-')) {
        (Ok(exponent), _) => exponent,
        (Err(_), true) => return Integer::Fraction,
        (Err(_), false) => return Integer::TooLarge,
    };
    let power = exponent.saturating_sub(fraction.len() as i64);
    let trailing_zeros = digits().rev().take_while(|digit| *digit == b'0').count() as i64;
    if power < -trailing_zeros {
        return Integer::Fraction;
    }
    let kept = (whole.len() + fraction.len()) as i64 + power.min(0);
    let mut value = 0_i128;
    for digit in digits().take(usize::try_from(kept).unwrap_or(0)) {
        value = value * 10 + i128::from(digit - b'0');
        if value > i128::from(u64::MAX) {
            return Integer::TooLarge;
        }
    }
    let scaled = u32::try_from(power.max(0))
        .ok()
        .and_then(|power| 10_i128.checked_pow(power));
    let signed = scaled.and_then(|scale| value.checked_mul(if negative { -scale } else { scale }));
    match signed.and_then(|value| i64::try_from(value).ok()) {
        Some(value) => Integer::Exact(value),
        None => Integer::TooLarge,
    }
}

/// Appends a big number's text by JSON's grammar: no leading plus, no leading zeros, digits around
/// a point.
pub(super) fn write_big(out: &mut String, text: &str) {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if text.starts_with('-') {
        out.push('-');
    }
    let (coefficient, exponent) = unsigned.split_at(unsigned.find(['e', 'E']).unwrap_or(unsigned.len()));
    let (whole, fraction) = coefficient.split_once('.').unwrap_or((coefficient, ""));
    let significant = whole.trim_start_matches('0');
    out.push_str(if significant.is_empty() { "0" } else { significant });
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out.push_str(exponent);
}

/// Appends a double, or its name in quotes if it is not finite.
pub(super) fn double(out: &mut String, value: f64) {
    match value.is_finite() {
        // The form of `Debug` has an exponent where that is shorter, and reads back as the same
        // value.
        true => print(out, format_args!("{value:?}")),
        false => not_finite(out, value),
    }
}

pub(super) fn not_finite(out: &mut String, value: f64) {
    out.push_str(match (value.is_nan(), value > 0.0) {
        (true, _) => "\"NaN\"",
        (false, true) => "\"Infinity\"",
        (false, false) => "\"-Infinity\"",
    });
}

pub(super) fn print(out: &mut String, value: Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_by_value_not_by_spelling() {
        let max = i64::MAX;
        let min = i64::MIN;
        for (text, expected) in [
            ("0", Integer::Exact(0)),
            ("-0.0e99999999999999999999", Integer::Exact(0)),
            ("1.0", Integer::Exact(1)),
            ("1e3", Integer::Exact(1000)),
            ("-1.50E1", Integer::Exact(-15)),
            ("100e-2", Integer::Exact(1)),
            ("1200.00e-2", Integer::Exact(12)),
            ("9223372036854775807.0", Integer::Exact(max)),
            ("-9223372036854775808.0", Integer::Exact(min)),
            ("9223372036854775808.0", Integer::TooLarge),
            ("1e19", Integer::TooLarge),
            ("1e99999999999999999999", Integer::TooLarge),
            ("1.5", Integer::Fraction),
            ("15e-1", Integer::Fraction),
            ("1e-99999999999999999999", Integer::Fraction),
        ] {
            assert_eq!(integer(text), expected, "{text}");
        }
        let long = format!("1{}.0", "0".repeat(100_000));
        assert_eq!(integer(&long), Integer::TooLarge);
        assert_eq!(integer(&format!("1{}e-100000", "0".repeat(100_000))), Integer::Exact(1));
    }

    #[test]
    fn big_numbers_become_json() {
        for (text, expected) in [
            ("00123", "123"),
            ("-000", "-0"),
            ("+5", "5"),
            (".5", "0.5"),
            ("-.5e+3", "-0.5e+3"),
            ("5.", "5"),
            ("1.230E-10", "1.230E-10"),
        ] {
            let mut out = String::new();
            write_big(&mut out, text);
            assert_eq!(out, expected);
        }
    }
}
