//! The comparison of values member by member, so that a difference has a path.

use super::json::to_json;
use super::value::Value;

/// Returns a line for each value that differs from the expected one.
pub(crate) fn differences(actual: &Value, expected: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    compare(actual, expected, "", &mut lines);
    lines
}

fn compare(actual: &Value, expected: &Value, path: &str, lines: &mut Vec<String>) {
    match (actual, expected) {
        (Value::Structure(structure, actual), Value::Structure(_, expected)) => {
            for ((field, actual), expected) in structure.fields().iter().zip(actual).zip(expected) {
                let path = format!("{path}.{}", field.member_name);
                optional(actual.as_ref(), expected.as_ref(), &path, lines);
            }
        }
        (Value::Union(union, left, actual), Value::Union(_, right, expected)) if left == right => {
            let name = union.variants().get(*left).map_or("", |variant| &variant.member_name);
            let path = format!("{path}.{name}");
            optional(actual.as_deref(), expected.as_deref(), &path, lines);
        }
        (Value::List(actual), Value::List(expected)) if actual.len() == expected.len() => {
            for (at, (actual, expected)) in actual.iter().zip(expected).enumerate() {
                optional(actual.as_ref(), expected.as_ref(), &format!("{path}[{at}]"), lines);
            }
        }
        (Value::Map(actual), Value::Map(expected)) if actual.len() == expected.len() => {
            for (key, expected) in expected {
                let path = format!("{path}[{key:?}]");
                match actual.iter().find(|(name, _)| name == key) {
                    Some((_, actual)) => optional(actual.as_ref(), expected.as_ref(), &path, lines),
                    None => lines.push(format!("{path} is missing")),
                }
            }
        }
        (actual, expected) if is_same(actual, expected) => {}
        (actual, expected) => lines.push(format!("{path}: {}, expected {}", shown(actual), shown(expected))),
    }
}

fn optional(actual: Option<&Value>, expected: Option<&Value>, path: &str, lines: &mut Vec<String>) {
    match (actual, expected) {
        (Some(actual), Some(expected)) => compare(actual, expected, path, lines),
        (None, None) => {}
        (Some(actual), None) => lines.push(format!("{path}: {}, expected nothing", shown(actual))),
        (None, Some(expected)) => lines.push(format!("{path}: nothing, expected {}", shown(expected))),
    }
}

/// Returns whether two values without members are the same; NaN equals NaN.
fn is_same(actual: &Value, expected: &Value) -> bool {
    match (actual, expected) {
        (Value::Boolean(actual), Value::Boolean(expected)) => actual == expected,
        (Value::Integer(actual), Value::Integer(expected)) => actual == expected,
        (Value::Float(actual), Value::Float(expected)) => actual == expected || actual.is_nan() && expected.is_nan(),
        (Value::Double(actual), Value::Double(expected)) => actual == expected || actual.is_nan() && expected.is_nan(),
        (Value::BigInteger(actual), Value::BigInteger(expected)) => actual == expected,
        (Value::BigDecimal(actual), Value::BigDecimal(expected)) => actual == expected,
        (Value::String(actual), Value::String(expected)) => actual == expected,
        (Value::Blob(actual), Value::Blob(expected)) => actual == expected,
        (Value::Timestamp(actual), Value::Timestamp(expected)) => actual == expected,
        (Value::Document(actual), Value::Document(expected)) => actual == expected,
        _ => false,
    }
}

/// Returns the start of a value as JSON.
fn shown(value: &Value) -> String {
    let text = to_json(value).to_string();
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}..", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
