//! Finds the members that need a `Box`, because a shape contains itself without a list or map in
//! between.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ast::{ShapeId, ShapeKind};
use crate::model::select::Selection;

/// Returns the members, as shape and member name, whose values are boxed.
pub(super) fn boxed_members(selection: &Selection<'_, '_>) -> BTreeSet<(ShapeId, String)> {
    let edges = edges(selection);
    let groups = groups(&edges);
    let mut boxed = BTreeSet::new();
    for (from, members) in &edges {
        // A shape of the same group leads back to the holder.
        for (member, _) in members.iter().filter(|(_, to)| groups.get(to) == groups.get(from)) {
            boxed.insert((from.clone(), member.clone()));
        }
    }
    boxed
}

type Edges = BTreeMap<ShapeId, Vec<(String, ShapeId)>>;

/// Returns the edges from each structure and union to those that its members target directly.
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

/// Returns the strongly connected component of each shape, as the shape in it that was found first.
///
/// This is Kosaraju's algorithm: the shapes in the post-order of a search and then, from the last,
/// all that lead to each.
fn groups(edges: &Edges) -> BTreeMap<&ShapeId, &ShapeId> {
    let (mut seen, mut left) = (BTreeSet::new(), Vec::with_capacity(edges.len()));
    for start in edges.keys() {
        let mut open = vec![(start, false)];
        while let Some((id, is_done)) = open.pop() {
            if is_done {
                left.push(id);
            } else if seen.insert(id) {
                open.push((id, true));
                open.extend(targets(edges, id).map(|to| (to, false)));
            }
        }
    }
    let mut sources: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    for from in edges.keys() {
        for to in targets(edges, from) {
            sources.entry(to).or_default().push(from);
        }
    }
    let mut groups = BTreeMap::new();
    for first in left.into_iter().rev() {
        let mut open = vec![first];
        while let Some(id) = open.pop() {
            if !groups.contains_key(id) {
                groups.insert(id, first);
                open.extend(sources.get(id).into_iter().flatten());
            }
        }
    }
    groups
}

fn targets<'e>(edges: &'e Edges, id: &ShapeId) -> impl Iterator<Item = &'e ShapeId> {
    edges.get(id).into_iter().flatten().map(|(_, to)| to)
}
