//! Resources: identifiers of nested resources and in inputs, lifecycle operations, properties.

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, Reference, ResourceProps, Shape, ShapeKind};
use crate::model::traits::RESOURCE_IDENTIFIER;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        let ShapeKind::Resource(resource) = &shape.kind else {
            continue;
        };
        nested(check, shape, resource);
        lifecycle(check, shape, resource);
        let is_instance = |part: &str| matches!(part, "put" | "read" | "update" | "delete");
        let by_lifecycle = resource.lifecycle.iter().filter(|(part, _)| is_instance(part));
        let instance = by_lifecycle.map(|(_, operation)| operation).chain(&resource.operations);
        for operation in instance {
            identifiers(check, shape, resource, operation);
        }
    }
}

/// Checks that a nested resource has the identifiers of the one above it.
fn nested(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps) {
    for reference in &resource.resources {
        let Some(below) = check.model.shape(&reference.id) else {
            continue;
        };
        let ShapeKind::Resource(inner) = &below.kind else {
            continue;
        };
        for (name, target) in &resource.identifiers {
            let same = inner.identifiers.iter().find(|(known, _)| known == name);
            let label = match same {
                Some((_, other)) if other.id == target.id => continue,
                Some((_, other)) => format!("`{name}` targets `{}` there, and `{}` here", other.id, target.id),
                None => format!("has no identifier `{name}`"),
            };
            check.report(
                Diagnostic::error(
                    "resource-identifiers",
                    format!("`{}` lacks the identifiers of `{}`", below.id.name(), shape.id.name()),
                )
                .at(reference.place, label)
                .and_at(below.place, "the resource below")
                .shape(&shape.id)
                .help(format!("add `{name}: {}` to its identifiers", target.id.name())),
            );
        }
    }
}

/// Checks the traits that lifecycle operations must have.
fn lifecycle(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps) {
    for (part, reference) in &resource.lifecycle {
        let wanted = match *part {
            "read" | "list" => "smithy.api#readonly",
            "put" | "delete" => "smithy.api#idempotent",
            _ => continue,
        };
        let Some(operation) = check.model.shape(&reference.id) else {
            continue;
        };
        if matches!(operation.kind, ShapeKind::Operation(_)) && !operation.has_trait(wanted) {
            let problem = format!("the operation `{part}` of a resource must have the trait `{wanted}`");
            check.report(
                Diagnostic::error("resource-lifecycle", problem)
                    .at(reference.place, format!("`{}` has it not", operation.id.name()))
                    .and_at(operation.place, "this operation")
                    .shape(&shape.id)
                    .help(format!(
                        "give the operation the trait `{wanted}`, or list it under `operations`"
                    )),
            );
        }
    }
}

/// Checks that the input of an instance operation binds every identifier.
fn identifiers(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps, reference: &Reference) {
    let Some(operation) = check.model.shape(&reference.id) else {
        return;
    };
    let ShapeKind::Operation(props) = &operation.kind else {
        return;
    };
    let input = props.input.as_ref().and_then(|input| check.model.shape(&input.id));
    let members = input.map_or(&[][..], |input| &input.members);
    for (name, target) in &resource.identifiers {
        let is_bound = |member: &&Member<'_>| match member.trait_value(RESOURCE_IDENTIFIER) {
            Some(bound) => bound.as_str().as_deref() == Some(name),
            None => member.name == *name,
        };
        let label = match members.iter().find(is_bound) {
            None => format!("its input has no member `{name}`"),
            Some(member) if !member.has_trait("smithy.api#required") => {
                format!("the member `{}` of its input is not required", member.name)
            }
            Some(member) if member.target.id != target.id => {
                format!(
                    "the member `{}` of its input targets `{}`",
                    member.name, member.target.id
                )
            }
            Some(_) => continue,
        };
        check.report(
            Diagnostic::error(
                "resource-identifiers",
                format!(
                    "`{}` does not identify the resource `{}`",
                    operation.id.name(),
                    shape.id.name()
                ),
            )
            .at(reference.place, label)
            .and_at(operation.place, "this operation")
            .shape(&shape.id)
            .help(format!(
                "give the input a required member `{name}` that targets `{}`, or list the operation under \
                 `collectionOperations`",
                target.id.name()
            )),
        );
    }
}
