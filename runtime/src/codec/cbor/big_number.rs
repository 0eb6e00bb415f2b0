//! Numbers of any size: decimal text in memory, bytes in CBOR.

use minicbor::Encoder;
use minicbor::data::Int;

use super::{items, tags};

/// Writes an integer in decimal digits: as an integer if it has at most 64 bits, else as its bytes.
/// Returns whether the text is an integer.
pub(super) fn write_integer(out: &mut Encoder<Vec<u8>>, text: &str) -> bool {
    let short: Option<Int> = text.parse::<i128>().ok().and_then(|value| Int::try_from(value).ok());
    if let Some(value) = short {
        items::int(out, value);
        return true;
    }
    let (is_negative, digits) = sign(text);
    let Some(mut magnitude) = from_decimal(digits) else {
        return false;
    };
    if is_negative {
        decrement(&mut magnitude);
    }
    items::tag(
        out,
        match is_negative {
            true => tags::NEGATIVE_BIG_NUMBER,
            false => tags::POSITIVE_BIG_NUMBER,
        },
    );
    items::bytes(out, &magnitude);
    true
}

/// Writes a decimal number as exponent and mantissa. Returns whether the text is a number.
pub(super) fn write_decimal(out: &mut Encoder<Vec<u8>>, text: &str) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let scale = i64::try_from(fraction.len()).ok();
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i64>().ok();
    let (Some(scale), Some(exponent)) = (scale, exponent) else {
        return false;
    };
    items::tag(out, tags::DECIMAL);
    items::array(out, 2);
    items::integer(out, exponent.saturating_sub(scale));
    write_integer(out, &format!("{whole}{fraction}"))
}

/// Returns the decimal digits of the bytes of an integer; `is_negative` says that they are those of
/// -1 - n.
pub(super) fn integer_text(bytes: &[u8], is_negative: bool) -> String {
    let mut magnitude = bytes.to_vec();
    if is_negative {
        increment(&mut magnitude);
    }
    let digits = to_decimal(magnitude);
    match is_negative {
        true => format!("-{digits}"),
        false => digits,
    }
}

/// Returns a decimal number as text, from its mantissa in digits and its exponent.
pub(super) fn decimal_text(mantissa: &str, exponent: i64) -> String {
    let (is_negative, digits) = sign(mantissa);
    let sign = if is_negative { "-" } else { "" };
    let scale = usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX);
    match exponent {
        0 => mantissa.to_owned(),
        // Zeros are written out up to a readable length; beyond it, an exponent is used.
        ..0 if scale < digits.len() => {
            let (whole, fraction) = digits.split_at(digits.len() - scale);
            format!("{sign}{whole}.{fraction}")
        }
        ..0 if scale <= digits.len() + 6 => format!("{sign}0.{}{digits}", "0".repeat(scale - digits.len())),
        _ => format!("{mantissa}e{exponent}"),
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Returns the big-endian bytes of decimal digits.
fn from_decimal(digits: &str) -> Option<Vec<u8>> {
    if digits.is_empty() {
        return None;
    }
    let mut little_endian: Vec<u8> = Vec::new();
    for digit in digits.chars() {
        let mut carry = digit.to_digit(10)?;
        for byte in &mut little_endian {
            let value = u32::from(*byte) * 10 + carry;
            [*byte, ..] = value.to_le_bytes();
            carry = value >> 8;
        }
        if carry > 0 {
            little_endian.extend(u8::try_from(carry));
        }
    }
    little_endian.reverse();
    Some(little_endian)
}

/// Returns the decimal digits of big-endian bytes.
fn to_decimal(mut bytes: Vec<u8>) -> String {
    let mut digits = Vec::new();
    while bytes.iter().any(|byte| *byte != 0) {
        let mut rest = 0;
        for byte in &mut bytes {
            let value = rest * 256 + u32::from(*byte);
            [*byte, ..] = (value / 10).to_le_bytes();
            rest = value % 10;
        }
        digits.extend(char::from_digit(rest, 10));
    }
    if digits.is_empty() {
        digits.push('0');
    }
    digits.iter().rev().collect()
}

/// Subtracts one from big-endian bytes that are not zero.
fn decrement(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().rev() {
        let (value, borrows) = byte.overflowing_sub(1);
        *byte = value;
        if !borrows {
            return;
        }
    }
}

/// Adds one to big-endian bytes.
fn increment(bytes: &mut Vec<u8>) {
    for byte in bytes.iter_mut().rev() {
        let (value, carries) = byte.overflowing_add(1);
        *byte = value;
        if !carries {
            return;
        }
    }
    bytes.insert(0, 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_any_size_are_bytes_and_back() {
        for digits in [
            "0",
            "1",
            "255",
            "256",
            "18446744073709551616",
            "340282366920938463463374607431768211456",
        ] {
            let bytes = from_decimal(digits).unwrap_or_default();
            assert_eq!(to_decimal(bytes), digits);
        }
        assert_eq!(from_decimal("12x"), None);
        assert_eq!(from_decimal(""), None);
        // RFC 8949, appendix A: -18446744073709551617 is 0xc349010000000000000000.
        assert_eq!(
            integer_text(&[1, 0, 0, 0, 0, 0, 0, 0, 0], true),
            "-18446744073709551617"
        );
        assert_eq!(integer_text(&[255], true), "-256");
    }

    #[test]
    fn decimals_have_the_form_that_people_write() {
        let cases = [
            ("27315", -2, "273.15"),
            ("-27315", -2, "-273.15"),
            ("5", -3, "0.005"),
            ("5", 0, "5"),
            ("5", 40, "5e40"),
            ("5", -400, "5e-400"),
        ];
        for (mantissa, exponent, expected) in cases {
            assert_eq!(decimal_text(mantissa, exponent), expected);
        }
    }
}
