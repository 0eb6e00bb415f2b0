//! Resources: identifiers of nested resources and in inputs, lifecycle operations, properties.

mod bindings;
mod properties;

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Reference, ResourceProps, Shape, ShapeId, ShapeKind};
use crate::model::traits::{IDEMPOTENT, READONLY};

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        let ShapeKind::Resource(resource) = &shape.kind else {
            continue;
        };
        circle(check, shape);
        identifier_types(check, shape, resource);
        properties::check(check, shape, resource);
        bindings::check(check, shape, resource);
        lifecycle(check, shape, resource);
    }
    for shape in check
        .shapes()
        .filter(|shape| matches!(shape.kind, ShapeKind::Service(_)))
    {
        bound_once(check, shape);
    }
}

/// Checks that a resource is not below itself.
fn circle(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>) {
    let mut seen = BTreeSet::new();
    let mut open = vec![shape];
    while let Some(above) = open.pop() {
        let ShapeKind::Resource(resource) = &above.kind else {
            continue;
        };
        for reference in &resource.resources {
            if reference.id == shape.id {
                check.report(
                    Diagnostic::error(
                        "resource-cycle",
                        format!("the resource `{}` is below itself", shape.id.name()),
                    )
                    .at(reference.place, "closes the cycle")
                    .and_at(shape.place, "this resource")
                    .shape(&shape.id)
                    .help("remove one of the resources from the list"),
                );
                return;
            }
            if seen.insert(&reference.id) {
                open.extend(check.model.shape(&reference.id));
            }
        }
    }
}

fn identifier_types(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps) {
    for (name, target) in &resource.identifiers {
        let kind = check.model.shape(&target.id).map(|target| &target.kind);
        if kind.is_some_and(|kind| !matches!(kind, ShapeKind::String | ShapeKind::Enum)) {
            let problem = format!("the identifier `{name}` does not target a string");
            check.report(
                Diagnostic::error("resource-identifiers", problem)
                    .at(target.place, "not a string")
                    .shape(&shape.id)
                    .help("target a string; inputs hold identifiers as text"),
            );
        }
    }
}

/// Checks that a service binds each of its operations and resources once.
fn bound_once(check: &mut Check<'_, '_, '_>, service: &Shape<'_>) {
    let mut seen: BTreeMap<&ShapeId, &Shape<'_>> = BTreeMap::new();
    let mut open = vec![service];
    while let Some(above) = open.pop() {
        let references: BTreeMap<&ShapeId, &Reference> = match &above.kind {
            ShapeKind::Service(service) => service.operations.iter().chain(&service.resources).collect::<Vec<_>>(),
            ShapeKind::Resource(resource) => resource.bound_operations().chain(&resource.resources).collect(),
            _ => continue,
        }
        .into_iter()
        .map(|reference| (&reference.id, reference))
        .collect();
        for (id, reference) in references {
            match seen.insert(id, above) {
                Some(first) if first.id != above.id => check.report(
                    Diagnostic::error(
                        "bound-twice",
                        format!(
                            "`{}` is bound to `{}` and to `{}`",
                            id.name(),
                            first.id.name(),
                            above.id.name()
                        ),
                    )
                    .at(reference.place, "bound a second time")
                    .and_at(first.place, "bound here already")
                    .shape(&service.id)
                    .help("remove it from one of the two"),
                ),
                Some(_) => {}
                None => open.extend(check.model.shape(id)),
            }
        }
    }
}

/// Checks the traits that lifecycle operations must have, and those that they must not have.
fn lifecycle(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps) {
    for (part, reference) in &resource.lifecycle {
        let Some(operation) = check.model.shape(&reference.id) else {
            continue;
        };
        if !matches!(operation.kind, ShapeKind::Operation(_)) {
            continue;
        }
        let (wanted, excluded) = match *part {
            "read" | "list" => (Some(READONLY), None),
            "put" | "delete" => (Some(IDEMPOTENT), Some(READONLY)),
            _ => (None, Some(READONLY)),
        };
        let lacks = wanted.filter(|wanted| !operation.has_trait(wanted));
        let has = excluded.filter(|excluded| operation.has_trait(excluded));
        let (problem, label, help) = if let Some(wanted) = lacks {
            (
                format!("the operation `{part}` of a resource must have the trait `{wanted}`"),
                format!("`{}` does not have it", operation.id.name()),
                format!("give the operation the trait `{wanted}`, or list it under `operations`"),
            )
        } else if let Some(excluded) = has {
            (
                format!("the operation `{part}` of a resource cannot have the trait `{excluded}`"),
                format!("`{}` has it", operation.id.name()),
                format!("take the trait `{excluded}` out, or list the operation under `operations`"),
            )
        } else {
            continue;
        };
        check.report(
            Diagnostic::error("resource-lifecycle", problem)
                .at(reference.place, label)
                .and_at(operation.place, "this operation")
                .shape(&shape.id)
                .help(help),
        );
    }
}
