//! Finds structures that contain themselves through required members, so that no value of them
//! exists.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics};

use super::ast::{Member, Model, Shape, ShapeId, ShapeKind};

/// Reports every cycle of required members without an exit.
///
/// A list, a map or an optional member is an exit, and so is a variant of a union without the
/// cycle.
pub(super) fn required_members(model: &Model<'_>, diagnostics: &mut Diagnostics) {
    let impossible = impossible(model);
    let mut reported = BTreeSet::new();
    for id in &impossible {
        let circle = circle(model, &impossible, id);
        let Some(closing) = circle.last() else { continue };
        // A cycle is found from each of its shapes, and from those that lead to it.
        let shapes: BTreeSet<_> = circle.iter().map(|(shape, _)| &shape.id).collect();
        if !reported.insert(shapes) {
            continue;
        }
        let (shape, member) = closing;
        let names: Vec<_> = circle.iter().map(|(shape, member)| path(shape, member)).collect();
        let name = member.target.id.name();
        diagnostics.push(
            Diagnostic::error(
                "required-circle",
                format!("a value of `{name}` would have to hold another `{name}`"),
            )
            .at(member.place, format!("closes the cycle {}", names.join(" -> ")))
            .shape(shape.id.with_member(&member.name))
            .help("make one of these members optional, or put a list or map between"),
        );
    }
}

fn path(shape: &Shape<'_>, member: &Member<'_>) -> String {
    format!("`{}${}`", shape.id.name(), member.name)
}

/// Returns the structures and unions without possible values.
fn impossible<'m>(model: &'m Model<'_>) -> BTreeSet<&'m ShapeId> {
    let has_members = |shape: &&Shape<'_>| matches!(shape.kind, ShapeKind::Structure | ShapeKind::Union);
    let mut impossible: BTreeSet<_> = model
        .shapes
        .values()
        .filter(has_members)
        .map(|shape| &shape.id)
        .collect();
    loop {
        let possible: Vec<_> = impossible
            .iter()
            .copied()
            .filter(|id| model.shape(*id).is_some_and(|shape| is_possible(shape, &impossible)))
            .collect();
        if possible.is_empty() {
            return impossible;
        }
        for id in possible {
            impossible.remove(id);
        }
    }
}

/// Returns whether a shape has possible values, given the shapes that are not known to have any
/// yet.
fn is_possible(shape: &Shape<'_>, impossible: &BTreeSet<&ShapeId>) -> bool {
    let is_possible = |member: &Member<'_>| !impossible.contains(&member.target.id);
    match shape.kind {
        ShapeKind::Union => shape.members.is_empty() || shape.members.iter().any(is_possible),
        _ => shape
            .members
            .iter()
            .filter(|member| member.is_required())
            .all(is_possible),
    }
}

/// Follows the members that lead to impossible shapes, from a shape until the cycle closes.
fn circle<'m, 'a>(
    model: &'m Model<'a>,
    impossible: &BTreeSet<&ShapeId>,
    start: &ShapeId,
) -> Vec<(&'m Shape<'a>, &'m Member<'a>)> {
    let mut path: Vec<(&Shape<'_>, &Member<'_>)> = Vec::new();
    let mut next = model.shape(start);
    while let Some(shape) = next {
        if let Some(at) = path.iter().position(|(seen, _)| seen.id == shape.id) {
            return path.split_off(at);
        }
        let is_union = matches!(shape.kind, ShapeKind::Union);
        let needed = shape
            .members
            .iter()
            .find(|member| (is_union || member.is_required()) && impossible.contains(&member.target.id));
        let Some(member) = needed else { break };
        path.push((shape, member));
        next = model.shape(&member.target.id);
    }
    Vec::new()
}
