//! Inputs for the documentation: every required member, with values that satisfy the model's
//! constraints.

mod pattern;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::ir::value::{Example, Path};
use crate::model::ast::{Member, Model, Shape, ShapeId, ShapeKind};
use crate::model::node::Node;
use crate::model::select::Selection;
use crate::model::traits::{ENUM_VALUE, EXAMPLE, LENGTH, PATTERN, RANGE};

use super::value::{MissingMembers, Values};

use self::pattern::Bounds;

/// 2026-01-31T12:00:00Z
const TIMESTAMP: i64 = 1_769_860_800;

/// Adds an example to every operation.
pub(super) fn add(selection: &Selection<'_, '_>, service: &mut ir::Service) {
    let inputs: BTreeMap<_, _> = selection
        .operations
        .iter()
        .map(|operation| (operation.id.name(), input(selection.model, operation)))
        .collect();
    let made: Vec<_> = service
        .operations
        .iter()
        .map(|operation| {
            let input = inputs.get(operation.shape.as_str())?.as_ref()?;
            value(service, operation, input)
        })
        .collect();
    for (operation, example) in service.operations.iter_mut().zip(made) {
        operation.example = example;
    }
}

fn value(service: &ir::Service, operation: &ir::Operation, input: &Value) -> Option<Example> {
    let text = input.to_string();
    let place = crate::source::Place {
        file: 0,
        start: 0,
        end: 0,
    };
    // An invalid value leads to no example, which the tests of the committed model detect.
    let mut findings = Diagnostics::default();
    let mut values = Values {
        service,
        missing: MissingMembers::Unset,
        diagnostics: &mut findings,
    };
    let path = Path::Operation {
        module: operation.method.clone(),
        name: operation.input.name.clone(),
    };
    values
        .structure(&operation.input, path, Some(Node::synthetic(&text, place)))
        .map(variables::of)
}

/// Returns the input as JSON.
fn input(model: &Model<'_>, operation: &Shape<'_>) -> Option<Value> {
    let ShapeKind::Operation(props) = &operation.kind else {
        return None;
    };
    let Some(input) = &props.input else {
        return Some(json!({}));
    };
    Some(
        Maker {
            model,
            open: BTreeSet::new(),
        }
        .structure(model.shape(&input.id)?),
    )
}

/// Makes values. `open` holds the shapes that enclose the present one.
struct Maker<'m, 'a> {
    model: &'m Model<'a>,
    open: BTreeSet<ShapeId>,
}

impl<'a> Maker<'_, 'a> {
    fn structure(&mut self, shape: &Shape<'a>) -> Value {
        let needed = shape
            .members
            .iter()
            .filter(|member| member.is_required() && !member.is_idempotency_token());
        let members = needed.filter_map(|member| Some((member.name.clone(), self.member(member, &member.name)?)));
        Value::Object(members.collect::<Map<_, _>>())
    }

    /// Returns a value for a member, unless its shape contains itself. Texts are made of `called`.
    fn member(&mut self, member: &Member<'a>, called: &str) -> Option<Value> {
        let shape = self.model.shape(&member.target.id)?;
        let given = member.trait_value(EXAMPLE).or_else(|| shape.trait_value(EXAMPLE));
        if let Some(value) = given.and_then(|given| serde_json::from_str(given.text()).ok()) {
            return Some(value);
        }
        if !self.open.insert(shape.id.clone()) {
            return None;
        }
        let value = self.value(member, shape, called);
        self.open.remove(&shape.id);
        value
    }

    fn value(&mut self, member: &Member<'a>, shape: &Shape<'a>, called: &str) -> Option<Value> {
        let own = |id: &str| member.trait_value(id).or_else(|| shape.trait_value(id));
        let length = own(LENGTH).map_or(Bounds::default(), bounds);
        Some(match shape.kind {
            ShapeKind::Boolean => json!(true),
            ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long | ShapeKind::BigInteger => {
                json!(number(own(RANGE)))
            }
            ShapeKind::Float | ShapeKind::Double | ShapeKind::BigDecimal => json!(number(own(RANGE))),
            ShapeKind::Timestamp => json!(TIMESTAMP),
            ShapeKind::Blob => json!(pattern::text(None, length, called)),
            ShapeKind::Document => json!({ "key": "value" }),
            ShapeKind::String => {
                let pattern = own(PATTERN).and_then(|pattern| pattern.as_str());
                json!(pattern::text(pattern.as_deref(), length, called))
            }
            ShapeKind::Enum => {
                let first = shape.members.first()?;
                first
                    .trait_text(ENUM_VALUE)
                    .map_or_else(|| json!(first.name), |value| json!(value))
            }
            ShapeKind::IntEnum => json!(shape.members.first()?.trait_value(ENUM_VALUE)?.as_i64()?),
            ShapeKind::List => self.list(shape, length, called)?,
            ShapeKind::Map => self.map(shape, length, called)?,
            ShapeKind::Structure => self.structure(shape),
            ShapeKind::Union => {
                let of =
                    |member: &Member<'a>| Some(json!({ member.name.as_str(): self.member(member, &member.name)? }));
                shape.members.iter().find_map(of)?
            }
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => return None,
        })
    }

    /// Returns the least number of elements, at least one. They are not distinct.
    fn list(&mut self, shape: &Shape<'a>, length: Bounds, called: &str) -> Option<Value> {
        let element = self.member(shape.member("member")?, called);
        let count = length.at_least(1);
        match element {
            Some(element) => Some(Value::Array(vec![element; count])),
            None if length.min == 0 => Some(json!([])),
            None => None,
        }
    }

    fn map(&mut self, shape: &Shape<'a>, length: Bounds, called: &str) -> Option<Value> {
        let key = self.member(shape.member("key")?, "key");
        let value = self.member(shape.member("value")?, called);
        match (key, value) {
            (Some(Value::String(key)), Some(value)) => Some(json!({ key: value })),
            _ if length.min == 0 => Some(json!({})),
            _ => None,
        }
    }
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
