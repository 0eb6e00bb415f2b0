//! Values for examples: those of the documentation, and generated ones with all members.

use smithy_client_runtime::primitives::{Blob, DateTime, DateTimeFormat, Document, Number};
use smithy_codegen::ir::value::{self, Example, Floating};
use smithy_codegen::ir::{Enum, EnumValues, Type};

use super::shapes::{Shapes, Structure, Union};
use super::value::{Stream, Value};

/// The depth of structures below which optional members are omitted.
const DEPTH: usize = 4;

/// Returns a structure with values for all members.
pub(crate) fn sample(shapes: &'static Shapes, structure: &'static Structure) -> Value {
    sample_structure(shapes, structure, 0)
}

/// Returns a structure with values for its required members.
pub(super) fn required(shapes: &'static Shapes, structure: &'static Structure) -> Value {
    sample_structure(shapes, structure, DEPTH)
}

fn sample_structure(shapes: &'static Shapes, structure: &'static Structure, depth: usize) -> Value {
    let values = structure.fields().iter().map(|field| {
        let is_wanted = depth < DEPTH || field.required;
        let value = is_wanted.then(|| of_type(shapes, &field.ty, &field.member_name, depth + 1));
        value.flatten()
    });
    Value::Structure(structure, values.collect())
}

fn of_type(shapes: &'static Shapes, ty: &'static Type, name: &str, depth: usize) -> Option<Value> {
    if depth > 2 * DEPTH {
        return None;
    }
    Some(match ty {
        Type::Boolean => Value::Boolean(true),
        Type::Byte | Type::Short | Type::Integer | Type::Long => Value::Integer(1),
        Type::Float => Value::Float(1.5),
        Type::Double => Value::Double(1.5),
        Type::BigInteger => Value::BigInteger("1".parse().ok()?),
        Type::BigDecimal => Value::BigDecimal("1.5".parse().ok()?),
        Type::String => Value::String(name.to_owned()),
        Type::Blob => Value::Blob(Blob::new(name)),
        Type::Timestamp => Value::Timestamp(DateTime::from_secs(1_767_225_600)),
        Type::Document => Value::Document(Document::Object([("key".to_owned(), Document::Bool(true))].into())),
        Type::Enum(name) | Type::IntEnum(name) => first_value(shapes.enumeration(name)?)?,
        Type::Structure(_) | Type::Exception(_) => sample_structure(shapes, shapes.structure(ty)?, depth),
        Type::Union(name) => {
            let union = shapes.union(name)?;
            let variant = union.variants().first()?;
            let value = match &variant.ty {
                Some(ty) => Some(Box::new(of_type(shapes, ty, &variant.member_name, depth + 1)?)),
                None => None,
            };
            Value::Union(union, 0, value)
        }
        Type::Boxed(inner) => of_type(shapes, inner, name, depth + 1)?,
        Type::List { element, .. } => Value::List(
            of_type(shapes, element, name, depth + 1)
                .map(Some)
                .into_iter()
                .collect(),
        ),
        Type::Map { key, value, .. } => {
            let key = match of_type(shapes, key, "key", depth)? {
                Value::String(key) => key,
                _ => "key".to_owned(),
            };
            let value = of_type(shapes, value, name, depth + 1);
            Value::Map(value.map(|value| (key, Some(value))).into_iter().collect())
        }
        #[allow(unreachable_patterns, reason = "streams come with the runtime's feature")]
        _ => return None,
    })
}

fn first_value(found: &'static Enum) -> Option<Value> {
    match &found.values {
        EnumValues::Strings(values) => values.first().map(|value| Value::String(value.value.clone())),
        EnumValues::Integers(values) => values.first().map(|value| Value::Integer(value.value)),
    }
}

/// Returns the input of an example of the documentation.
pub(crate) fn of_example(shapes: &'static Shapes, input: &'static Structure, example: &Example) -> Option<Value> {
    let variables = &example.variables;
    ExampleReader { shapes, variables }.structure(input, &example.input)
}

/// Returns the structure of a test case.
pub(crate) fn of_structure(
    shapes: &'static Shapes,
    structure: &'static Structure,
    given: &value::StructureValue,
) -> Option<Value> {
    let variables = &[];
    ExampleReader { shapes, variables }.structure(structure, given)
}

/// Returns the event of a test case.
pub(super) fn of_event(shapes: &'static Shapes, union: &'static Union, given: &value::Value) -> Option<Value> {
    let variables = &[];
    ExampleReader { shapes, variables }.union(union, given)
}

struct ExampleReader<'e> {
    shapes: &'static Shapes,
    variables: &'e [(String, value::Value)],
}

impl ExampleReader<'_> {
    fn structure(&self, structure: &'static Structure, given: &value::StructureValue) -> Option<Value> {
        let mut values = Vec::new();
        for field in structure.fields() {
            let given = given.fields.iter().find(|(name, _)| *name == field.name);
            values.push(match given {
                // Events are not a part of the value.
                Some((_, value::Value::Events { .. })) => None,
                Some((_, value)) => Some(self.value(&field.ty, value)?),
                None => None,
            });
        }
        Some(Value::Structure(structure, values))
    }

    fn value(&self, ty: &'static Type, given: &value::Value) -> Option<Value> {
        Some(match (ty, given) {
            (Type::Boxed(ty), value::Value::Boxed(inner)) => self.value(ty, inner)?,
            (ty, value::Value::Boxed(inner) | value::Value::Present(inner)) => self.value(ty, inner)?,
            (ty, value::Value::Variable(name)) => {
                let (_, value) = self.variables.iter().find(|(known, _)| known == name)?;
                self.value(ty, value)?
            }
            (_, value::Value::Boolean(value)) => Value::Boolean(*value),
            (_, value::Value::Integer(value)) => Value::Integer(*value),
            #[allow(clippy::cast_possible_truncation, reason = "a float has less digits")]
            (_, value::Value::Float(value)) => Value::Float(floating(value)? as f32),
            (_, value::Value::Double(value)) => Value::Double(floating(value)?),
            (_, value::Value::BigInteger(digits)) => Value::BigInteger(digits.parse().ok()?),
            (_, value::Value::BigDecimal(digits)) => Value::BigDecimal(digits.parse().ok()?),
            (_, value::Value::String(text)) => Value::String(text.clone()),
            (_, value::Value::Blob(text)) => Value::Blob(Blob::new(text.as_str())),
            (_, value::Value::ByteStream(text)) => Value::Stream(Stream::of_bytes(text)),
            (_, value::Value::Timestamp(time)) => Value::Timestamp(timestamp(time)?),
            (_, value::Value::Document(value)) => Value::Document(document(value)?),
            (Type::Enum(name), value::Value::Enum { value, .. }) => self.enum_value(name, value)?,
            (Type::IntEnum(name), value::Value::IntEnum { value, .. }) => self.int_enum_value(name, value)?,
            (Type::Structure(_) | Type::Exception(_), value::Value::Structure(given)) => {
                self.structure(self.shapes.structure(ty)?, given)?
            }
            // Inputs that must only be sent have such a stand-in for a union.
            (Type::Union(_), value::Value::UnknownUnion(_)) => of_type(self.shapes, ty, "value", 0)?,
            (Type::Union(name), given) => self.union(self.shapes.union(name)?, given)?,
            (Type::List { element, .. }, value::Value::List(values)) => {
                let values = values.iter().map(|value| self.held(element, value));
                Value::List(values.collect::<Option<_>>()?)
            }
            (Type::Map { key, value: ty, .. }, value::Value::Map(entries)) => {
                let entries = entries.iter().map(|(name, value)| {
                    let Value::String(name) = self.value(key, name)? else {
                        return None;
                    };
                    Some((name, self.held(ty, value)?))
                });
                Value::Map(entries.collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    fn union(&self, union: &'static Union, given: &value::Value) -> Option<Value> {
        let value::Value::Union { variant, value, .. } = given else {
            return None;
        };
        let index = union.variants().iter().position(|known| known.name == *variant)?;
        let value = match (&union.variants().get(index)?.ty, value) {
            (Some(ty), Some(value)) => Some(Box::new(self.value(ty, value)?)),
            _ => None,
        };
        Some(Value::Union(union, index, value))
    }

    fn held(&self, ty: &'static Type, given: &value::Value) -> Option<Option<Value>> {
        match given {
            value::Value::Absent => Some(None),
            given => self.value(ty, given).map(Some),
        }
    }

    fn enum_value(&self, name: &str, value: &value::EnumLiteral<String>) -> Option<Value> {
        let text = match (value, &self.shapes.enumeration(name)?.values) {
            (value::EnumLiteral::Unknown(text), _) => text,
            (value::EnumLiteral::Known(variant), EnumValues::Strings(values)) => {
                &values.iter().find(|known| known.variant == *variant)?.value
            }
            _ => return None,
        };
        Some(Value::String(text.clone()))
    }

    fn int_enum_value(&self, name: &str, value: &value::EnumLiteral<i64>) -> Option<Value> {
        match (value, &self.shapes.enumeration(name)?.values) {
            (value::EnumLiteral::Unknown(number), _) => Some(Value::Integer(*number)),
            (value::EnumLiteral::Known(variant), EnumValues::Integers(values)) => {
                let known = values.iter().find(|known| known.variant == *variant)?;
                Some(Value::Integer(known.value))
            }
            _ => None,
        }
    }
}

fn floating(value: &Floating) -> Option<f64> {
    Some(match value {
        Floating::Finite(text) => text.parse().ok()?,
        Floating::NaN => f64::NAN,
        Floating::Infinity => f64::INFINITY,
        Floating::NegativeInfinity => f64::NEG_INFINITY,
    })
}

fn timestamp(time: &value::Timestamp) -> Option<DateTime> {
    match time {
        value::Timestamp::Epoch(seconds, nanos) => Some(DateTime::from_secs_and_nanos(*seconds, *nanos)),
        value::Timestamp::Text(text) => DateTime::from_str(text, DateTimeFormat::DateTimeWithOffset).ok(),
    }
}

fn document(value: &value::Document) -> Option<Document> {
    Some(match value {
        value::Document::Null => Document::Null,
        value::Document::Boolean(value) => Document::Bool(*value),
        value::Document::Integer(digits) => Document::Number(match digits.parse() {
            Ok(value) => Number::PosInt(value),
            Err(_) => Number::NegInt(digits.parse().ok()?),
        }),
        value::Document::Float(digits) => Document::Number(Number::Float(digits.parse().ok()?)),
        value::Document::String(text) => Document::String(text.clone()),
        value::Document::Array(values) => Document::Array(values.iter().map(document).collect::<Option<_>>()?),
        value::Document::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| Some((key.clone(), document(value)?)));
            Document::Object(entries.collect::<Option<_>>()?)
        }
    })
}
