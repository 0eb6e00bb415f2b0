//! Values as JSON for users: members by their names in the model, timestamps in RFC 3339, blobs in
//! base64.

mod write;

use serde_json::Value as Json;
use smithy_client_runtime::primitives::{Blob, DateTime, DateTimeFormat, Document, Number};
use smithy_client_runtime::serde::DeserializeShape;
use smithy_codegen::ir::{EnumValues, Type};

use super::shapes::{Shapes, Structure, Union};
use super::value::Value;

pub(crate) use self::write::{base64, to_json};

/// Returns the structure that a JSON object describes. Problems are lines that start with the path
/// of a value; values are not shown.
pub(crate) fn from_json(
    shapes: &'static Shapes,
    structure: &'static Structure,
    json: &Json,
) -> Result<Value, Vec<String>> {
    let mut reader = JsonReader {
        shapes,
        problems: Vec::new(),
    };
    match reader.structure(structure, json, "") {
        Some(value) if reader.problems.is_empty() => Ok(value),
        _ => Err(reader.problems),
    }
}

/// Returns the event that a JSON object describes. Problems are as in [`from_json`].
pub(crate) fn event_from_json(
    shapes: &'static Shapes,
    union: &'static Union,
    json: &Json,
) -> Result<Value, Vec<String>> {
    let mut reader = JsonReader {
        shapes,
        problems: Vec::new(),
    };
    match reader.union(union, json, "") {
        Some(value) if reader.problems.is_empty() => Ok(value),
        _ => Err(reader.problems),
    }
}

struct JsonReader {
    shapes: &'static Shapes,
    problems: Vec<String>,
}

impl JsonReader {
    fn problem<T>(&mut self, path: &str, problem: &str) -> Option<T> {
        let path = path.trim_start_matches('.');
        let place = if path.is_empty() {
            String::new()
        } else {
            format!("{path}: ")
        };
        self.problems.push(format!("{place}{problem}"));
        None
    }

    fn wrong<T>(&mut self, path: &str, expected: &str, json: &Json) -> Option<T> {
        let found = match json {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        };
        self.problem(path, &format!("expected {expected}, found {found}"))
    }

    fn structure(&mut self, structure: &'static Structure, json: &Json, path: &str) -> Option<Value> {
        let Json::Object(members) = json else {
            return self.wrong(path, "an object", json);
        };
        let fields = structure.fields();
        for name in members.keys() {
            if !fields.iter().any(|field| field.member_name == *name) {
                let names: Vec<_> = fields.iter().map(|field| field.member_name.as_str()).collect();
                self.problem::<()>(path, &unknown("member", name, &names));
            }
        }
        let mut values = Vec::new();
        for field in fields {
            let path = format!("{path}.{}", field.member_name);
            values.push(match members.get(&field.member_name) {
                // Streams are passed separately.
                None | Some(Json::Null) if is_stream(&field.ty) => None,
                None | Some(Json::Null) if field.required && !field.idempotency_token => {
                    self.problem(&path, "required, but missing")
                }
                None | Some(Json::Null) => None,
                Some(json) => self.value(&field.ty, json, &path),
            });
        }
        Some(Value::Structure(structure, values))
    }

    fn value(&mut self, ty: &'static Type, json: &Json, path: &str) -> Option<Value> {
        match ty {
            Type::Boxed(inner) => self.value(inner, json, path),
            Type::Document => Some(Value::Document(document(json))),
            Type::Structure(_) | Type::Exception(_) => {
                let structure = self.shapes.structure(ty)?;
                self.structure(structure, json, path)
            }
            Type::Union(name) => {
                let union = self.shapes.union(name)?;
                self.union(union, json, path)
            }
            Type::List { element, sparse } => {
                let Json::Array(elements) = json else {
                    return self.wrong(path, "an array", json);
                };
                let elements = elements.iter().enumerate();
                let values =
                    elements.map(|(index, json)| self.held(element, *sparse, json, &format!("{path}[{index}]")));
                Some(Value::List(values.collect()))
            }
            Type::Map { value, sparse, .. } => {
                let Json::Object(entries) = json else {
                    return self.wrong(path, "an object", json);
                };
                let entries = entries.iter();
                let values = entries.map(|(key, json)| {
                    (
                        key.clone(),
                        self.held(value, *sparse, json, &format!("{path}[{key:?}]")),
                    )
                });
                Some(Value::Map(values.collect()))
            }
            _ => self.simple(ty, json, path),
        }
    }

    fn held(&mut self, ty: &'static Type, sparse: bool, json: &Json, path: &str) -> Option<Value> {
        match json {
            Json::Null if sparse => None,
            json => self.value(ty, json, path),
        }
    }

    fn union(&mut self, union: &'static Union, json: &Json, path: &str) -> Option<Value> {
        let members = match json {
            Json::Object(members) => members,
            _ => return self.wrong(path, "an object with one member", json),
        };
        let mut given = members.iter().filter(|(_, value)| !value.is_null());
        let (Some((name, json)), None) = (given.next(), given.next()) else {
            return self.problem(path, &format!("expected one member, found {}", members.len()));
        };
        let variants = union.variants();
        let Some(index) = variants.iter().position(|variant| variant.member_name == *name) else {
            let names: Vec<_> = variants.iter().map(|variant| variant.member_name.as_str()).collect();
            return self.problem(path, &unknown("variant", name, &names));
        };
        let value = match &variants[index].ty {
            Some(ty) => Some(Box::new(self.value(ty, json, &format!("{path}.{name}"))?)),
            None => None,
        };
        Some(Value::Union(union, index, value))
    }

    fn simple(&mut self, ty: &'static Type, json: &Json, path: &str) -> Option<Value> {
        let (value, expected) = match ty {
            Type::Boolean => (json.as_bool().map(Value::Boolean), "a boolean"),
            Type::Byte => (integer(json, i8::MIN.into(), i8::MAX.into()), "an integer of 8 bits"),
            Type::Short => (integer(json, i16::MIN.into(), i16::MAX.into()), "an integer of 16 bits"),
            Type::Integer | Type::IntEnum(_) => {
                (integer(json, i32::MIN.into(), i32::MAX.into()), "an integer of 32 bits")
            }
            Type::Long => (integer(json, i64::MIN, i64::MAX), "an integer of 64 bits"),
            #[allow(clippy::cast_possible_truncation, reason = "a float has less digits")]
            Type::Float => (number(json).map(|value| Value::Float(value as f32)), "a number"),
            Type::Double => (number(json).map(Value::Double), "a number"),
            Type::BigInteger => (
                digits(json).and_then(|text| text.parse().ok()).map(Value::BigInteger),
                "digits",
            ),
            Type::BigDecimal => (
                digits(json).and_then(|text| text.parse().ok()).map(Value::BigDecimal),
                "a decimal number",
            ),
            Type::String => (json.as_str().map(|text| Value::String(text.to_owned())), "a string"),
            Type::Enum(name) => return self.enumeration(name, json, path),
            Type::Blob => (
                json.as_str()
                    .and_then(<Blob as DeserializeShape>::from_text)
                    .map(Value::Blob),
                "a string in base64",
            ),
            Type::Timestamp => (
                timestamp(json).map(Value::Timestamp),
                "a time such as 2026-01-31T12:00:00Z, or seconds since 1970",
            ),
            _ => return self.problem(path, "a stream is not part of the JSON; give it with --stream"),
        };
        match value {
            Some(value) => Some(value),
            None => self.wrong(path, expected, json),
        }
    }

    /// Reads the value of an enum. Any string is accepted, because enums may grow.
    fn enumeration(&mut self, name: &str, json: &Json, path: &str) -> Option<Value> {
        if let Some(text) = json.as_str() {
            return Some(Value::String(text.to_owned()));
        }
        let values = self.shapes.enumeration(name).map(|found| match &found.values {
            EnumValues::Strings(values) => values.iter().map(|value| value.value.as_str()).collect(),
            EnumValues::Integers(_) => Vec::new(),
        });
        let shown = values.unwrap_or_default().join(", ");
        self.wrong(path, &format!("one of {shown}"), json)
    }
}

fn is_stream(ty: &Type) -> bool {
    matches!(
        ty,
        Type::ByteStream | Type::EventReceiver(_) | Type::EventStreamSender(_)
    )
}

fn unknown(word: &str, name: &str, names: &[&str]) -> String {
    match smithy_codegen::suggest::did_you_mean(name, names.iter().copied()) {
        Some(help) => format!("there is no {word} `{name}`; {help}"),
        None => format!("there is no {word} `{name}`; there are {}", names.join(", ")),
    }
}

fn integer(json: &Json, min: i64, max: i64) -> Option<Value> {
    let value = json.as_i64().filter(|value| (min..=max).contains(value))?;
    Some(Value::Integer(value))
}

fn number(json: &Json) -> Option<f64> {
    match json.as_str() {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        _ => json.as_f64(),
    }
}

/// Returns the digits of a number. A string preserves all of them.
fn digits(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn timestamp(json: &Json) -> Option<DateTime> {
    match json {
        Json::String(text) => DateTime::from_str(text, DateTimeFormat::DateTimeWithOffset).ok(),
        json => match json.as_i64() {
            Some(seconds) => Some(DateTime::from_secs(seconds)),
            None => json.as_f64().map(DateTime::from_secs_f64),
        },
    }
}

fn document(json: &Json) -> Document {
    match json {
        Json::Null => Document::Null,
        Json::Bool(value) => Document::Bool(*value),
        Json::String(text) => Document::String(text.clone()),
        Json::Array(elements) => Document::Array(elements.iter().map(document).collect()),
        Json::Object(entries) => Document::Object(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), document(value)))
                .collect(),
        ),
        Json::Number(number) => Document::Number(match (number.as_u64(), number.as_i64()) {
            (Some(value), _) => Number::PosInt(value),
            (None, Some(value)) => Number::NegInt(value),
            (None, None) => Number::Float(number.as_f64().unwrap_or_default()),
        }),
    }
}
