//! Values of any shape, which the runtime serializes and deserializes.

mod error;
mod streams;

use std::fmt;

use smithy_client_runtime::primitives::{
    BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, UnknownVariant,
};
use smithy_client_runtime::schema::{Member, MemberRef};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, MemberSlot, SerializeShape, ShapeDeserializer, ShapeSerializer, Unit, Variant,
};
use smithy_codegen::ir::Type;

pub(crate) use self::error::CallError;
pub(crate) use self::streams::{Receiver, Stream, events_of};
use super::shapes::{Shapes, Structure, Union};

/// A value of any shape.
#[derive(Clone)]
pub(crate) enum Value {
    Boolean(bool),
    Integer(i64),
    Float(f32),
    Double(f64),
    BigInteger(BigInteger),
    BigDecimal(BigDecimal),
    String(String),
    Blob(Blob),
    Timestamp(DateTime),
    Document(Document),
    /// The values of the members, in the order of the schema.
    Structure(&'static Structure, Vec<Option<Value>>),
    /// The index of the variant, and its value unless it is the unit type.
    Union(&'static Union, usize, Option<Box<Value>>),
    UnknownUnion(UnknownVariant),
    /// Only elements of sparse lists can be absent.
    List(Vec<Option<Value>>),
    Map(Vec<(String, Option<Value>)>),
    Stream(Stream),
}

// Values may be secrets.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value(..)")
    }
}

impl SerializeShape for Value {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        match self {
            Self::Boolean(value) => serializer.boolean(member, *value),
            Self::Integer(value) => serializer.integer(member, *value),
            Self::Float(value) => serializer.float(member, *value),
            Self::Double(value) => serializer.double(member, *value),
            Self::BigInteger(value) => serializer.big_integer(member, value),
            Self::BigDecimal(value) => serializer.big_decimal(member, value),
            Self::String(value) => serializer.string(member, value),
            Self::Blob(value) => serializer.blob(member, value),
            Self::Timestamp(value) => serializer.timestamp(member, value),
            Self::Document(value) => serializer.document(member, value),
            Self::Structure(structure, values) => {
                let values: Vec<&dyn SerializeShape> = values.iter().map(|value| value as _).collect();
                serializer.structure(member, &structure.schema, &values);
            }
            Self::Union(union, variant, value) => match value {
                Some(value) => serializer.union(member, &union.schema, *variant, value),
                None => serializer.union(member, &union.schema, *variant, &Unit),
            },
            Self::UnknownUnion(value) => serializer.unknown_union(member, value),
            Self::Stream(stream) => stream.write(member, serializer),
            Self::List(values) => values.write(member, serializer),
            Self::Map(entries) => {
                serializer.begin_map(member, entries.len());
                for (key, value) in entries {
                    serializer.key(key);
                    value.write_element(member.map_value(), serializer);
                }
                serializer.end_map();
            }
        }
    }
}

/// The slot of a value that is read.
pub(crate) struct Slot {
    shapes: &'static Shapes,
    ty: &'static Type,
    pub(crate) value: Option<Value>,
}

impl MemberSlot for Slot {
    fn read_member(&mut self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        self.value = Some(read(self.shapes, self.ty, deserializer)?);
        Ok(())
    }

    fn set_text(&mut self, text: &str, member: &Member) -> bool {
        let value = match self.ty {
            Type::String | Type::Enum(_) => Some(Value::String(text.to_owned())),
            Type::Blob => <Blob as DeserializeShape>::from_text(text).map(Value::Blob),
            Type::Timestamp if member.traits().timestamp_format() == Some(DateTimeFormat::DateTime) => {
                DateTime::from_str(text, DateTimeFormat::DateTimeWithOffset)
                    .ok()
                    .map(Value::Timestamp)
            }
            _ => None,
        };
        let is_value = value.is_some();
        if is_value {
            self.value = value;
        }
        is_value
    }
}

/// Reads the members of a structure.
pub(crate) fn read_structure(
    shapes: &'static Shapes,
    structure: &'static Structure,
    deserializer: &mut dyn ShapeDeserializer,
) -> Result<Value, DeserializeError> {
    let mut slots: Vec<Slot> = structure
        .fields()
        .iter()
        .map(|field| Slot {
            shapes,
            ty: &field.ty,
            value: None,
        })
        .collect();
    let mut places: Vec<&mut dyn MemberSlot> = slots.iter_mut().map(|slot| slot as _).collect();
    deserializer.structure(&structure.schema, &mut places)?;
    let values = slots.into_iter().map(|slot| slot.value);
    Ok(Value::Structure(structure, values.collect()))
}

/// Reads the next value, which has this type.
fn read(
    shapes: &'static Shapes,
    ty: &'static Type,
    deserializer: &mut dyn ShapeDeserializer,
) -> Result<Value, DeserializeError> {
    Ok(match ty {
        Type::Boolean => Value::Boolean(deserializer.boolean()?),
        Type::Byte => Value::Integer(deserializer.integer(i8::MIN.into(), i8::MAX.into())?),
        Type::Short => Value::Integer(deserializer.integer(i16::MIN.into(), i16::MAX.into())?),
        Type::Integer | Type::IntEnum(_) => Value::Integer(deserializer.integer(i32::MIN.into(), i32::MAX.into())?),
        Type::Long => Value::Integer(deserializer.integer(i64::MIN, i64::MAX)?),
        Type::Float => Value::Float(deserializer.float()?),
        Type::Double => Value::Double(deserializer.double()?),
        Type::BigInteger => Value::BigInteger(deserializer.big_integer()?),
        Type::BigDecimal => Value::BigDecimal(deserializer.big_decimal()?),
        Type::String | Type::Enum(_) => Value::String(deserializer.string()?),
        Type::Blob => Value::Blob(deserializer.blob()?),
        Type::Timestamp => Value::Timestamp(deserializer.timestamp()?),
        Type::Document => Value::Document(deserializer.document()?),
        Type::Structure(_) | Type::Exception(_) => match shapes.structure(ty) {
            Some(structure) => read_structure(shapes, structure, deserializer)?,
            None => return Err(deserializer.error("the structure is not in the model")),
        },
        Type::Union(name) => match shapes.union(name) {
            Some(union) => read_union(shapes, union, deserializer)?,
            None => return Err(deserializer.error("the union is not in the model")),
        },
        Type::Boxed(inner) => read(shapes, inner, deserializer)?,
        Type::List { element, sparse } => {
            let mut values = Vec::new();
            deserializer.begin_list()?;
            while if *sparse {
                deserializer.next_element()?
            } else {
                deserializer.next_value()?
            } {
                values.push(read_nullable(shapes, element, deserializer)?);
            }
            Value::List(values)
        }
        Type::Map { value, sparse, .. } => {
            let mut entries = Vec::new();
            deserializer.begin_map()?;
            while let Some(key) = deserializer.next_key()? {
                let held = read_nullable(shapes, value, deserializer)?;
                if *sparse || held.is_some() {
                    entries.push((key, held));
                }
            }
            Value::Map(entries)
        }
        Type::ByteStream | Type::EventReceiver(_) | Type::EventStreamSender(_) => {
            match Stream::read(ty, deserializer)? {
                Some(stream) => Value::Stream(stream),
                None => return Err(deserializer.error("a stream cannot be read here")),
            }
        }
    })
}

fn read_nullable(
    shapes: &'static Shapes,
    ty: &'static Type,
    deserializer: &mut dyn ShapeDeserializer,
) -> Result<Option<Value>, DeserializeError> {
    match *ty != Type::Document && deserializer.null()? {
        true => Ok(None),
        false => read(shapes, ty, deserializer).map(Some),
    }
}

pub(super) fn read_union(
    shapes: &'static Shapes,
    union: &'static Union,
    deserializer: &mut dyn ShapeDeserializer,
) -> Result<Value, DeserializeError> {
    let value = match deserializer.begin_union(&union.schema)? {
        Variant::Unknown(value) => Value::UnknownUnion(value),
        Variant::Known(index) => match union.variants().get(index).and_then(|variant| variant.ty.as_ref()) {
            Some(ty) => Value::Union(union, index, Some(Box::new(read(shapes, ty, deserializer)?))),
            None => {
                deserializer.unit()?;
                Value::Union(union, index, None)
            }
        },
    };
    deserializer.end_union()?;
    Ok(value)
}
