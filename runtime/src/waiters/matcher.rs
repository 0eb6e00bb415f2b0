//! The conditions of a waiter's states.

use std::collections::HashMap;

use super::jmespath::{self, Expression};
use super::observer::observe;
use crate::primitives::Document;
use crate::serde::SerializeShape;

/// A condition and the state that it implies.
#[derive(Debug)]
pub struct Acceptor {
    /// The state.
    pub state: State,
    /// The condition.
    pub matcher: Matcher,
}

/// The state of a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The resource is in the wanted state.
    Success,
    /// The resource will never be in the wanted state.
    Failure,
    /// The operation is called again.
    Retry,
}

/// A condition on the result of a call.
#[derive(Debug)]
pub enum Matcher {
    /// The call succeeded, or the service returned an error.
    Success(bool),
    /// The service returned an error with one of these codes.
    ErrorType(&'static [&'static str]),
    /// A value in the output.
    Output(Expression, Comparator),
    /// A value in an object of `input` and `output`.
    InputOutput(Expression, Comparator),
}

/// A comparison of a value with the expected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// The value is this string.
    StringEquals(&'static str),
    /// The value is this boolean.
    BooleanEquals(bool),
    /// The value is a list that is not empty, and each element is this string.
    AllStringEquals(&'static str),
    /// The value is a list in which an element is this string.
    AnyStringEquals(&'static str),
}

/// The result of a call, which conditions are evaluated on.
pub(super) enum PollOutcome<'a> {
    Output(&'a dyn SerializeShape),
    /// An error of the service, by its code.
    Error(Option<&'a str>),
}

impl Matcher {
    #[inline]
    pub(super) fn matches(&self, input: &dyn SerializeShape, outcome: &PollOutcome<'_>) -> bool {
        match (self, outcome) {
            (Self::Success(expected), outcome) => *expected == matches!(outcome, PollOutcome::Output(_)),
            (Self::ErrorType(codes), PollOutcome::Error(Some(code))) => codes.contains(code),
            (Self::Output(path, comparator), PollOutcome::Output(output)) => {
                comparator.matches(path, &observe(*output))
            }
            (Self::InputOutput(path, comparator), PollOutcome::Output(output)) => {
                let both = [("input", observe(input)), ("output", observe(*output))];
                let both = HashMap::from(both.map(|(name, value)| (name.to_owned(), value)));
                comparator.matches(path, &Document::Object(both))
            }
            (Self::ErrorType(_) | Self::Output(..) | Self::InputOutput(..), _) => false,
        }
    }
}

impl Comparator {
    /// Returns whether the value at a path is the expected one. A path without a value does not
    /// match.
    #[inline]
    fn matches(self, path: &Expression, root: &Document) -> bool {
        let Ok(value) = jmespath::evaluate(path, root) else {
            return false;
        };
        let is = |value: &Document, expected: &str| value.as_string() == Some(expected);
        match self {
            Self::StringEquals(expected) => is(&value, expected),
            Self::BooleanEquals(expected) => value.as_bool() == Some(expected),
            Self::AllStringEquals(expected) => value
                .as_array()
                .is_some_and(|values| !values.is_empty() && values.iter().all(|value| is(value, expected))),
            Self::AnyStringEquals(expected) => value
                .as_array()
                .is_some_and(|values| values.iter().any(|value| is(value, expected))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(values: &[Option<&str>]) -> Document {
        let values = values.iter().map(|value| value.map_or(Document::Null, Document::from));
        Document::Array(values.collect())
    }

    #[test]
    fn lists_and_nulls() {
        let all = Comparator::AllStringEquals("a");
        let any = Comparator::AnyStringEquals("a");
        for (values, all_match, any_match) in [
            (list(&[]), false, false),
            (list(&[Some("a")]), true, true),
            (list(&[Some("a"), Some("b")]), false, true),
            (list(&[Some("a"), None]), false, true),
            (list(&[None]), false, false),
            (Document::from("a"), false, false),
            (Document::Null, false, false),
        ] {
            assert_eq!(all.matches(&Expression::Current, &values), all_match, "{values:?}");
            assert_eq!(any.matches(&Expression::Current, &values), any_match, "{values:?}");
        }
        let absent = Expression::Field("absent");
        let object = Document::Object(HashMap::new());
        assert!(!Comparator::StringEquals("").matches(&absent, &object));
        assert!(!Comparator::BooleanEquals(false).matches(&absent, &object));
        // A function that is not defined for its argument.
        let length = Expression::Function("length", &[Expression::Field("absent")]);
        assert!(!Comparator::BooleanEquals(false).matches(&length, &object));
    }
}
