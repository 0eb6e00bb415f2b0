//! Upgrades Smithy 1.0 to 2.0: `@enum` on strings, `@box` and the implied defaults of numbers.

use super::ast::{Member, Model, ModelVersion, Reference, Shape, ShapeId, ShapeKind, Traits, is_identifier};
use super::node::Node;
use super::prelude;
use super::traits::{BOX, DEFAULT, DOCUMENTATION, ENUM, ENUM_VALUE};

/// Rewrites the shapes of the model that use version 1.0.
pub(super) fn upgrade(model: &mut Model<'_>) {
    let enums: Vec<_> = model
        .shapes
        .values()
        .filter(|shape| is_enum_trait_string(shape))
        .filter_map(enum_of_string)
        .collect();
    for shape in enums {
        model.shapes.insert(shape.id.clone(), shape);
    }
    let defaults: Vec<_> = model
        .shapes
        .values()
        .filter(|shape| shape.version == ModelVersion::V1)
        .filter_map(|shape| with_defaults(model, shape))
        .collect();
    for shape in defaults {
        model.shapes.insert(shape.id.clone(), shape);
    }
}

fn is_enum_trait_string(shape: &Shape<'_>) -> bool {
    matches!(shape.kind, ShapeKind::String) && shape.has_trait(ENUM)
}

/// Returns an `@enum` string as an enum shape, or `None` if a value has no name and none can be
/// derived from it.
fn enum_of_string<'a>(shape: &Shape<'a>) -> Option<Shape<'a>> {
    let definitions = shape.trait_value(ENUM)?.elements()?;
    let members = definitions
        .into_iter()
        .map(|definition| enum_member(shape, definition))
        .collect::<Option<Vec<_>>>()?;
    let mut upgraded = Shape {
        kind: ShapeKind::Enum,
        members,
        ..shape.clone()
    };
    upgraded.traits.retain(|id, _| id.as_str() != ENUM);
    Some(upgraded)
}

fn enum_member<'a>(shape: &Shape<'a>, definition: Node<'a>) -> Option<Member<'a>> {
    let value = definition.get("value")?;
    let text = value.as_str()?;
    let name = match definition.get("name").and_then(|name| name.as_str()) {
        Some(name) if is_identifier(&name) => name.into_owned(),
        Some(_) => return None,
        None => name_of_value(&text)?,
    };
    let mut traits = Traits::from([(ShapeId::parse(ENUM_VALUE)?, value)]);
    if let Some(documentation) = definition.get("documentation") {
        traits.insert(ShapeId::parse(DOCUMENTATION)?, documentation);
    }
    let target = Reference {
        id: ShapeId::parse(prelude::UNIT)?,
        place: shape.place,
    };
    Some(Member {
        name,
        target,
        traits,
        place: definition.place(),
    })
}

/// Returns the name that Smithy's own conversion from 1.0 to 2.0 derives from a value.
fn name_of_value(value: &str) -> Option<String> {
    let name: String = value
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    ShapeId::parse(&format!("smithy.api#{name}")).map(|_| name)
}

/// Returns a structure of version 1.0 with its defaults: a member that targets a number or boolean
/// without `@box` is zero when it is unset.
fn with_defaults<'a>(model: &Model<'a>, shape: &Shape<'a>) -> Option<Shape<'a>> {
    if !matches!(shape.kind, ShapeKind::Structure) {
        return None;
    }
    let default = ShapeId::parse(DEFAULT)?;
    let mut upgraded = shape.clone();
    for member in &mut upgraded.members {
        let target = model.shapes.get(&member.target.id);
        if let Some(zero) = target.filter(|_| !member.has_trait(BOX)).and_then(zero_of) {
            let node = Node::synthetic(zero, member.place);
            member.traits.entry(default.clone()).or_insert(node);
        }
    }
    Some(upgraded)
}

fn zero_of(target: &Shape<'_>) -> Option<&'static str> {
    let boxed =
        target.has_trait(BOX) || (target.id.namespace() == "smithy.api" && !target.id.name().starts_with("Primitive"));
    match target.kind {
        _ if boxed => None,
        ShapeKind::Boolean => Some("false"),
        ShapeKind::Byte
        | ShapeKind::Short
        | ShapeKind::Integer
        | ShapeKind::Long
        | ShapeKind::Float
        | ShapeKind::Double => Some("0"),
        _ => None,
    }
}
