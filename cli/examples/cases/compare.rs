//! The comparison of a request with the one of a case: bodies by their meaning, as JSON values that
//! stand for JSON, CBOR, XML and forms.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Map, Value, json};
use smithy_codegen::conformance::ir::{Body, ExpectedRequest};

/// Compares a request with the expected one.
///
/// # Errors
/// They differ; the text has a line per difference.
pub(crate) fn request(sent: &http::Request<Bytes>, expected: &ExpectedRequest) -> Result<(), String> {
    let mut problems = Vec::new();
    let mut differs = |part: &str, actual: &str, expected: &str| {
        if actual != expected {
            problems.push(format!("{part}: {actual:?}, expected {expected:?}"));
        }
    };
    differs("method", sent.method().as_str(), &expected.method);
    differs("path", sent.uri().path(), &expected.path);
    for (name, value) in &expected.headers {
        let values = sent.headers().get_all(name).iter();
        let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        differs(&format!("header {name}"), &values.join(", "), value);
    }
    // S3's models have `x-id`, by which people distinguish operations; not all clients send it.
    let parts = |query: &mut Vec<&str>| {
        query.retain(|part| !part.is_empty() && !part.starts_with("x-id="));
        query.sort_unstable();
        query.join("&")
    };
    let mut query = sent.uri().query().unwrap_or_default().split('&').collect();
    let mut wanted = expected.query.iter().map(String::as_str).collect();
    differs("query", &parts(&mut query), &parts(&mut wanted));
    if let Some(expected) = &expected.body {
        body(sent.body(), expected, &mut problems);
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(problems.join("\n")),
    }
}

/// Adds a line for each difference of two bodies.
pub(crate) fn body(actual: &[u8], expected: &Body, problems: &mut Vec<String>) {
    let (read, expected): (Read, Vec<u8>) = match expected {
        Body::Json(text) => (from_json, text.clone().into_bytes()),
        Body::Xml(text) => (from_xml, text.clone().into_bytes()),
        Body::Form(text) => (from_form, text.clone().into_bytes()),
        Body::Cbor(text) => (from_cbor, STANDARD.decode(text).unwrap_or_default()),
        Body::Bytes(text) => {
            if actual != text.as_bytes() {
                problems.push(format!(
                    "body: {:?}, expected {text:?}",
                    String::from_utf8_lossy(actual)
                ));
            }
            return;
        }
    };
    match (read(actual), read(&expected)) {
        (Ok(actual), Ok(expected)) => compare(&actual, &expected, "body", problems),
        (Err(error), _) => problems.push(format!("the body cannot be read: {error}")),
        (_, Err(error)) => problems.push(format!("the body of the case cannot be read: {error}")),
    }
}

/// Reads a body as a JSON value.
type Read = fn(&[u8]) -> Result<Value, String>;

fn from_json(body: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

fn from_form(body: &[u8]) -> Result<Value, String> {
    let mut pairs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(body) {
        pairs.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    Ok(json!(pairs))
}

fn from_cbor(body: &[u8]) -> Result<Value, String> {
    let value: ciborium::Value = ciborium::from_reader(body).map_err(|error| error.to_string())?;
    Ok(of_cbor(value))
}

fn of_cbor(value: ciborium::Value) -> Value {
    match value {
        ciborium::Value::Integer(value) => json!(i64::try_from(value).ok()),
        ciborium::Value::Float(value) => json!(value),
        ciborium::Value::Text(text) => json!(text),
        ciborium::Value::Bool(value) => json!(value),
        ciborium::Value::Bytes(bytes) => json!({ "bytes": bytes }),
        ciborium::Value::Tag(tag, value) => json!({ "tag": tag, "value": of_cbor(*value) }),
        ciborium::Value::Array(values) => values.into_iter().map(of_cbor).collect(),
        ciborium::Value::Map(entries) => {
            let name = |key: ciborium::Value| key.as_text().map_or_else(|| format!("{key:?}"), str::to_owned);
            let entries = entries.into_iter().map(|(key, value)| (name(key), of_cbor(value)));
            Value::Object(entries.collect())
        }
        _ => Value::Null,
    }
}

/// Elements of one name keep their order; those of different names have none.
fn from_xml(body: &[u8]) -> Result<Value, String> {
    let text = String::from_utf8_lossy(body);
    let document = roxmltree::Document::parse(&text).map_err(|error| error.to_string())?;
    let root = document.root_element();
    Ok(json!({ name(root): of_xml(root) }))
}

fn of_xml(node: roxmltree::Node<'_, '_>) -> Value {
    let mut members = Map::new();
    for attribute in node.attributes() {
        let namespace = attribute.namespace().unwrap_or_default();
        members.insert(
            format!("@{{{namespace}}}{}", attribute.name()),
            json!(attribute.value()),
        );
    }
    let mut has_children = false;
    for child in node.children().filter(roxmltree::Node::is_element) {
        has_children = true;
        let same = members.entry(name(child)).or_insert_with(|| json!([]));
        if let Some(same) = same.as_array_mut() {
            same.push(of_xml(child));
        }
    }
    if !has_children {
        members.insert("text".to_owned(), json!(node.text().unwrap_or_default()));
    }
    Value::Object(members)
}

fn name(node: roxmltree::Node<'_, '_>) -> String {
    let name = node.tag_name();
    format!("{{{}}}{}", name.namespace().unwrap_or_default(), name.name())
}

/// Adds a line for each value that differs; numbers are equal by their value.
fn compare(actual: &Value, expected: &Value, path: &str, problems: &mut Vec<String>) {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => {
            for (name, expected) in expected {
                match actual.get(name) {
                    Some(actual) => compare(actual, expected, &format!("{path}.{name}"), problems),
                    None => problems.push(format!("{path}.{name} is missing")),
                }
            }
            let unexpected = actual.keys().filter(|name| !expected.contains_key(*name));
            problems.extend(unexpected.map(|name| format!("{path}.{name} must not be there")));
        }
        (Value::Array(actual), Value::Array(expected)) if actual.len() == expected.len() => {
            for (at, (actual, expected)) in actual.iter().zip(expected).enumerate() {
                compare(actual, expected, &format!("{path}[{at}]"), problems);
            }
        }
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => {}
        (actual, expected) if actual == expected => {}
        (actual, expected) => problems.push(format!("{path}: {actual}, expected {expected}")),
    }
}
