//! Merges two definitions of one shape, which the specification allows if they are equivalent.

use serde_json::Value;

use super::ast::{Member, Reference, Shape, ShapeKind, Traits};
use super::node::Node;

/// Adds the traits of another definition to a shape. Returns the difference if the definitions are
/// not equivalent.
pub(super) fn merge<'a>(shape: &mut Shape<'a>, other: &Shape<'a>) -> Option<String> {
    if let Some(difference) = difference(shape, other) {
        return Some(difference);
    }
    add_traits(&mut shape.traits, &other.traits);
    for (member, other) in shape.members.iter_mut().zip(&other.members) {
        add_traits(&mut member.traits, &other.traits);
    }
    None
}

fn add_traits<'a>(traits: &mut Traits<'a>, others: &Traits<'a>) {
    for (id, value) in others {
        traits.entry(id.clone()).or_insert(*value);
    }
}

fn difference(one: &Shape<'_>, other: &Shape<'_>) -> Option<String> {
    if std::mem::discriminant(&one.kind) != std::mem::discriminant(&other.kind) {
        return Some("it is of another type".to_owned());
    }
    if !same_ids(&one.mixins, &other.mixins) {
        return Some("it has other mixins".to_owned());
    }
    kind_difference(&one.kind, &other.kind)
        .map(|property| format!("its `{property}` differs"))
        .or_else(|| member_difference(&one.members, &other.members))
        .or_else(|| trait_difference(&one.traits, &other.traits))
}

/// Returns the property in which two operations, resources or services differ.
fn kind_difference(one: &ShapeKind<'_>, other: &ShapeKind<'_>) -> Option<&'static str> {
    let properties: Vec<(&str, bool)> = match (one, other) {
        (ShapeKind::Operation(one), ShapeKind::Operation(other)) => vec![
            ("input", same_ids(&one.input, &other.input)),
            ("output", same_ids(&one.output, &other.output)),
            ("errors", same_ids(&one.errors, &other.errors)),
        ],
        (ShapeKind::Resource(one), ShapeKind::Resource(other)) => vec![
            ("identifiers", same_named(&one.identifiers, &other.identifiers)),
            ("properties", same_named(&one.properties, &other.properties)),
            ("lifecycle operations", same_named(&one.lifecycle, &other.lifecycle)),
            ("operations", same_ids(&one.operations, &other.operations)),
            (
                "collectionOperations",
                same_ids(&one.collection_operations, &other.collection_operations),
            ),
            ("resources", same_ids(&one.resources, &other.resources)),
        ],
        (ShapeKind::Service(one), ShapeKind::Service(other)) => vec![
            ("version", one.version == other.version),
            ("operations", same_ids(&one.operations, &other.operations)),
            ("resources", same_ids(&one.resources, &other.resources)),
            ("errors", same_ids(&one.errors, &other.errors)),
            (
                "rename",
                one.rename.len() == other.rename.len()
                    && one.rename.iter().all(|(id, name)| {
                        let other = other.rename.get(id);
                        other.is_some_and(|other| same_value(*name, *other))
                    }),
            ),
        ],
        _ => Vec::new(),
    };
    properties
        .into_iter()
        .find(|(_, same)| !same)
        .map(|(property, _)| property)
}

/// Returns whether two lists have the same ids, in any order.
fn same_ids<'r>(one: impl IntoIterator<Item = &'r Reference>, other: impl IntoIterator<Item = &'r Reference>) -> bool {
    let mut one: Vec<_> = one.into_iter().map(|reference| &reference.id).collect();
    let mut other: Vec<_> = other.into_iter().map(|reference| &reference.id).collect();
    one.sort();
    other.sort();
    one == other
}

/// Returns whether two maps of names to shapes are equal, in any order.
fn same_named<N: Ord>(one: &[(N, Reference)], other: &[(N, Reference)]) -> bool {
    let mut one: Vec<_> = one.iter().map(|(name, target)| (name, &target.id)).collect();
    let mut other: Vec<_> = other.iter().map(|(name, target)| (name, &target.id)).collect();
    one.sort();
    other.sort();
    one == other
}

fn member_difference(one: &[Member<'_>], other: &[Member<'_>]) -> Option<String> {
    let names = |members: &[Member<'_>]| members.iter().map(|member| member.name.clone()).collect::<Vec<_>>();
    if names(one) != names(other) {
        return Some("it has other members, or the same in another order".to_owned());
    }
    one.iter().zip(other).find_map(|(one, other)| {
        let name = &one.name;
        if one.target.id != other.target.id {
            return Some(format!("its member `{name}` has another target"));
        }
        trait_difference(&one.traits, &other.traits).map(|difference| format!("of its member `{name}`, {difference}"))
    })
}

/// Returns a trait that both have with different values.
fn trait_difference(one: &Traits<'_>, other: &Traits<'_>) -> Option<String> {
    let differs = |(id, value): &(_, &Node<'_>)| other.get(*id).is_some_and(|other| !same_value(**value, *other));
    one.iter()
        .find(differs)
        .map(|(id, _)| format!("the trait `{id}` has another value"))
}

/// Returns whether two JSON values are equal, apart from layout and the order of keys.
fn same_value(one: Node<'_>, other: Node<'_>) -> bool {
    let parsed = |node: Node<'_>| serde_json::from_str::<Value>(node.text()).ok();
    one.text() == other.text() || parsed(one) == parsed(other)
}
