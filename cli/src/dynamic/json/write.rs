//! Values as JSON.

use serde_json::{Map, Value as Json, json};
use smithy_client_runtime::event_stream::Message;
use smithy_client_runtime::primitives::{Document, Number, UnknownVariant};

use crate::dynamic::value::Value;

/// Returns a value as JSON.
pub(crate) fn to_json(value: &Value) -> Json {
    match value {
        Value::Boolean(value) => json!(value),
        Value::Integer(value) => json!(value),
        Value::Float(value) => floating(f64::from(*value)),
        Value::Double(value) => floating(*value),
        Value::BigInteger(value) => json!(value.as_ref()),
        Value::BigDecimal(value) => json!(value.as_ref()),
        Value::String(value) => json!(value),
        Value::Blob(value) => json!(base64(value.as_ref())),
        Value::Timestamp(value) => json!(value.to_string()),
        Value::Document(value) => of_document(value),
        Value::Structure(structure, values) => {
            let names = structure.fields().iter().map(|field| field.member_name.clone());
            let members = names
                .zip(values)
                .filter(|(_, value)| !matches!(value, Some(Value::Stream(_))))
                .filter_map(|(name, value)| Some((name, to_json(value.as_ref()?))));
            Json::Object(members.collect())
        }
        Value::Union(union, index, value) => {
            let name = union.variants().get(*index).map(|variant| variant.member_name.clone());
            let value = value.as_ref().map_or_else(|| json!({}), |value| to_json(value));
            Json::Object(Map::from_iter([(name.unwrap_or_default(), value)]))
        }
        Value::UnknownUnion(value) => {
            let content = value.content().map(|content| of_document(&content));
            let content = content.or_else(|| of_event(value)).unwrap_or_default();
            Json::Object(Map::from_iter([(value.tag().to_owned(), content)]))
        }
        Value::Stream(_) => Json::Null,
        Value::List(values) => values.iter().map(optional).collect(),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), optional(value)));
            Json::Object(entries.collect())
        }
    }
}

/// Returns the payload of an event that is not in the model.
fn of_event(value: &UnknownVariant) -> Option<Json> {
    let message = Message::of_unknown(value)?;
    let payload = message.payload();
    Some(serde_json::from_slice(payload).unwrap_or_else(|_| json!(base64(payload))))
}

fn optional(value: &Option<Value>) -> Json {
    value.as_ref().map_or(Json::Null, to_json)
}

fn floating(value: f64) -> Json {
    match value {
        value if value.is_nan() => json!("NaN"),
        f64::INFINITY => json!("Infinity"),
        f64::NEG_INFINITY => json!("-Infinity"),
        value => json!(value),
    }
}

fn of_document(document: &Document) -> Json {
    match document {
        Document::Null => Json::Null,
        Document::Bool(value) => json!(value),
        Document::String(value) => json!(value),
        Document::Number(Number::PosInt(value)) => json!(value),
        Document::Number(Number::NegInt(value)) => json!(value),
        Document::Number(Number::Float(value)) => floating(*value),
        Document::Array(elements) => elements.iter().map(of_document).collect(),
        Document::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), of_document(value)));
            Json::Object(entries.collect())
        }
    }
}

/// Returns bytes in base64.
pub(crate) fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;

    base64::engine::general_purpose::STANDARD.encode(bytes)
}
