//! The comparisons of attributes.

use std::cmp::Ordering;

use super::value::{SelectorValue, flattened};
use super::{Assertion, AttributeComparison, ScopedValue, SelectorComparator};

/// Returns whether an attribute matches one of the literal values.
pub(super) fn fits(value: &SelectorValue<'_, '_, '_>, comparison: &AttributeComparison<String>) -> bool {
    let mut literals = comparison.values.iter();
    literals.any(|literal| {
        let literal = SelectorValue::Text(literal.as_str().into());
        compare(value, &literal, comparison.comparator, comparison.ignores_case)
    })
}

/// Returns whether all assertions hold for a value or for one of the values of a projection.
pub(super) fn holds(scope: SelectorValue<'_, '_, '_>, assertions: &[Assertion]) -> bool {
    scope.exists()
        && flattened(scope).into_iter().any(|scope| {
            assertions.iter().all(|assertion| {
                let left = resolve(&scope, &assertion.left);
                let right = &assertion.right;
                let mut values = right.values.iter().map(|value| resolve(&scope, value));
                values.any(|value| compare(&left, &value, right.comparator, right.ignores_case))
            })
        })
}

fn resolve<'g, 'm, 'a>(scope: &SelectorValue<'g, 'm, 'a>, value: &ScopedValue) -> SelectorValue<'g, 'm, 'a> {
    match value {
        ScopedValue::Literal(text) => SelectorValue::Text(text.clone().into()),
        ScopedValue::Context(path) => scope.clone().at(path),
    }
}

fn compare(
    left: &SelectorValue<'_, '_, '_>,
    right: &SelectorValue<'_, '_, '_>,
    comparator: SelectorComparator,
    ignores_case: bool,
) -> bool {
    let are_projections = matches!(
        (left, right),
        (SelectorValue::Projection(_), SelectorValue::Projection(_))
    );
    let is_subset = |part: &SelectorValue<'_, '_, '_>, whole: &SelectorValue<'_, '_, '_>| {
        let whole = flattened(whole.clone());
        let is_in = |value: &SelectorValue<'_, '_, '_>| {
            whole
                .iter()
                .any(|other| is(value, other, SelectorComparator::Equal, ignores_case))
        };
        flattened(part.clone()).iter().all(is_in)
    };
    match comparator {
        SelectorComparator::Exists => {
            left.exists() == (right.text() == "true") && matches!(&*right.text(), "true" | "false")
        }
        SelectorComparator::Subset => are_projections && is_subset(left, right),
        SelectorComparator::ProjectionEqual => are_projections && is_subset(left, right) && is_subset(right, left),
        SelectorComparator::ProperSubset => are_projections && is_subset(left, right) && !is_subset(right, left),
        SelectorComparator::ProjectionNotEqual => {
            !(are_projections && is_subset(left, right) && is_subset(right, left))
        }
        _ => {
            let right = flattened(right.clone());
            let mut left = flattened(left.clone()).into_iter();
            left.any(|left| right.iter().any(|right| is(&left, right, comparator, ignores_case)))
        }
    }
}

/// Compares two single values.
fn is(
    left: &SelectorValue<'_, '_, '_>,
    right: &SelectorValue<'_, '_, '_>,
    comparator: SelectorComparator,
    ignores_case: bool,
) -> bool {
    if !left.exists() || !right.exists() {
        return false;
    }
    let (mut left, mut right) = (left.text(), right.text());
    if ignores_case {
        left = left.to_lowercase().into();
        right = right.to_lowercase().into();
    }
    let order = || order(&left, &right);
    match comparator {
        SelectorComparator::Equal => left == right,
        SelectorComparator::NotEqual => left != right,
        SelectorComparator::StartsWith => left.starts_with(&*right),
        SelectorComparator::EndsWith => left.ends_with(&*right),
        SelectorComparator::Contains => left.contains(&*right),
        SelectorComparator::Greater => order() == Some(Ordering::Greater),
        SelectorComparator::GreaterOrEqual => matches!(order(), Some(Ordering::Greater | Ordering::Equal)),
        SelectorComparator::Less => order() == Some(Ordering::Less),
        SelectorComparator::LessOrEqual => matches!(order(), Some(Ordering::Less | Ordering::Equal)),
        SelectorComparator::Exists
        | SelectorComparator::ProjectionEqual
        | SelectorComparator::ProjectionNotEqual
        | SelectorComparator::Subset
        | SelectorComparator::ProperSubset => false,
    }
}

/// Returns the order of two numbers, or `None` if one of the texts is not a number.
fn order(left: &str, right: &str) -> Option<Ordering> {
    let is_number = |text: &str| crate::model::idl::number_length(text.as_bytes()) == Ok(text.len());
    if !is_number(left) || !is_number(right) {
        return None;
    }
    match (left.parse::<i128>(), right.parse::<i128>()) {
        (Ok(left), Ok(right)) => Some(left.cmp(&right)),
        _ => left.parse::<f64>().ok()?.partial_cmp(&right.parse::<f64>().ok()?),
    }
}
