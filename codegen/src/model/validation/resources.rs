//! Resources: identifiers of nested resources and in inputs, lifecycle operations, properties.

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, Reference, ResourceProps, Shape, ShapeId, ShapeKind};
use crate::model::traits::RESOURCE_IDENTIFIER;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        let ShapeKind::Resource(resource) = &shape.kind else {
            continue;
        };
        circle(check, shape);
        identifier_types(check, shape, resource);
        properties(check, shape, resource);
        nested(check, shape, resource);
        lifecycle(check, shape, resource);
        let is_instance = |part: &str| matches!(part, "put" | "read" | "update" | "delete");
        let by_lifecycle = resource.lifecycle.iter().filter(|(part, _)| is_instance(part));
        let instance = by_lifecycle.map(|(_, operation)| operation).chain(&resource.operations);
        for operation in instance {
            identifiers(check, shape, resource, operation);
        }
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
                    .at(reference.place, "closes the circle")
                    .and_at(shape.place, "this resource")
                    .shape(&shape.id)
                    .help("take one of the resources out of the list"),
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

/// Checks that members with the name of a property target what the property does.
fn properties(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps) {
    for (_, reference) in &resource.lifecycle {
        let Some(ShapeKind::Operation(operation)) = check.model.shape(&reference.id).map(|shape| &shape.kind) else {
            continue;
        };
        let messages = operation.input.iter().chain(&operation.output);
        for message in messages.filter_map(|message| check.model.shape(&message.id)) {
            for member in &message.members {
                let is_hidden = member.has_trait("smithy.api#notProperty");
                let name = member
                    .trait_value("smithy.api#property")
                    .and_then(|value| value.get("name"));
                let name = name.and_then(|name| name.as_str().map(String::from));
                let name = name.unwrap_or_else(|| member.name.clone());
                let property = resource.properties.iter().find(|(known, _)| *known == name);
                let Some((_, property)) = property.filter(|_| !is_hidden) else {
                    continue;
                };
                if property.id != member.target.id {
                    let problem = format!(
                        "the property `{name}` of `{}` targets `{}`",
                        shape.id.name(),
                        property.id
                    );
                    check.report(
                        Diagnostic::error("resource-properties", problem)
                            .at(member.target.place, format!("targets `{}`", member.target.id))
                            .and_at(property.place, "the property")
                            .shape(message.id.with_member(&member.name))
                            .help("use the same target, or give the member `@notProperty`"),
                    );
                }
            }
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
                    .help("take it out of one of the two"),
                ),
                Some(_) => {}
                None => open.extend(check.model.shape(id)),
            }
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
