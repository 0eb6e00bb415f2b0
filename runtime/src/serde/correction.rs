//! The values that stand in for required members that a response lacks.

use std::collections::HashMap;
use std::hash::Hash;

use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document};

/// A type with a value for a required member that a response lacks (Smithy 2.0, client error
/// correction).
pub trait ErrorCorrection {
    /// Zero, empty, false, the epoch; for structures, the structure of such values.
    fn corrected() -> Self;
}

/// Returns the value, or the one that stands in for it.
#[inline]
pub fn or_corrected<T: ErrorCorrection>(value: Option<T>) -> T {
    value.unwrap_or_else(T::corrected)
}

macro_rules! correct_to_default {
    ($($target:ty)*) => {$(
        impl ErrorCorrection for $target {
            #[inline]
            fn corrected() -> Self {
                Self::default()
            }
        }
    )*};
}

correct_to_default!(bool i8 i16 i32 i64 f32 f64 String Blob Document BigInteger BigDecimal);

impl ErrorCorrection for DateTime {
    #[inline]
    fn corrected() -> Self {
        Self::from_secs(0)
    }
}

impl<T> ErrorCorrection for Option<T> {
    #[inline]
    fn corrected() -> Self {
        None
    }
}

impl<T: ErrorCorrection> ErrorCorrection for Box<T> {
    #[inline]
    fn corrected() -> Self {
        Self::new(T::corrected())
    }
}

impl<T> ErrorCorrection for Vec<T> {
    #[inline]
    fn corrected() -> Self {
        Self::new()
    }
}

impl<K: Eq + Hash, T> ErrorCorrection for HashMap<K, T> {
    #[inline]
    fn corrected() -> Self {
        Self::new()
    }
}
