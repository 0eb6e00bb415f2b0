//! Mixins: members and traits that a shape takes over from others.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics};

use super::ast::{Model, Shape, ShapeId, Traits};
use super::node::Node;
use super::traits::MIXIN;
use super::{apply, validate};

/// Mixins of mixins beyond this depth are a mistake or hostile.
const DEEPEST: usize = 64;

/// Gives every shape the members and traits of its mixins, then forgets the mixins themselves.
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
        mixins: Vec::new(),
        ..shape.clone()
    };
    for mixin in &shape.mixins {
        if path.contains(&mixin.id) {
            diagnostics.push(
                Diagnostic::error("mixin-cycle", format!("`{}` is a mixin of itself", mixin.id.name()))
                    .at(mixin.place, "closes the circle")
                    .shape(id)
                    .help("take one of the mixins out"),
            );
            continue;
        }
        if path.len() > DEEPEST {
            diagnostics.push(
                Diagnostic::error(
                    "too-deep",
                    format!(
                        "`{}` is the last of more than {DEEPEST} mixins of mixins",
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
            None => diagnostics.push(validate::unknown_target(mixin, &shape.id, None)),
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
}

fn take_over_own<'a>(flat: &mut Shape<'a>, own: &Shape<'a>) {
    flat.traits
        .extend(own.traits.iter().map(|(id, value)| (id.clone(), *value)));
    merge_members(flat, own);
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
