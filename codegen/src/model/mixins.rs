//! Mixins: members, properties and traits that a shape inherits from others.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics};

use super::ast::{Model, Reference, Shape, ShapeId, ShapeKind, Traits};
use super::node::Node;
use super::traits::MIXIN;
use super::{apply, prelude, similar, validate};

/// The maximum depth of mixins of mixins. No model needs more.
const MAX_DEPTH: usize = 64;

/// Adds the members, properties and traits of its mixins to every shape. The mixins stay in the
/// model.
pub(super) fn flatten(model: &mut Model<'_>, diagnostics: &mut Diagnostics) {
    let using: Vec<_> = model
        .shapes
        .values()
        .filter(|shape| !shape.mixins.is_empty())
        .map(|shape| shape.id.clone())
        .collect();
    let mut done = BTreeSet::new();
    for id in &using {
        flatten_one(model, id, &mut done, &mut Vec::new(), diagnostics);
    }
    apply::apply_rest(model, diagnostics);
}

/// Removes the mixins of a model that is flattened.
pub(super) fn remove(model: &mut Model<'_>) {
    model.shapes.retain(|_, shape| !shape.has_trait(MIXIN));
}

fn flatten_one(
    model: &mut Model<'_>,
    id: &ShapeId,
    done: &mut BTreeSet<ShapeId>,
    path: &mut Vec<ShapeId>,
    diagnostics: &mut Diagnostics,
) {
    if !done.insert(id.clone()) {
        return;
    }
    let Some(shape) = model.shapes.get(id).cloned() else {
        return;
    };
    path.push(id.clone());
    let mut flat = Shape {
        members: Vec::new(),
        traits: Traits::new(),
        kind: without_properties(&shape.kind),
        ..shape.clone()
    };
    for mixin in &shape.mixins {
        if path.contains(&mixin.id) {
            diagnostics.push(
                Diagnostic::error("mixin-cycle", format!("`{}` is a mixin of itself", mixin.id.name()))
                    .at(mixin.place, "closes the cycle")
                    .shape(id)
                    .help("remove one of the mixins"),
            );
            continue;
        }
        if path.len() > MAX_DEPTH {
            diagnostics.push(
                Diagnostic::error(
                    "too-deep",
                    format!(
                        "`{}` is the last of more than {MAX_DEPTH} mixins of mixins",
                        mixin.id.name()
                    ),
                )
                .at(mixin.place, "too deep here")
                .shape(id)
                .help("a model has no need for this; check how the file was made"),
            );
            continue;
        }
        flatten_one(model, &mixin.id, done, path, diagnostics);
        match model.shapes.get(&mixin.id) {
            Some(mixed) => take_over(&mut flat, mixed),
            None => {
                let suggestion = similar::shape(model, mixin, |shape| shape.has_trait(MIXIN));
                diagnostics.push(validate::unknown_target(mixin, &shape.id, suggestion));
            }
        }
    }
    take_over_own(&mut flat, &shape);
    path.pop();
    model.shapes.insert(id.clone(), flat);
}

fn take_over<'a>(flat: &mut Shape<'a>, mixin: &Shape<'a>) {
    let local = mixin
        .trait_value(MIXIN)
        .and_then(|value| value.get("localTraits"))
        .and_then(|list| list.elements());
    let local: Vec<_> = local
        .into_iter()
        .flatten()
        .filter_map(|node: Node<'_>| node.as_str())
        .collect();
    for (id, value) in &mixin.traits {
        if id.as_str() != MIXIN && !local.iter().any(|name| name == id.as_str()) {
            flat.traits.insert(id.clone(), *value);
        }
    }
    merge_members(flat, mixin);
    merge_properties(&mut flat.kind, &mixin.kind);
}

fn take_over_own<'a>(flat: &mut Shape<'a>, own: &Shape<'a>) {
    flat.traits
        .extend(own.traits.iter().map(|(id, value)| (id.clone(), *value)));
    merge_members(flat, own);
    merge_properties(&mut flat.kind, &own.kind);
}

fn merge_members<'a>(flat: &mut Shape<'a>, from: &Shape<'a>) {
    for member in &from.members {
        match flat.members.iter_mut().find(|existing| existing.name == member.name) {
            Some(existing) => {
                existing.target = member.target.clone();
                existing
                    .traits
                    .extend(member.traits.iter().map(|(id, value)| (id.clone(), *value)));
            }
            None => flat.members.push(member.clone()),
        }
    }
}

/// Returns a kind without the properties that [`merge_properties`] merges.
fn without_properties<'a>(kind: &ShapeKind<'a>) -> ShapeKind<'a> {
    match kind {
        ShapeKind::Operation(_) => ShapeKind::Operation(Box::default()),
        ShapeKind::Service(_) => ShapeKind::Service(Box::default()),
        kind => kind.clone(),
    }
}

/// Merges the properties of an operation or a service by the rules of the specification: lists and
/// maps are joined, and later values take precedence. Resources that are mixins have no properties.
fn merge_properties<'a>(into: &mut ShapeKind<'a>, from: &ShapeKind<'a>) {
    match (into, from) {
        (ShapeKind::Operation(into), ShapeKind::Operation(from)) => {
            let given = |structure: &Option<Reference>| structure.as_ref().filter(|target| !is_unit(target)).cloned();
            into.input = given(&from.input).or(into.input.take()).or(from.input.clone());
            into.output = given(&from.output).or(into.output.take()).or(from.output.clone());
            join(&mut into.errors, &from.errors);
        }
        (ShapeKind::Service(into), ShapeKind::Service(from)) => {
            if !from.version.is_empty() {
                into.version.clone_from(&from.version);
            }
            join(&mut into.operations, &from.operations);
            join(&mut into.resources, &from.resources);
            join(&mut into.errors, &from.errors);
            let rename = from.rename.iter().map(|(id, name)| (id.clone(), *name));
            into.rename.extend(rename);
        }
        _ => {}
    }
}

fn is_unit(reference: &Reference) -> bool {
    reference.id.as_str() == prelude::UNIT
}

/// Adds the references that are not present yet.
fn join(into: &mut Vec<Reference>, from: &[Reference]) {
    for reference in from {
        if into.iter().all(|known| known.id != reference.id) {
            into.push(reference.clone());
        }
    }
}
