//! Compares values member by member, so that a difference has a path. NaN equals NaN.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;

use crate::service::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document};

/// Values that can be compared member by member.
pub(crate) trait Same: Debug {
    /// Panics where a value at or below `path` is another one.
    fn same(&self, expected: &Self, path: &str);
}

/// Compares what came out with what was expected.
pub(crate) fn check<T: Same>(actual: &T, expected: &T) {
    actual.same(expected, "");
}

pub(crate) fn same_by_value<T: PartialEq + Debug>(actual: &T, expected: &T, path: &str) {
    assert!(actual == expected, "{path}: {actual:?}, expected {expected:?}");
}

macro_rules! same_value {
    ($($shape:ty),*) => {$(
        impl crate::same::Same for $shape {
            fn same(&self, expected: &Self, path: &str) {
                crate::same::same_by_value(self, expected, path);
            }
        }
    )*};
}

same_value!(
    bool, i8, i16, i32, i64, String, Blob, DateTime, Document, BigInteger, BigDecimal
);

macro_rules! same_number {
    ($($number:ty),*) => {$(
        impl Same for $number {
            fn same(&self, expected: &Self, path: &str) {
                if !(self.is_nan() && expected.is_nan()) {
                    same_by_value(self, expected, path);
                }
            }
        }
    )*};
}

same_number!(f32, f64);

impl<T: Same> Same for Option<T> {
    fn same(&self, expected: &Self, path: &str) {
        match (self, expected) {
            (Some(actual), Some(expected)) => actual.same(expected, path),
            (None, None) => {}
            (Some(actual), None) => panic!("{path}: {actual:?}, expected nothing"),
            (None, Some(expected)) => panic!("{path}: nothing, expected {expected:?}"),
        }
    }
}

impl<T: Same> Same for Box<T> {
    fn same(&self, expected: &Self, path: &str) {
        T::same(self, expected, path);
    }
}

impl<T: Same> Same for Vec<T> {
    fn same(&self, expected: &Self, path: &str) {
        assert!(self.len() == expected.len(), "{path}: {self:?}, expected {expected:?}");
        for (at, (actual, expected)) in self.iter().zip(expected).enumerate() {
            actual.same(expected, &format!("{path}[{at}]"));
        }
    }
}

impl<K: Eq + Hash + Debug, T: Same> Same for HashMap<K, T> {
    fn same(&self, expected: &Self, path: &str) {
        assert!(self.len() == expected.len(), "{path}: {self:?}, expected {expected:?}");
        for (key, expected) in expected {
            match self.get(key) {
                Some(actual) => actual.same(expected, &format!("{path}[{key:?}]")),
                None => panic!("{path}[{key:?}] is missing"),
            }
        }
    }
}

macro_rules! same_structure {
    ($shape:path { $($field:ident),* }) => {
        impl crate::same::Same for $shape {
            fn same(&self, expected: &Self, path: &str) {
                let _ = (expected, path);
                $(self.$field.same(&expected.$field, &format!("{path}.{}", stringify!($field)));)*
            }
        }
    };
}

macro_rules! same_union {
    ($shape:path { $($variant:ident),* }) => {
        impl crate::same::Same for $shape {
            fn same(&self, expected: &Self, path: &str) {
                match (self, expected) {
                    $((Self::$variant(actual), Self::$variant(expected)) => {
                        actual.same(expected, &format!("{path}.{}", stringify!($variant)));
                    })*
                    (actual, expected) => crate::same::same_by_value(actual, expected, path),
                }
            }
        }
    };
}
