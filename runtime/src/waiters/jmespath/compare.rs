//! Comparisons and truth of values.

use super::Comparator;
use crate::primitives::Document;

/// Returns whether a value counts as true: not null, false, or empty.
#[inline]
pub(super) fn is_truthy(value: &Document) -> bool {
    match value {
        Document::Null => false,
        Document::Bool(value) => *value,
        Document::String(value) => !value.is_empty(),
        Document::Array(values) => !values.is_empty(),
        Document::Object(values) => !values.is_empty(),
        Document::Number(_) => true,
    }
}

/// Compares two values. Only numbers have an order; others have no result.
#[inline]
pub(super) fn compare(comparator: Comparator, left: &Document, right: &Document) -> Document {
    let numbers = |compare: fn(f64, f64) -> bool| match (left, right) {
        (Document::Number(left), Document::Number(right)) => {
            Document::Bool(compare(left.to_f64_lossy(), right.to_f64_lossy()))
        }
        _ => Document::Null,
    };
    match comparator {
        Comparator::Equal => Document::Bool(is_equal(left, right)),
        Comparator::NotEqual => Document::Bool(!is_equal(left, right)),
        Comparator::Less => numbers(|left, right| left < right),
        Comparator::LessOrEqual => numbers(|left, right| left <= right),
        Comparator::Greater => numbers(|left, right| left > right),
        Comparator::GreaterOrEqual => numbers(|left, right| left >= right),
    }
}

/// Returns whether two values are equal; numbers by their value.
#[inline]
pub(super) fn is_equal(one: &Document, other: &Document) -> bool {
    match (one, other) {
        (Document::Number(one), Document::Number(other)) => one.to_f64_lossy() == other.to_f64_lossy(),
        (Document::Array(one), Document::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_equal(one, other))
        }
        (Document::Object(one), Document::Object(other)) => {
            let is_in_other = |(name, value)| other.get(name).is_some_and(|other| is_equal(value, other));
            one.len() == other.len() && one.iter().all(is_in_other)
        }
        (one, other) => one == other,
    }
}
