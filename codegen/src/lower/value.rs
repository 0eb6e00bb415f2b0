//! Converts JSON nodes that describe values of shapes (`params` of a test case) to values that the
//! emitters print.

mod plain;
mod stand_in;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::value::{EnumLiteral, Floating, StructurePath, StructureValue, Timestamp, Value};
use crate::ir::{self, Builder, EnumValues, Field, Presence, Role, Type};
use crate::model::node::{Node, NodeKind};
use crate::model::select::nearest;

use super::by_name::by_name;

use self::plain::{document, epoch};

/// The treatment of required members that the node lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MissingMembers {
    /// They stay unset.
    Unset,
    /// They have the values of client error correction.
    Corrected,
    /// They have values that can be sent.
    Filled,
}

/// Creates values of the shapes of a service.
pub(crate) struct Values<'s, 'd> {
    pub(crate) service: &'s ir::Service,
    pub(crate) missing: MissingMembers,
    pub(crate) diagnostics: &'d mut Diagnostics,
}

impl<'s> Values<'s, '_> {
    /// Returns the structure or exception that a type names, and its path in the crate.
    pub(crate) fn structure_shape(&self, ty: &Type) -> Option<(&'s ir::Structure, StructurePath)> {
        let (shapes, name, path): (_, _, fn(String) -> StructurePath) = match ty {
            Type::Structure(name) => (&self.service.structures, name, StructurePath::Type),
            Type::Exception(name) => (&self.service.exceptions, name, StructurePath::Exception),
            _ => return None,
        };
        Some((by_name(shapes, name)?, path(name.clone())))
    }

    /// Returns a structure of an object's entries, or one without entries if there is no node.
    pub(crate) fn structure(
        &mut self,
        shape: &ir::Structure,
        path: StructurePath,
        node: Option<Node<'_>>,
    ) -> Option<StructureValue> {
        let entries = match node {
            Some(node) => node.entries().or_else(|| self.wrong(node, "an object"))?,
            None => Vec::new(),
        };
        for entry in &entries {
            if !shape.fields.iter().any(|field| field.member_name == entry.key) {
                let _: Option<()> = self.no_member(
                    entry.value,
                    &shape.id,
                    &entry.key,
                    shape.fields.iter().map(|field| field.member_name.as_str()),
                );
            }
        }
        let mut fields = Vec::new();
        for field in &shape.fields {
            let given = entries
                .iter()
                .find(|entry| entry.key == field.member_name)
                .filter(|entry| !entry.value.is_null());
            let value = match given {
                Some(entry) => Some(self.value(&field.ty, entry.value)?),
                None => self.needs(shape, field).then(|| self.stand_in(&field.ty)),
            };
            fields.extend(value.map(|value| (field.name.clone(), value)));
        }
        Some(StructureValue {
            path,
            fallible: matches!(shape.builder, Builder::Fallible(_)),
            fields,
        })
    }

    fn needs(&self, shape: &ir::Structure, field: &Field) -> bool {
        let required = field.presence == Presence::Required;
        match self.missing {
            MissingMembers::Unset => false,
            MissingMembers::Corrected => required,
            MissingMembers::Filled => required || (shape.role == Role::Input && field.required),
        }
    }

    /// Returns a value of this type.
    pub(crate) fn value(&mut self, ty: &Type, node: Node<'_>) -> Option<Value> {
        match ty {
            Type::Boolean => node
                .as_bool()
                .map(Value::Boolean)
                .or_else(|| self.wrong(node, "a boolean")),
            Type::Byte | Type::Short | Type::Integer | Type::Long => node
                .as_i64()
                .map(Value::Integer)
                .or_else(|| self.wrong(node, "a whole number of 64 bits")),
            Type::Float => self.floating(node).map(Value::Float),
            Type::Double => self.floating(node).map(Value::Double),
            Type::BigInteger => self.digits(node).map(Value::BigInteger),
            Type::BigDecimal => self.digits(node).map(Value::BigDecimal),
            Type::String => self.text(node).map(Value::String),
            Type::Blob => self.text(node).map(Value::Blob),
            Type::Timestamp => self.timestamp(node).map(Value::Timestamp),
            Type::Document => document(node).map(Value::Document),
            Type::Enum(name) => self.text(node).map(|text| self.enumeration(name, text)),
            Type::IntEnum(name) => {
                let value = node.as_i64().or_else(|| self.wrong(node, "a whole number"))?;
                Some(self.int_enumeration(name, value))
            }
            Type::Structure(_) | Type::Exception(_) => {
                let (shape, path) = self.structure_shape(ty)?;
                self.structure(shape, path, Some(node)).map(Value::Structure)
            }
            Type::Union(name) => self.union(name, node),
            Type::ByteStream => self.text(node).map(Value::ByteStream),
            Type::EventReceiver(name) => self.events(name, node, true),
            Type::EventStreamSender(name) => self.events(name, node, false),
            Type::Boxed(inner) => self.value(inner, node).map(|value| Value::Boxed(Box::new(value))),
            Type::List { element, sparse } => {
                let elements = node.elements().or_else(|| self.wrong(node, "an array"))?;
                elements
                    .into_iter()
                    .map(|node| self.element(element, *sparse, node))
                    .collect::<Option<_>>()
                    .map(Value::List)
            }
            Type::Map { key, value, sparse } => {
                let entries = node.entries().or_else(|| self.wrong(node, "an object"))?;
                let entries = entries.into_iter().map(|entry| {
                    let key = match key.as_ref() {
                        Type::Enum(name) => self.enumeration(name, entry.key.into_owned()),
                        _ => Value::String(entry.key.into_owned()),
                    };
                    Some((key, self.element(value, *sparse, entry.value)?))
                });
                entries.collect::<Option<_>>().map(Value::Map)
            }
        }
    }

    fn element(&mut self, ty: &Type, sparse: bool, node: Node<'_>) -> Option<Value> {
        match (sparse, node.is_null()) {
            (true, true) => Some(Value::Absent),
            (true, false) => self.value(ty, node).map(|value| Value::Present(Box::new(value))),
            (false, _) => self.value(ty, node),
        }
    }

    fn union(&mut self, name: &str, node: Node<'_>) -> Option<Value> {
        let shape = by_name(&self.service.unions, name)?;
        let entries = node.entries().unwrap_or_default();
        let mut given = entries.into_iter().filter(|entry| !entry.value.is_null());
        let (Some(entry), None) = (given.next(), given.next()) else {
            return self.wrong(node, "an object with one entry");
        };
        let Some(variant) = shape.variants.iter().find(|variant| variant.member_name == entry.key) else {
            return self.no_member(
                entry.value,
                &shape.id,
                &entry.key,
                shape.variants.iter().map(|variant| variant.member_name.as_str()),
            );
        };
        let value = match &variant.ty {
            Some(ty) => Some(Box::new(self.value(ty, entry.value)?)),
            None => None,
        };
        Some(Value::Union {
            name: name.to_owned(),
            variant: variant.name.clone(),
            value,
        })
    }

    /// Returns a stream of one event.
    fn events(&mut self, name: &str, node: Node<'_>, received: bool) -> Option<Value> {
        Some(Value::Events {
            received,
            events: vec![self.union(name, node)?],
        })
    }

    /// Returns a value of a string enum.
    pub(super) fn enumeration(&self, name: &str, text: String) -> Value {
        let value = match self.values_of(name) {
            Some(EnumValues::Strings(values)) => known(values, text),
            _ => EnumLiteral::Unknown(text),
        };
        Value::Enum {
            name: name.to_owned(),
            value,
        }
    }

    /// Returns a value of an integer enum.
    pub(super) fn int_enumeration(&self, name: &str, number: i64) -> Value {
        let value = match self.values_of(name) {
            Some(EnumValues::Integers(values)) => known(values, number),
            _ => EnumLiteral::Unknown(number),
        };
        Value::IntEnum {
            name: name.to_owned(),
            value,
        }
    }

    fn values_of(&self, name: &str) -> Option<&EnumValues> {
        by_name(&self.service.enums, name).map(|shape| &shape.values)
    }

    fn text(&mut self, node: Node<'_>) -> Option<String> {
        node.as_str()
            .map(|text| text.into_owned())
            .or_else(|| self.wrong(node, "a string"))
    }

    fn floating(&mut self, node: Node<'_>) -> Option<Floating> {
        match (node.kind(), node.as_str().as_deref()) {
            (NodeKind::Number, _) => Some(Floating::Finite(node.text().to_owned())),
            (_, Some("NaN")) => Some(Floating::NaN),
            (_, Some("Infinity")) => Some(Floating::Infinity),
            (_, Some("-Infinity")) => Some(Floating::NegativeInfinity),
            _ => self.wrong(node, "a number, \"NaN\", \"Infinity\" or \"-Infinity\""),
        }
    }

    /// Reads a number of any size, which may be a string.
    fn digits(&mut self, node: Node<'_>) -> Option<String> {
        match node.kind() {
            NodeKind::Number => Some(node.text().to_owned()),
            _ => self.text(node),
        }
    }

    fn timestamp(&mut self, node: Node<'_>) -> Option<Timestamp> {
        match node.kind() {
            NodeKind::String => self.text(node).map(Timestamp::Text),
            NodeKind::Number => epoch(node.text()).or_else(|| self.wrong(node, "seconds since 1970 that fit 64 bits")),
            _ => self.wrong(node, "a timestamp"),
        }
    }

    fn wrong<T>(&mut self, node: Node<'_>, expected: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::error("wrong-value", "a value does not fit its shape")
                .at(node.place(), format!("expected {expected}, found {}", node.kind()))
                .help("values in traits have the form that the Smithy specification gives under \"node values\""),
        );
        None
    }

    fn no_member<'n, T>(
        &mut self,
        node: Node<'_>,
        id: &str,
        name: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::error("unknown-member", format!("`{id}` has no member `{name}`"))
                .at(node.place(), "its value")
                .help(nearest(name, names)),
        );
        None
    }
}

/// Returns the variant of a value, if there is one.
fn known<T: PartialEq>(values: &[ir::EnumValue<T>], value: T) -> EnumLiteral<T> {
    match values.iter().find(|known| known.value == value) {
        Some(known) => EnumLiteral::Known(known.variant.clone()),
        None => EnumLiteral::Unknown(value),
    }
}
