//! The groups of operations on the front page: those of a resource, then those of the service
//! itself.

use std::collections::BTreeSet;

use crate::ir::{Group, Idempotency, Operation};
use crate::model::ast::{Reference, ShapeId, ShapeKind};
use crate::model::select::Selection;
use crate::model::traits::SMOKE_TESTS;
use crate::names;

/// Returns the selected operations by resource, in the order of the model.
pub(super) fn of(selection: &Selection<'_, '_>) -> Vec<Group> {
    let mut groups = Groups {
        selection,
        selected: selection.operations.iter().map(|operation| &operation.id).collect(),
        seen: BTreeSet::new(),
        groups: Vec::new(),
    };
    let ShapeKind::Service(service) = &selection.service.kind else {
        return Vec::new();
    };
    for resource in &service.resources {
        groups.add_resource(&resource.id);
    }
    let title = if groups.groups.is_empty() {
        "Operations"
    } else {
        "Others"
    };
    groups.add(title.to_owned(), &service.operations);
    groups.groups
}

/// Returns the operation for the first call of the front page: one that only reads.
///
/// Prefers the operation with the fewest required members, then one that lists, then one with a
/// smoke test.
pub(super) fn first_call(selection: &Selection<'_, '_>, operations: &[Operation]) -> Option<String> {
    let tested = selection.operations.iter().filter(|shape| shape.has_trait(SMOKE_TESTS));
    let tested: BTreeSet<&str> = tested.map(|shape| shape.id.name()).collect();
    let cost = |operation: &&Operation| {
        let required = operation.input.fields.iter().filter(|field| field.required).count();
        let lists = operation.pagination.is_some();
        (
            operation.idempotency != Idempotency::ReadOnly && !lists,
            required,
            !lists,
            !tested.contains(operation.shape.as_str()),
            operation.shape.len(),
        )
    };
    operations
        .iter()
        .filter(|operation| operation.example.is_some())
        .min_by_key(cost)
        .map(|operation| operation.method.clone())
}

struct Groups<'g, 'm, 'a> {
    selection: &'g Selection<'m, 'a>,
    selected: BTreeSet<&'m ShapeId>,
    seen: BTreeSet<ShapeId>,
    groups: Vec<Group>,
}

impl Groups<'_, '_, '_> {
    fn add_resource(&mut self, id: &ShapeId) {
        let Some(shape) = self.selection.model.shape(id).filter(|_| self.seen.insert(id.clone())) else {
            return;
        };
        let ShapeKind::Resource(resource) = &shape.kind else {
            return;
        };
        self.add(names::words(id.name()), resource.bound_operations());
        for inner in &resource.resources {
            self.add_resource(&inner.id);
        }
    }

    fn add<'r>(&mut self, title: String, operations: impl IntoIterator<Item = &'r Reference>) {
        let new: Vec<_> = operations
            .into_iter()
            .map(|operation| &operation.id)
            .filter(|id| self.selected.contains(id) && !self.seen.contains(*id))
            .cloned()
            .collect();
        if !new.is_empty() {
            let methods = new.iter().map(|id| names::method(id.name())).collect();
            self.groups.push(Group { title, methods });
        }
        self.seen.extend(new);
    }
}
