//! Shapes with `@private`, to which only their own namespace may refer.

use std::collections::BTreeSet;

use super::Check;
use super::mixins::references;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Reference, Shape, ShapeId};
use crate::source::Place;

const PRIVATE: &str = "smithy.api#private";

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    let private = check.shapes().filter(|shape| shape.has_trait(PRIVATE));
    let private: BTreeSet<&ShapeId> = private.map(|shape| &shape.id).collect();
    if private.is_empty() {
        return;
    }
    for shape in check.shapes() {
        for Reference { id, place } in references(shape) {
            referred(check, &private, shape, id, *place);
        }
        let on_members = shape.members.iter().flat_map(|member| &member.traits);
        for (id, value) in shape.traits.iter().chain(on_members) {
            referred(check, &private, shape, id, value.place());
        }
    }
}

fn referred(
    check: &mut Check<'_, '_, '_>,
    private: &BTreeSet<&ShapeId>,
    shape: &Shape<'_>,
    id: &ShapeId,
    place: Place,
) {
    if id.namespace() != shape.id.namespace() && private.contains(id) {
        let problem = format!("`{id}` is private to the namespace `{}`", id.namespace());
        check.report(
            Diagnostic::error("private", problem)
                .at(place, format!("`{}` refers to it", shape.id))
                .shape(&shape.id)
                .help("refer to another shape, or remove `@private`"),
        );
    }
}
