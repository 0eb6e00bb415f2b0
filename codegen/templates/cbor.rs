//! Bodies in CBOR, which test cases give in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ciborium::Value;

/// Returns the bytes of a body.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

/// Compares bodies by meaning: the order of entries and the widths of numbers do not matter.
pub(crate) fn check(actual: &[u8], expected: &str, problems: &mut Vec<String>) {
    let expected: Value = ciborium::from_reader(bytes(expected).as_slice()).unwrap();
    match ciborium::from_reader(actual) {
        Ok(actual) => compare(&actual, &expected, "body", problems),
        Err(error) => problems.push(format!("the body is not CBOR: {error}")),
    }
}

fn compare(actual: &Value, expected: &Value, path: &str, problems: &mut Vec<String>) {
    match (actual, expected) {
        (Value::Map(actual), Value::Map(expected)) => {
            for (key, _) in expected.iter().filter(|(key, _)| find(actual, key).is_none()) {
                problems.push(format!("{path}.{key:?} is missing"));
            }
            for (key, value) in actual {
                match find(expected, key) {
                    Some(expected) => compare(value, expected, &format!("{path}.{key:?}"), problems),
                    None => problems.push(format!("{path}.{key:?} must not be there")),
                }
            }
        }
        (Value::Array(actual), Value::Array(expected)) => {
            if actual.len() != expected.len() {
                problems.push(format!("{path} has {} elements, expected {}", actual.len(), expected.len()));
            }
            for (at, (actual, expected)) in actual.iter().zip(expected).enumerate() {
                compare(actual, expected, &format!("{path}[{at}]"), problems);
            }
        }
        (Value::Tag(actual_tag, actual), Value::Tag(tag, expected)) if actual_tag == tag => {
            compare(actual, expected, path, problems);
        }
        (actual, expected) if actual == expected || same_number(actual, expected) => {}
        (actual, expected) => problems.push(format!("{path}: {actual:?}, expected {expected:?}")),
    }
}

fn find<'v>(entries: &'v [(Value, Value)], key: &Value) -> Option<&'v Value> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

fn same_number(actual: &Value, expected: &Value) -> bool {
    let number = |value: &Value| match value {
        Value::Float(value) => Some(*value),
        Value::Integer(value) => Some(i128::from(*value) as f64),
        _ => None,
    };
    match (number(actual), number(expected)) {
        (Some(actual), Some(expected)) => actual == expected || actual.is_nan() && expected.is_nan(),
        _ => false,
    }
}
