//! Validation of values by the constraints of the model.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::error::{Code, FieldError};
use crate::model::{Bounds, Constraints, Kind, Member, Model, Shape};

/// A checked value, without members that are not in the model, and all violations.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) value: Value,
    pub(crate) errors: Vec<FieldError>,
    /// Paths of values whose JSON type differs from that of the shape.
    pub(crate) mistyped: Vec<String>,
}

/// Checks a value of a shape.
///
/// Members that are not in the model, and nulls, are removed from the result. This is not
/// documented; chosen: they are ignored, as awsJson services do.
pub(crate) fn check(model: &Model, shape: &str, value: &Value) -> Checked {
    let mut checker = Checker {
        model,
        errors: Vec::new(),
        mistyped: Vec::new(),
    };
    let value = match model.shape(shape) {
        Some(shape) => checker.shape(shape, &shape.constraints, "", value),
        None => value.clone(),
    };
    Checked {
        value,
        errors: checker.errors,
        mistyped: checker.mistyped,
    }
}

struct Checker<'a> {
    model: &'a Model,
    errors: Vec<FieldError>,
    mistyped: Vec<String>,
}

impl Checker<'_> {
    fn error(&mut self, path: &str, code: Code, message: impl Into<String>) {
        self.errors.push(FieldError::new(path, code, message));
    }

    fn shape(&mut self, shape: &Shape, constraints: &Constraints, path: &str, value: &Value) -> Value {
        self.constraints(constraints, path, value);
        match (&shape.kind, value) {
            (Kind::Structure(members), Value::Object(object)) => self.structure(members, path, object),
            (Kind::Union(members), Value::Object(object)) => self.union(members, path, object),
            (Kind::List(element), Value::Array(values)) => self.list(element, path, values),
            (Kind::Map { key, value: held }, Value::Object(entries)) => self.map(key, held, path, entries),
            (Kind::Enum(values), Value::String(text)) => {
                if !values.contains(text) {
                    let message = format!("The value is not one of {}", shortened(values));
                    self.error(path, Code::InvalidEnumValue, message);
                }
                value.clone()
            }
            (Kind::Timestamp, Value::String(text)) => {
                if text.parse::<Timestamp>().is_err() {
                    self.error(path, Code::InvalidStringFormat, "The value is not an RFC 3339 time");
                }
                value.clone()
            }
            (Kind::String, Value::String(_)) | (Kind::Unit, Value::Object(_)) => value.clone(),
            (Kind::Integer, Value::Number(number)) if number.is_i64() => value.clone(),
            _ => {
                self.mistyped.push(path.to_owned());
                Value::Null
            }
        }
    }

    fn structure(&mut self, members: &[Member], path: &str, object: &Map<String, Value>) -> Value {
        let mut known = Map::new();
        for member in members {
            let path = joined(path, &member.name);
            match object.get(&member.name).filter(|value| !value.is_null()) {
                Some(value) => {
                    known.insert(member.name.clone(), self.member(member, &path, value));
                }
                None if member.required => {
                    self.error(&path, Code::RequiredFieldMissing, "The field is required");
                }
                None => {}
            }
        }
        Value::Object(known)
    }

    fn union(&mut self, members: &[Member], path: &str, object: &Map<String, Value>) -> Value {
        let is_tag = |name: &str, value: &Value| !value.is_null() && name != "__type";
        let set: Vec<_> = object.iter().filter(|(name, value)| is_tag(name, value)).collect();
        let [(tag, held)] = set[..] else {
            let message = format!("The union must have exactly one member, and has {}", set.len());
            self.error(path, Code::InvalidValue, message);
            return Value::Object(Map::new());
        };
        let Some(member) = members.iter().find(|member| member.name == *tag) else {
            let names: Vec<_> = members.iter().map(|member| member.name.clone()).collect();
            let message = format!("The member is not one of {}", shortened(&names));
            self.error(&joined(path, tag), Code::InvalidValue, message);
            return Value::Object(Map::new());
        };
        let held = self.member(member, &joined(path, tag), held);
        Value::Object(Map::from_iter([(tag.clone(), held)]))
    }

    fn list(&mut self, element: &Member, path: &str, values: &[Value]) -> Value {
        let elements = values.iter().enumerate();
        elements
            .map(|(index, value)| self.member(element, &format!("{path}[{index}]"), value))
            .collect()
    }

    fn map(&mut self, key: &Member, held: &Member, path: &str, entries: &Map<String, Value>) -> Value {
        let mut known = Map::new();
        for (name, value) in entries {
            let path = joined(path, name);
            self.member(key, &path, &Value::String(name.clone()));
            known.insert(name.clone(), self.member(held, &path, value));
        }
        Value::Object(known)
    }

    fn member(&mut self, member: &Member, path: &str, value: &Value) -> Value {
        let model = self.model;
        match model.shape(&member.target) {
            Some(shape) => self.shape(shape, &member.constraints.or(&shape.constraints), path, value),
            None => value.clone(),
        }
    }

    fn constraints(&mut self, constraints: &Constraints, path: &str, value: &Value) {
        let length = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        match value {
            Value::String(text) => {
                let count = length(text.chars().count());
                if let Some(bounds) = constraints.length.filter(|bounds| !bounds.contains(count)) {
                    let message = format!("The value has {count} characters, expected {}", shown(bounds));
                    self.error(path, Code::InvalidValue, message);
                }
                if let Some(pattern) = constraints.pattern.as_ref().filter(|pattern| !pattern.is_match(text)) {
                    let message = format!("The value does not match {}", pattern.as_str());
                    self.error(path, Code::InvalidStringFormat, message);
                }
            }
            Value::Number(number) => {
                let number = number.as_i64().unwrap_or(i64::MAX);
                if let Some(bounds) = constraints.range.filter(|bounds| !bounds.contains(number)) {
                    let message = format!("The value is {number}, expected {}", shown(bounds));
                    self.error(path, Code::ValueOutOfRange, message);
                }
            }
            Value::Array(values) => self.collection(constraints, path, length(values.len()), values),
            Value::Object(entries) => self.collection(constraints, path, length(entries.len()), &[]),
            _ => {}
        }
    }

    fn collection(&mut self, constraints: &Constraints, path: &str, count: i64, values: &[Value]) {
        if let Some(bounds) = constraints.length.filter(|bounds| !bounds.contains(count)) {
            let code = match bounds.min {
                Some(min) if count < min => Code::NotEnoughValues,
                _ => Code::TooManyValues,
            };
            let message = format!("The field has {count} values, expected {}", shown(bounds));
            self.error(path, code, message);
        }
        let distinct: BTreeSet<_> = values.iter().map(Value::to_string).collect();
        if constraints.unique_items && distinct.len() < values.len() {
            self.error(path, Code::DuplicateKeyValue, "The values are not unique");
        }
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn shown(bounds: Bounds) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any".to_owned(),
    }
}

/// Shows at most ten values.
fn shortened(values: &[String]) -> String {
    let mut shown = values
        .iter()
        .take(10)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    if values.len() > 10 {
        shown.push_str(", ...");
    }
    shown
}

#[cfg(test)]
#[path = "validation/tests.rs"]
mod tests;
