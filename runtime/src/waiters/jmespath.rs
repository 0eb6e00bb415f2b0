//! JMESPath: expressions, which the generator has parsed, and their evaluation on a document.
//!
//! <https://jmespath.org/specification.html>

mod compare;
mod functions;

use std::collections::HashMap;
use std::fmt;

use self::compare::{compare, is_equal, is_truthy};
use crate::primitives::{Document, Number};

/// A parsed expression.
#[derive(Clone, Copy, Debug)]
pub enum Expression {
    /// `@`: the value that an expression starts from.
    Current,
    /// A member by its name.
    Field(&'static str),
    /// A constant value.
    Literal(Literal),
    /// `[1]`: an element, counted from the end if the index is negative.
    Index(i64),
    /// `[1:2:3]`: a slice of a list, by start, stop and step.
    Slice(Option<i64>, Option<i64>, i64),
    /// `a.b` and `a | b`: the second on the result of the first.
    Then(&'static [Expression; 2]),
    /// `a[]`
    Flatten(&'static Expression),
    /// The second on every element of the first.
    ListProjection(&'static [Expression; 2]),
    /// The second on every value of the first.
    ObjectProjection(&'static [Expression; 2]),
    /// The third on every element of the first for which the second holds.
    Filter(&'static [Expression; 3]),
    /// `[a, b]`
    MultiSelectList(&'static [Expression]),
    /// `{a: b}`
    MultiSelectHash(&'static [(&'static str, Expression)]),
    /// A function by its name.
    Function(&'static str, &'static [Expression]),
    /// `&a`: an argument that a function evaluates.
    Reference(&'static Expression),
    /// A comparison.
    Compare(Comparator, &'static [Expression; 2]),
    /// `a && b`
    And(&'static [Expression; 2]),
    /// `a || b`
    Or(&'static [Expression; 2]),
    /// `!a`
    Not(&'static Expression),
}

/// An operator that compares two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A constant in an expression.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// No value.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A string.
    String(&'static str),
    /// Values in order.
    Array(&'static [Literal]),
    /// Values by name.
    Object(&'static [(&'static str, Literal)]),
}

/// The error of a function that does not exist, or that is not defined for its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCall {
    function: &'static str,
}

impl fmt::Display for InvalidCall {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the function `{}` has no value for its arguments", self.function)
    }
}

impl std::error::Error for InvalidCall {}

type Evaluated = Result<Document, InvalidCall>;

/// Evaluates an expression.
///
/// # Errors
/// A function is not defined for its arguments.
#[inline]
pub fn evaluate(expression: &Expression, at: &Document) -> Evaluated {
    Ok(match expression {
        Expression::Current | Expression::Reference(_) => at.clone(),
        Expression::Field(name) => member(at, name),
        Expression::Literal(literal) => literal.to_document(),
        Expression::Index(index) => element(at, *index),
        Expression::Slice(start, stop, step) => match at {
            Document::Array(values) => Document::Array(slice(values, *start, *stop, *step)),
            _ => Document::Null,
        },
        Expression::Then([first, second]) => evaluate(second, &evaluate(first, at)?)?,
        Expression::Flatten(inner) => flatten(evaluate(inner, at)?),
        Expression::ListProjection([list, each]) => match evaluate(list, at)? {
            Document::Array(values) => project(values.iter(), each)?,
            _ => Document::Null,
        },
        Expression::ObjectProjection([object, each]) => match evaluate(object, at)? {
            Document::Object(values) => project(functions::sorted(&values).map(|(_, value)| value), each)?,
            _ => Document::Null,
        },
        Expression::Filter([list, condition, each]) => filter(&evaluate(list, at)?, condition, each)?,
        Expression::MultiSelectList(_) | Expression::MultiSelectHash(_) if at.is_null() => Document::Null,
        Expression::MultiSelectList(each) => {
            let values: Result<_, _> = each.iter().map(|expression| evaluate(expression, at)).collect();
            Document::Array(values?)
        }
        Expression::MultiSelectHash(each) => {
            let entry = |(name, expression): &(&str, Expression)| Ok(((*name).to_owned(), evaluate(expression, at)?));
            Document::Object(each.iter().map(entry).collect::<Result<HashMap<_, _>, _>>()?)
        }
        Expression::Function(name, arguments) => functions::call(name, arguments, at)?,
        Expression::Compare(comparator, [left, right]) => {
            compare(*comparator, &evaluate(left, at)?, &evaluate(right, at)?)
        }
        Expression::And([left, right]) => match evaluate(left, at)? {
            left if is_truthy(&left) => evaluate(right, at)?,
            left => left,
        },
        Expression::Or([left, right]) => match evaluate(left, at)? {
            left if is_truthy(&left) => left,
            _ => evaluate(right, at)?,
        },
        Expression::Not(inner) => Document::Bool(!is_truthy(&evaluate(inner, at)?)),
    })
}

#[inline]
fn member(at: &Document, name: &str) -> Document {
    let found = at.as_object().and_then(|members| members.get(name));
    found.cloned().unwrap_or_default()
}

#[inline]
fn element(at: &Document, index: i64) -> Document {
    let values = at.as_array().map(Vec::as_slice).unwrap_or_default();
    let length = i64::try_from(values.len()).unwrap_or(i64::MAX);
    let index = if index < 0 { index.saturating_add(length) } else { index };
    let found = usize::try_from(index).ok().and_then(|index| values.get(index));
    found.cloned().unwrap_or_default()
}

/// Returns a slice of a list, with the semantics of Python.
#[inline]
fn slice(values: &[Document], start: Option<i64>, stop: Option<i64>, step: i64) -> Vec<Document> {
    let length = i64::try_from(values.len()).unwrap_or(i64::MAX);
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let bound = |bound: Option<i64>, default: i64| match bound {
        None => default,
        Some(bound) if bound < 0 => bound.saturating_add(length).max(lowest),
        Some(bound) => bound.min(highest),
    };
    let (first, end) = match step < 0 {
        true => (bound(start, highest), bound(stop, -1)),
        false => (bound(start, 0), bound(stop, length)),
    };
    let (mut at, mut part) = (first, Vec::new());
    while step != 0 && ((step > 0 && at < end) || (step < 0 && at > end)) {
        let value = usize::try_from(at).ok().and_then(|at| values.get(at));
        part.extend(value.cloned());
        at = at.saturating_add(step);
    }
    part
}

/// Returns a list whose elements that are lists are replaced by their own elements.
#[inline]
fn flatten(list: Document) -> Document {
    let Document::Array(values) = list else {
        return Document::Null;
    };
    let mut flat = Vec::new();
    for value in values {
        match value {
            Document::Array(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    Document::Array(flat)
}

/// Evaluates an expression on each value, and drops results that are null.
#[inline]
fn project<'a>(values: impl Iterator<Item = &'a Document>, each: &Expression) -> Evaluated {
    let mut projected = Vec::new();
    for value in values {
        let value = evaluate(each, value)?;
        if !value.is_null() {
            projected.push(value);
        }
    }
    Ok(Document::Array(projected))
}

#[inline]
fn filter(list: &Document, condition: &Expression, each: &Expression) -> Evaluated {
    let Some(values) = list.as_array() else {
        return Ok(Document::Null);
    };
    let mut kept = Vec::new();
    for value in values {
        if is_truthy(&evaluate(condition, value)?) {
            kept.push(value);
        }
    }
    project(kept.into_iter(), each)
}

impl Literal {
    #[inline]
    fn to_document(self) -> Document {
        match self {
            Self::Null => Document::Null,
            Self::Boolean(value) => Document::Bool(value),
            Self::Number(value) => Document::Number(Number::Float(value)),
            Self::String(value) => Document::from(value),
            Self::Array(values) => Document::Array(values.iter().map(|value| value.to_document()).collect()),
            Self::Object(values) => {
                let values = values.iter();
                Document::Object(
                    values
                        .map(|(name, value)| ((*name).to_owned(), value.to_document()))
                        .collect(),
                )
            }
        }
    }
}

/// Returns whether two values are equal; numbers by their value.
#[inline]
pub fn are_equal(one: &Document, other: &Document) -> bool {
    is_equal(one, other)
}
