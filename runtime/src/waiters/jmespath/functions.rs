//! The built-in functions.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::compare::is_equal;
use super::{Evaluated, Expression, InvalidCall, evaluate};
use crate::primitives::{Document, Number};

/// Returns the entries of an object in the order of their names.
#[inline]
pub(super) fn sorted(values: &HashMap<String, Document>) -> impl Iterator<Item = (&String, &Document)> {
    let mut entries: Vec<_> = values.iter().collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    entries.into_iter()
}

/// Calls a function.
#[inline]
pub(super) fn call(name: &'static str, arguments: &[Expression], at: &Document) -> Evaluated {
    let values: Result<Vec<_>, _> = arguments.iter().map(|argument| evaluate(argument, at)).collect();
    let values = values?;
    let found = match (arguments, values.as_slice()) {
        ([_, Expression::Reference(each)], [Document::Array(values), _]) => by_key(name, values, each)?,
        ([Expression::Reference(each), _], [_, Document::Array(values)]) if name == "map" => {
            let mapped: Result<_, _> = values.iter().map(|value| evaluate(each, value)).collect();
            Some(Document::Array(mapped?))
        }
        _ if arguments
            .iter()
            .any(|argument| matches!(argument, Expression::Reference(_))) =>
        {
            None
        }
        (_, [value]) => of_one(name, value),
        (_, [one, other]) => of_two(name, one, other).or_else(|| of_many(name, &values)),
        _ => of_many(name, &values),
    };
    // These functions also accept one argument that is a list.
    let found = found.or_else(|| of_many(name, &values));
    found.ok_or(InvalidCall { function: name })
}

#[inline]
fn number(value: f64) -> Document {
    Document::Number(Number::Float(value))
}

#[inline]
fn as_f64(value: &Document) -> Option<f64> {
    value.as_number().map(|number| number.to_f64_lossy())
}

/// Calls a function of one value.
#[inline]
fn of_one(name: &str, value: &Document) -> Option<Document> {
    Some(match (name, value) {
        ("abs", Document::Number(value)) => number(value.to_f64_lossy().abs()),
        ("ceil", Document::Number(value)) => number(value.to_f64_lossy().ceil()),
        ("floor", Document::Number(value)) => number(value.to_f64_lossy().floor()),
        ("avg", Document::Array(values)) if values.is_empty() => Document::Null,
        ("avg", Document::Array(values)) => number(sum(values)? / values.len() as f64),
        ("sum", Document::Array(values)) => number(sum(values)?),
        ("keys", Document::Object(values)) => {
            Document::Array(sorted(values).map(|(name, _)| Document::from(name.as_str())).collect())
        }
        ("values", Document::Object(values)) => {
            Document::Array(sorted(values).map(|(_, value)| value.clone()).collect())
        }
        ("length", Document::String(text)) => number(text.chars().count() as f64),
        ("length", Document::Array(values)) => number(values.len() as f64),
        ("length", Document::Object(values)) => number(values.len() as f64),
        ("max" | "min", Document::Array(values)) => {
            let values: Vec<_> = values.iter().map(|value| (value.clone(), value.clone())).collect();
            extreme(name, values)?
        }
        ("sort", Document::Array(values)) => {
            let values = values.iter().map(|value| (value.clone(), value.clone())).collect();
            Document::Array(in_order(values)?)
        }
        ("reverse", Document::String(text)) => Document::from(text.chars().rev().collect::<String>()),
        ("reverse", Document::Array(values)) => Document::Array(values.iter().rev().cloned().collect()),
        ("to_array", Document::Array(_)) => value.clone(),
        ("to_array", value) => Document::Array(vec![value.clone()]),
        ("to_number", Document::Number(_)) => value.clone(),
        ("to_number", Document::String(text)) => text.parse().map_or(Document::Null, number),
        ("to_number", _) => Document::Null,
        ("to_string", Document::String(_)) => value.clone(),
        ("to_string", value) => Document::from(json(value)),
        ("type", value) => Document::from(type_of(value)),
        _ => return None,
    })
}

/// Calls a function of two values.
#[inline]
fn of_two(name: &str, one: &Document, other: &Document) -> Option<Document> {
    Some(match (name, one, other) {
        ("contains", Document::String(text), Document::String(part)) => Document::Bool(text.contains(part.as_str())),
        ("contains", Document::String(_), _) => Document::Bool(false),
        ("contains", Document::Array(values), value) => {
            Document::Bool(values.iter().any(|other| is_equal(other, value)))
        }
        ("starts_with", Document::String(text), Document::String(part)) => {
            Document::Bool(text.starts_with(part.as_str()))
        }
        ("ends_with", Document::String(text), Document::String(part)) => Document::Bool(text.ends_with(part.as_str())),
        ("join", Document::String(glue), Document::Array(values)) => {
            let texts: Option<Vec<_>> = values.iter().map(Document::as_string).collect();
            Document::from(texts?.join(glue))
        }
        _ => return None,
    })
}

/// Calls a function of any number of values.
#[inline]
fn of_many(name: &str, values: &[Document]) -> Option<Document> {
    match name {
        "merge" => {
            let mut merged = HashMap::new();
            for value in values {
                merged.extend(value.as_object()?.clone());
            }
            Some(Document::Object(merged))
        }
        "not_null" if !values.is_empty() => {
            let mut values = values.iter();
            Some(values.find(|value| !value.is_null()).cloned().unwrap_or_default())
        }
        _ => None,
    }
}

/// Calls a function of a list and an expression for the key of each element.
#[inline]
fn by_key(name: &'static str, values: &[Document], each: &Expression) -> Result<Option<Document>, InvalidCall> {
    let keyed: Result<Vec<_>, _> = values
        .iter()
        .map(|value| Ok((evaluate(each, value)?, value.clone())))
        .collect();
    Ok(match name {
        "sort_by" => in_order(keyed?).map(Document::Array),
        "max_by" => extreme("max", keyed?),
        "min_by" => extreme("min", keyed?),
        _ => None,
    })
}

#[inline]
fn sum(values: &[Document]) -> Option<f64> {
    values.iter().map(as_f64).sum()
}

/// Compares two keys: both are numbers or both are strings.
#[inline]
fn order(one: &Document, other: &Document) -> Option<Ordering> {
    match (one, other) {
        (Document::String(one), Document::String(other)) => Some(one.cmp(other)),
        (one, other) => as_f64(one)?.partial_cmp(&as_f64(other)?),
    }
}

/// Returns values in the order of their keys.
#[inline]
fn in_order(mut values: Vec<(Document, Document)>) -> Option<Vec<Document>> {
    let first = values.first().map(|(key, _)| key.clone());
    let is_comparable =
        |(key, _): &(Document, Document)| first.as_ref().is_some_and(|first| order(first, key).is_some());
    if !values.iter().all(is_comparable) {
        return None;
    }
    values.sort_by(|(one, _), (other, _)| order(one, other).unwrap_or(Ordering::Equal));
    Some(values.into_iter().map(|(_, value)| value).collect())
}

/// Returns the value with the greatest or the least key; null if there is none.
#[inline]
fn extreme(name: &str, values: Vec<(Document, Document)>) -> Option<Document> {
    let mut values = in_order(values)?;
    Some(match name {
        "max" => values.pop().unwrap_or_default(),
        _ => values.into_iter().next().unwrap_or_default(),
    })
}

#[inline]
fn type_of(value: &Document) -> &'static str {
    match value {
        Document::Null => "null",
        Document::Bool(_) => "boolean",
        Document::Number(_) => "number",
        Document::String(_) => "string",
        Document::Array(_) => "array",
        Document::Object(_) => "object",
    }
}

/// Returns a value as JSON.
#[inline]
fn json(value: &Document) -> String {
    match value {
        Document::Null => "null".to_owned(),
        Document::Bool(value) => value.to_string(),
        Document::Number(value) => value.to_f64_lossy().to_string(),
        Document::String(text) => quoted(text),
        Document::Array(values) => {
            let values: Vec<_> = values.iter().map(json).collect();
            format!("[{}]", values.join(","))
        }
        Document::Object(values) => {
            let entries: Vec<_> = sorted(values)
                .map(|(name, value)| format!("{}:{}", quoted(name), json(value)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

#[inline]
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
