//! Finds the members that need a `Box`, because a shape holds itself without a list or map between.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ast::{ShapeId, ShapeKind};
use crate::model::select::Selection;

/// Returns the members, as shape and member name, whose values are boxed.
pub(super) fn boxed_members(selection: &Selection<'_, '_>) -> BTreeSet<(ShapeId, String)> {
    let edges = edges(selection);
    let mut boxed = BTreeSet::new();
    for (from, members) in &edges {
        for (member, to) in members {
            if reaches(&edges, to, from) {
                boxed.insert((from.clone(), member.clone()));
            }
        }
    }
    boxed
}

type Edges = BTreeMap<ShapeId, Vec<(String, ShapeId)>>;

/// Returns the edges from each structure and union to those that its members hold directly.
fn edges(selection: &Selection<'_, '_>) -> Edges {
    let holds_members = |id: &ShapeId| {
        selection
            .model
            .shape(id)
            .filter(|shape| matches!(shape.kind, ShapeKind::Structure | ShapeKind::Union))
    };
    let mut edges = Edges::new();
    for shape in selection.shapes.keys().filter_map(holds_members) {
        let direct = shape
            .members
            .iter()
            .filter(|member| holds_members(&member.target.id).is_some());
        edges.insert(
            shape.id.clone(),
            direct
                .map(|member| (member.name.clone(), member.target.id.clone()))
                .collect(),
        );
    }
    edges
}

fn reaches(edges: &Edges, start: &ShapeId, goal: &ShapeId) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(id) = open.pop() {
        if id == goal {
            return true;
        }
        if seen.insert(id) {
            open.extend(edges.get(id).into_iter().flatten().map(|(_, to)| to));
        }
    }
    false
}
