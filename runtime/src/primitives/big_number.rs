//! Numbers of any size, as text. Programs convert them to the types of their arithmetic library.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// The error for a text that is not a big number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BigNumberError {
    /// The text does not have the form of the number.
    InvalidFormat(String),
    /// The exponent of the number does not fit into 64 bits.
    ExponentOutOfRange(String),
}

impl fmt::Display for BigNumberError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidFormat(text) => write!(f, "{text:?} is not a number of the expected form"),
            Self::ExponentOutOfRange(text) => write!(f, "the exponent of {text:?} is out of range"),
        }
    }
}

impl std::error::Error for BigNumberError {}

/// An integer of any size. It preserves its digits: an optional `-`, then digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BigInteger(String);

impl FromStr for BigInteger {
    type Err = BigNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match is_digits(text.strip_prefix('-').unwrap_or(text)) {
            true => Ok(Self(text.to_owned())),
            false => Err(BigNumberError::InvalidFormat(text.to_owned())),
        }
    }
}

impl Default for BigInteger {
    #[inline]
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl AsRef<str> for BigInteger {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BigInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A decimal number of any size. It preserves its digits: an optional sign, digits with at most one
/// point among them or at either end, and an optional exponent.
///
/// Two are equal if they have the same value: `1e2` equals `100.0`.
#[derive(Clone, Debug)]
pub struct BigDecimal(String);

impl BigDecimal {
    #[inline]
    fn value(&self) -> DecimalValue {
        let (negative, text) = match self.0.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, self.0.as_str()),
        };
        let (coefficient, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let fraction = coefficient.split_once('.').map_or("", |(_, fraction)| fraction);
        let digits: String = coefficient.chars().filter(char::is_ascii_digit).collect();
        let significant = digits.trim_end_matches('0');
        let last_place = exponent.parse().unwrap_or(0) - fraction.len() as i128;
        let significant_place = last_place + (digits.len() - significant.len()) as i128;
        let significant = significant.trim_start_matches('0');
        match significant {
            "" => DecimalValue::default(),
            _ => DecimalValue {
                negative,
                digits: significant.to_owned(),
                exponent: significant_place,
            },
        }
    }
}

/// The canonical form of a value: digits without leading and trailing zeros, times a power of ten.
#[derive(Default, PartialEq, Eq, Hash)]
struct DecimalValue {
    negative: bool,
    digits: String,
    exponent: i128,
}

impl FromStr for BigDecimal {
    type Err = BigNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || BigNumberError::InvalidFormat(text.to_owned());
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let coefficient = match unsigned.split_once(['e', 'E']) {
            None => unsigned,
            Some((coefficient, exponent)) => {
                if !is_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)) {
                    return Err(invalid());
                }
                if exponent.parse::<i64>().is_err() {
                    return Err(BigNumberError::ExponentOutOfRange(text.to_owned()));
                }
                coefficient
            }
        };
        let valid = match coefficient.split_once('.') {
            None => is_digits(coefficient),
            Some(("", fraction)) => is_digits(fraction),
            Some((whole, fraction)) => is_digits(whole) && (fraction.is_empty() || is_digits(fraction)),
        };
        match valid {
            true => Ok(Self(text.to_owned())),
            false => Err(invalid()),
        }
    }
}

impl PartialEq for BigDecimal {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.value() == other.value()
    }
}

impl Eq for BigDecimal {}

impl Hash for BigDecimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value().hash(state);
    }
}

impl Default for BigDecimal {
    #[inline]
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl AsRef<str> for BigDecimal {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BigDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn integers_are_a_sign_and_digits() {
        for valid in ["0", "-12", "00123", "123456789012345678901234567890"] {
            assert_eq!(valid.parse::<BigInteger>().unwrap().as_ref(), valid);
        }
        for invalid in ["", "-", "+1", "--5", "1.0", "1e3", " 1", "٣"] {
            assert!(invalid.parse::<BigInteger>().is_err(), "{invalid:?}");
        }
    }

    #[test]
    fn decimals_have_a_point_and_an_exponent_at_most() {
        for valid in ["0", "-12.50", "+5", ".5", "5.", "-.5", "1.23E-10", "1e+3", "00123"] {
            assert_eq!(valid.parse::<BigDecimal>().unwrap().to_string(), valid);
        }
        for invalid in [
            "", "-", ".", "1.2.3", "--5", "1e", "e10", "1e1.5", "1e--1", "NaN", "5.e", "1_0",
        ] {
            assert!(invalid.parse::<BigDecimal>().is_err(), "{invalid:?}");
        }
        assert!(matches!(
            "1e9223372036854775808".parse::<BigDecimal>(),
            Err(BigNumberError::ExponentOutOfRange(_))
        ));
    }

    #[test]
    fn decimals_are_equal_by_value() {
        let decimal = |text: &str| text.parse::<BigDecimal>().unwrap();
        for (left, right) in [
            ("1e2", "100.00"),
            ("-0.0", "0"),
            ("+5", "5."),
            (".5", "50e-2"),
            ("0e9", "0"),
        ] {
            assert_eq!(decimal(left), decimal(right));
        }
        for (left, right) in [
            ("1.5", "-1.5"),
            ("105", "15"),
            ("1e2", "1e3"),
            ("1e-9223372036854775808", "0"),
        ] {
            assert_ne!(decimal(left), decimal(right));
        }
    }
}
