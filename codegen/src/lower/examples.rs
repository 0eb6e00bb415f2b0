//! Inputs for the documentation: every required member, with values that satisfy the model's
//! constraints.

mod pattern;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::ir::value::{Document, Floating, StructurePath, StructureValue, Timestamp, Value};
use crate::ir::{self, Type};
use crate::model::ast::{Member, Model, Shape, ShapeId, ShapeKind};
use crate::model::node::Node;
use crate::model::select::Selection;
use crate::model::traits::{ENUM_VALUE, EXAMPLE, LENGTH, PATTERN, RANGE};

use super::by_name::by_name;
use super::value::{MissingMembers, Values};

use self::pattern::Bounds;

/// 2026-01-31T12:00:00Z
const TIMESTAMP: Timestamp = Timestamp::Epoch(1_769_860_800, 0);

/// Adds an example to every operation.
pub(super) fn add(selection: &Selection<'_, '_>, service: &mut ir::Service) {
    let shapes: BTreeMap<_, _> = selection
        .operations
        .iter()
        .map(|operation| (operation.id.name(), *operation))
        .collect();
    let made: Vec<_> = service
        .operations
        .iter()
        .map(|operation| {
            let shape = shapes.get(operation.shape.as_str())?;
            input(service, selection.model, operation, shape).map(variables::of)
        })
        .collect();
    for (operation, example) in service.operations.iter_mut().zip(made) {
        operation.example = example;
    }
}

/// Returns the input of an operation.
fn input(
    service: &ir::Service,
    model: &Model<'_>,
    operation: &ir::Operation,
    shape: &Shape<'_>,
) -> Option<StructureValue> {
    let ShapeKind::Operation(props) = &shape.kind else {
        return None;
    };
    let path = StructurePath::Operation {
        module: operation.method.clone(),
        name: operation.input.name.clone(),
    };
    // An invalid value results in no example, which the tests of the committed model detect.
    let mut findings = Diagnostics::default();
    let mut maker = Maker {
        model,
        values: Values {
            service,
            missing: MissingMembers::Unset,
            diagnostics: &mut findings,
        },
        open: BTreeSet::new(),
    };
    let input = match &props.input {
        Some(input) => maker.structure(&operation.input, path, model.shape(&input.id)?),
        None => maker.values.structure(&operation.input, path, None)?,
    };
    (!findings.has_errors()).then_some(input)
}

/// Creates values. `open` has the shapes that enclose the current one.
struct Maker<'m, 'a, 'd> {
    model: &'m Model<'a>,
    values: Values<'m, 'd>,
    open: BTreeSet<ShapeId>,
}

impl<'m, 'a> Maker<'m, 'a, '_> {
    fn structure(&mut self, structure: &ir::Structure, path: StructurePath, shape: &'m Shape<'a>) -> StructureValue {
        let mut fields = Vec::new();
        for field in &structure.fields {
            let member = shape
                .member(&field.member_name)
                .filter(|member| member.is_required() && !member.is_idempotency_token());
            let value = member.and_then(|member| self.member(&field.ty, member, &member.name));
            fields.extend(value.map(|value| (field.name.clone(), value)));
        }
        StructureValue {
            path,
            fallible: matches!(structure.builder, ir::Builder::Fallible(_)),
            fields,
        }
    }

    /// Returns a value for a member, unless its shape contains itself. Texts are derived from
    /// `called`.
    fn member(&mut self, ty: &Type, member: &Member<'a>, called: &str) -> Option<Value> {
        let shape = self.model.shape(&member.target.id)?;
        let given = member.trait_value(EXAMPLE).or_else(|| shape.trait_value(EXAMPLE));
        if let Some(given) = given {
            return (!given.is_null()).then(|| self.values.value(ty, given))?;
        }
        if !self.open.insert(shape.id.clone()) {
            return None;
        }
        let value = self.value(ty, member, shape, called);
        self.open.remove(&shape.id);
        value
    }

    fn value(&mut self, ty: &Type, member: &Member<'a>, shape: &'m Shape<'a>, called: &str) -> Option<Value> {
        let own = |id: &str| member.trait_value(id).or_else(|| shape.trait_value(id));
        let length = own(LENGTH).map_or(Bounds::default(), bounds);
        let text = || match shape.kind {
            ShapeKind::Enum => first_value(shape),
            ShapeKind::String => {
                let pattern = own(PATTERN).and_then(|pattern| pattern.as_str());
                Some(pattern::text(pattern.as_deref(), length, called))
            }
            _ => Some(pattern::text(None, length, called)),
        };
        let integer = || match shape.kind {
            ShapeKind::IntEnum => shape.members.first()?.trait_value(ENUM_VALUE)?.as_i64(),
            _ => Some(number(own(RANGE))),
        };
        let digits = || number(own(RANGE)).to_string();
        Some(match ty {
            Type::Boolean => Value::Boolean(true),
            Type::Byte | Type::Short | Type::Integer | Type::Long => Value::Integer(integer()?),
            Type::Float => Value::Float(Floating::Finite(digits())),
            Type::Double => Value::Double(Floating::Finite(digits())),
            Type::BigInteger => Value::BigInteger(digits()),
            Type::BigDecimal => Value::BigDecimal(digits()),
            Type::String => Value::String(text()?),
            Type::Blob => Value::Blob(text()?),
            Type::ByteStream => Value::ByteStream(text()?),
            Type::Timestamp => Value::Timestamp(TIMESTAMP),
            Type::Document => {
                let value = Document::String("value".to_owned());
                Value::Document(Document::Object(vec![("key".to_owned(), value)]))
            }
            Type::Enum(name) => self.values.enumeration(name, text()?),
            Type::IntEnum(name) => self.values.int_enumeration(name, integer()?),
            Type::Structure(_) | Type::Exception(_) => {
                let (structure, path) = self.values.structure_shape(ty)?;
                Value::Structure(self.structure(structure, path, shape))
            }
            Type::Union(name) => self.union(name, shape)?,
            Type::EventReceiver(name) => self.events(name, shape, true)?,
            Type::EventStreamSender(name) => self.events(name, shape, false)?,
            Type::Boxed(inner) => Value::Boxed(Box::new(self.value(inner, member, shape, called)?)),
            Type::List { element, sparse } => Value::List(self.list(element, *sparse, shape, length, called)?),
            Type::Map { key, value, sparse } => {
                let key = self.member(key, shape.member("key")?, "key");
                let value = self.member(value, shape.member("value")?, called);
                Value::Map(match (key, value) {
                    (Some(key), Some(value)) => vec![(key, present(value, *sparse))],
                    _ if length.min == 0 => Vec::new(),
                    _ => return None,
                })
            }
        })
    }

    /// Returns the first variant that can have a value.
    fn union(&mut self, name: &str, shape: &'m Shape<'a>) -> Option<Value> {
        let union = by_name(&self.values.service.unions, name)?;
        let mut variants = shape.members.iter().filter_map(|member| {
            let mut variants = union.variants.iter();
            Some((member, variants.find(|variant| variant.member_name == member.name)?))
        });
        variants.find_map(|(member, variant)| {
            let value = match &variant.ty {
                Some(ty) => Some(Box::new(self.member(ty, member, &member.name)?)),
                None => None,
            };
            Some(Value::Union {
                name: name.to_owned(),
                variant: variant.name.clone(),
                value,
            })
        })
    }

    /// Returns a stream of one event.
    fn events(&mut self, name: &str, shape: &'m Shape<'a>, received: bool) -> Option<Value> {
        let events = vec![self.union(name, shape)?];
        Some(Value::Events { received, events })
    }

    /// Returns the least number of elements, at least one. They are not distinct.
    fn list(
        &mut self,
        element: &Type,
        sparse: bool,
        shape: &Shape<'a>,
        length: Bounds,
        called: &str,
    ) -> Option<Vec<Value>> {
        match self.member(element, shape.member("member")?, called) {
            Some(element) => Some(vec![present(element, sparse); length.at_least(1)]),
            None if length.min == 0 => Some(Vec::new()),
            None => None,
        }
    }
}

/// Returns the value as an element of a list or map.
fn present(value: Value, sparse: bool) -> Value {
    match sparse {
        true => Value::Present(Box::new(value)),
        false => value,
    }
}

/// Returns the first value of a string enum.
fn first_value(shape: &Shape<'_>) -> Option<String> {
    let first = shape.members.first()?;
    let value = first.trait_text(ENUM_VALUE);
    Some(value.map_or_else(|| first.name.clone(), |value| value.to_string()))
}

fn bounds(length: Node<'_>) -> Bounds {
    let bound = |key: &str| {
        length
            .get(key)
            .and_then(|bound| bound.as_i64())
            .and_then(|bound| usize::try_from(bound).ok())
    };
    Bounds {
        min: bound("min").unwrap_or(0),
        max: bound("max").unwrap_or(usize::MAX),
    }
}

/// Returns one, or the number of the range that is nearest to it.
fn number(range: Option<Node<'_>>) -> i64 {
    let bound = |key: &str| range.and_then(|range| range.get(key)?.text().parse::<f64>().ok());
    let above = bound("min").map_or(1, |min| (min.ceil() as i64).max(1));
    bound("max").map_or(above, |max| above.min(max.floor() as i64))
}

#[cfg(test)]
mod tests;
