//! Stand-ins for values that are missing.

use super::{MissingMembers, Values};
use crate::ir::Type;
use crate::ir::value::{Document, Floating, Timestamp, Value};

impl Values<'_, '_> {
    /// Returns a stand-in for a missing value.
    pub(super) fn stand_in(&mut self, ty: &Type) -> Value {
        let text = if self.missing == MissingMembers::Filled {
            "x"
        } else {
            ""
        };
        match ty {
            Type::Boolean => Value::Boolean(false),
            Type::Byte | Type::Short | Type::Integer | Type::Long => Value::Integer(0),
            Type::Float => Value::Float(Floating::Finite("0".to_owned())),
            Type::Double => Value::Double(Floating::Finite("0".to_owned())),
            Type::BigInteger => Value::BigInteger("0".to_owned()),
            Type::BigDecimal => Value::BigDecimal("0".to_owned()),
            Type::String => Value::String(text.to_owned()),
            Type::Blob => Value::Blob(String::new()),
            Type::Timestamp => Value::Timestamp(Timestamp::Epoch(0, 0)),
            Type::Document => Value::Document(Document::Null),
            Type::Enum(name) => self.enumeration(name, text.to_owned()),
            Type::IntEnum(name) => self.int_enumeration(name, 0),
            Type::Structure(_) | Type::Exception(_) => {
                let shape = self.structure_shape(ty);
                let value = shape.and_then(|(shape, path)| self.structure(shape, path, None));
                value.map_or(Value::Absent, Value::Structure)
            }
            Type::Union(name) => Value::UnknownUnion(name.clone()),
            Type::ByteStream => Value::ByteStream(String::new()),
            Type::EventReceiver(_) => Value::Events {
                received: true,
                events: Vec::new(),
            },
            Type::EventStreamSender(_) => Value::Events {
                received: false,
                events: Vec::new(),
            },
            Type::Boxed(inner) => Value::Boxed(Box::new(self.stand_in(inner))),
            Type::List { .. } => Value::List(Vec::new()),
            Type::Map { .. } => Value::Map(Vec::new()),
        }
    }
}
