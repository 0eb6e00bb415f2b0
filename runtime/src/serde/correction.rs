//! Client error correction: the values of required members that a response lacks.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Absent, SerializeShape};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document};
use crate::schema::{MemberTraits, Schema};

/// A type with a value for a required member that a response lacks (Smithy 2.0, client error
/// correction).
pub trait ErrorCorrection {
    /// Returns zero, empty, false or the epoch; for structures, the structure of such values.
    fn corrected() -> Self;
}

/// Returns the value, or the corrected one if there is none.
#[inline]
pub fn or_corrected<T: ErrorCorrection>(value: Option<T>) -> T {
    value.unwrap_or_else(T::corrected)
}

/// The required members of a structure that a response lacked. The structure has corrected values
/// for them, which do not come from the service and are not sent to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CorrectedMembers(u64);

impl CorrectedMembers {
    /// All required members.
    pub const ALL: Self = Self(u64::MAX);

    /// Returns the members that a response lacked, given for each required member whether it did.
    /// Only the first 64 required members are recorded; later ones count as present.
    pub fn of(lacked: &[bool]) -> Self {
        let bits = lacked.iter().zip(0..64).map(|(lacked, at)| u64::from(*lacked) << at);
        Self(bits.fold(0, |all, bit| all | bit))
    }

    /// Returns whether there are any.
    #[inline]
    pub fn is_any(self) -> bool {
        self.0 != 0
    }

    /// Replaces the values of these members by absent ones, if they are still the corrected ones.
    /// `unchanged` has an element per required member.
    pub fn hide(self, schema: &'static Schema, values: &mut [&dyn SerializeShape], unchanged: &[bool]) {
        let members = schema.members().iter().zip(values);
        let required = members.filter(|(member, _)| member.traits().has(MemberTraits::REQUIRED));
        for ((at, (_, value)), unchanged) in (0..64).zip(required).zip(unchanged) {
            if *unchanged && self.0 >> at & 1 == 1 {
                *value = &Absent;
            }
        }
    }
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
