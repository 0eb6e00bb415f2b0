//! The numbers of a document.

use std::fmt;

/// A JSON number: an integer of 64 bits or a double.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer that is not negative.
    PosInt(u64),
    /// A negative integer.
    NegInt(i64),
    /// A number with a fraction, or one that does not fit into 64 bits.
    Float(f64),
}

impl Number {
    /// Returns the nearest double.
    pub fn to_f64_lossy(self) -> f64 {
        match self {
            Self::PosInt(value) => value as f64,
            Self::NegInt(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    /// Returns the nearest float.
    pub fn to_f32_lossy(self) -> f32 {
        match self {
            Self::PosInt(value) => value as f32,
            Self::NegInt(value) => value as f32,
            Self::Float(value) => value as f32,
        }
    }

    /// Returns the integer that it equals, if there is one.
    fn to_integer(self) -> Option<i128> {
        match self {
            Self::PosInt(value) => Some(i128::from(value)),
            Self::NegInt(value) => Some(i128::from(value)),
            // Larger values are out of the range of every target type.
            Self::Float(value) if value.trunc() == value && value.abs() < 1e30 => Some(value as i128),
            Self::Float(_) => None,
        }
    }
}

impl From<u64> for Number {
    #[inline]
    fn from(value: u64) -> Self {
        Self::PosInt(value)
    }
}

impl From<i64> for Number {
    #[inline]
    fn from(value: i64) -> Self {
        u64::try_from(value).map_or(Self::NegInt(value), Self::PosInt)
    }
}

impl From<f64> for Number {
    #[inline]
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

/// The error of a number that the target type cannot represent.
#[derive(Debug)]
pub struct TryFromNumberError {
    number: Number,
    target: &'static str,
}

impl fmt::Display for TryFromNumberError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, target } = self;
        match number {
            Number::PosInt(value) => write!(f, "{value} cannot be represented as {target}"),
            Number::NegInt(value) => write!(f, "{value} cannot be represented as {target}"),
            Number::Float(value) => write!(f, "{value:?} cannot be represented as {target}"),
        }
    }
}

impl std::error::Error for TryFromNumberError {}

macro_rules! try_into_integer {
    ($($target:ident)*) => {$(
        impl TryFrom<Number> for $target {
            type Error = TryFromNumberError;

            fn try_from(number: Number) -> Result<Self, Self::Error> {
                number
                    .to_integer()
                    .and_then(|value| Self::try_from(value).ok())
                    .ok_or(TryFromNumberError { number, target: stringify!($target) })
            }
        }
    )*};
}

try_into_integer!(u8 u16 u32 u64 i8 i16 i32 i64);

impl TryFrom<Number> for f64 {
    type Error = TryFromNumberError;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        let value = number.to_f64_lossy();
        let exact = match number {
            Number::Float(_) => true,
            // Compared as i128, because a cast back to 64 bits saturates and would hide the
            // difference.
            integer => integer.to_integer() == Some(value as i128),
        };
        exact
            .then_some(value)
            .ok_or(TryFromNumberError { number, target: "f64" })
    }
}

impl TryFrom<Number> for f32 {
    type Error = TryFromNumberError;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        let value = number.to_f32_lossy();
        let exact = match number {
            Number::Float(double) => f64::from(value) == double || double.is_nan(),
            integer => integer.to_integer() == Some(value as i128),
        };
        exact
            .then_some(value)
            .ok_or(TryFromNumberError { number, target: "f32" })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn converts_what_is_equal_and_nothing_else() {
        assert_eq!(i8::try_from(Number::NegInt(-128)).unwrap(), -128);
        assert!(i8::try_from(Number::PosInt(128)).is_err());
        assert_eq!(u64::try_from(Number::PosInt(u64::MAX)).unwrap(), u64::MAX);
        assert_eq!(u8::try_from(Number::Float(25.0)).unwrap(), 25);
        for float in [25.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
            assert!(i64::try_from(Number::Float(float)).is_err(), "{float}");
        }
        assert!(u32::try_from(Number::NegInt(-1)).is_err());
        assert_eq!(f64::try_from(Number::PosInt(1 << 53)).unwrap(), 9_007_199_254_740_992.0);
        assert!(f64::try_from(Number::PosInt((1 << 53) + 1)).is_err());
        assert!(f64::try_from(Number::PosInt(u64::MAX)).is_err());
        assert_eq!(f32::try_from(Number::Float(0.5)).unwrap(), 0.5);
        assert!(f32::try_from(Number::Float(0.1)).is_err());
        assert_eq!(
            i8::try_from(Number::PosInt(300)).unwrap_err().to_string(),
            "300 cannot be represented as i8"
        );
    }
}
