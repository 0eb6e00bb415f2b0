//! Mixins, before they are flattened: the shapes that can use or refer to them, and members that
//! conflict.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::{Member, Model, Reference, Shape, ShapeKind};
use crate::model::traits::MIXIN;
use crate::source::Place;

/// Checks the mixins of a model and the references to them. Returns whether they are valid.
pub(in crate::model) fn check(model: &Model<'_>, diagnostics: &mut Diagnostics) -> bool {
    let before = diagnostics.counts();
    for shape in model.shapes.values() {
        for mixin in &shape.mixins {
            used(model, shape, mixin, diagnostics);
        }
        if shape.has_trait(MIXIN) {
            definition(shape, diagnostics);
        }
        if !shape.mixins.is_empty() {
            members(model, shape, diagnostics);
        }
        for reference in references(shape) {
            referred(model, shape, reference, diagnostics);
        }
    }
    diagnostics.counts() == before
}

/// Checks that the shape is a mixin of the same type.
fn used(model: &Model<'_>, shape: &Shape<'_>, mixin: &Reference, diagnostics: &mut Diagnostics) {
    let Some(target) = model.shape(&mixin.id) else { return };
    let name = mixin.id.name();
    let (problem, label, help) = if !target.has_trait(MIXIN) {
        (
            format!("`{name}` is not a mixin"),
            "has no trait `@mixin`".to_owned(),
            "give the shape the trait `@mixin`, or remove it here",
        )
    } else if target.has_trait("smithy.api#private") && target.id.namespace() != shape.id.namespace() {
        (
            format!(
                "`{}` is private to the namespace `{}`",
                target.id,
                target.id.namespace()
            ),
            "used in another namespace".to_owned(),
            "use another mixin, or remove `@private`",
        )
    } else if std::mem::discriminant(&target.kind) != std::mem::discriminant(&shape.kind) {
        (
            format!("a {} cannot have a mixin of another type", shape.kind.keyword()),
            format!("`{name}` is of type {}", target.kind.keyword()),
            "remove the mixin, or let both have the same type",
        )
    } else {
        return;
    };
    diagnostics.push(
        Diagnostic::error("wrong-mixin", problem)
            .at(mixin.place, label)
            .shape(&shape.id)
            .help(help),
    );
}

/// Checks that a member which several mixins or the shape itself define has the same target
/// everywhere.
fn members(model: &Model<'_>, shape: &Shape<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Member<'_>> = BTreeMap::new();
    let mut conflict = |member: &Member<'_>, earlier: &Member<'_>, place: Place| {
        let problem = format!(
            "the member `{}` has two targets, `{}` and `{}`",
            member.name, earlier.target.id, member.target.id
        );
        diagnostics.push(
            Diagnostic::error("conflicting-member", problem)
                .at(place, "brings another target")
                .and_at(earlier.place, "the first target")
                .shape(shape.id.with_member(&member.name))
                .help("rename one of the members, or let both target the same shape"),
        );
    };
    for mixin in &shape.mixins {
        let (mut open, mut visited) = (vec![&mixin.id], BTreeSet::new());
        while let Some(id) = open.pop() {
            let Some(mixed) = model.shape(id).filter(|_| visited.insert(id)) else {
                continue;
            };
            for member in &mixed.members {
                let earlier = seen.entry(&member.name).or_insert(member);
                if earlier.target.id != member.target.id {
                    conflict(member, earlier, mixin.place);
                }
            }
            open.extend(mixed.mixins.iter().map(|mixin| &mixin.id));
        }
    }
    for member in &shape.members {
        if let Some(earlier) = seen
            .get(member.name.as_str())
            .filter(|earlier| earlier.target.id != member.target.id)
        {
            conflict(member, earlier, member.place);
        }
    }
}

/// Checks the definition of a mixin.
fn definition(shape: &Shape<'_>, diagnostics: &mut Diagnostics) {
    let problem = match &shape.kind {
        ShapeKind::Operation(operation) => {
            let is_unit = |part: &Option<Reference>| {
                part.as_ref()
                    .is_none_or(|part| part.id.as_str() == crate::model::prelude::UNIT)
            };
            if is_unit(&operation.input) && is_unit(&operation.output) {
                return;
            }
            "an operation that is a mixin cannot have an input or output"
        }
        ShapeKind::Resource(resource) => {
            let has_none = resource.identifiers.is_empty()
                && resource.properties.is_empty()
                && resource.resources.is_empty()
                && resource.bound_operations().next().is_none();
            if has_none {
                return;
            }
            "a resource that is a mixin can only have traits"
        }
        _ => return,
    };
    diagnostics.push(
        Diagnostic::error("wrong-mixin", problem)
            .at(shape.place, "has the trait `@mixin`")
            .shape(&shape.id)
            .help("remove the properties from the mixin and write them where it is used"),
    );
}

/// Returns all references of a shape except its mixins.
pub(super) fn references<'m>(shape: &'m Shape<'_>) -> Vec<&'m Reference> {
    let mut references: Vec<&Reference> = shape.members.iter().map(|member| &member.target).collect();
    match &shape.kind {
        ShapeKind::Operation(operation) => {
            references.extend(operation.input.iter().chain(&operation.output).chain(&operation.errors));
        }
        ShapeKind::Resource(resource) => {
            references.extend(resource.bound_operations().chain(&resource.resources));
            references.extend(resource.identifiers.iter().map(|(_, target)| target));
        }
        ShapeKind::Service(service) => {
            references.extend(
                service
                    .operations
                    .iter()
                    .chain(&service.resources)
                    .chain(&service.errors),
            );
        }
        _ => {}
    }
    references
}

/// Checks that nothing but `with` refers to a mixin.
fn referred(model: &Model<'_>, shape: &Shape<'_>, reference: &Reference, diagnostics: &mut Diagnostics) {
    if model.shape(&reference.id).is_some_and(|target| target.has_trait(MIXIN)) {
        let problem = format!("`{}` is a mixin and can only be used after `with`", reference.id.name());
        diagnostics.push(
            Diagnostic::error("wrong-target", problem)
                .at(reference.place, "refers to a mixin")
                .shape(&shape.id)
                .help("make a shape with the mixin and refer to that"),
        );
    }
}
