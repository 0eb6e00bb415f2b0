//! Identifiers of resources in the inputs of their operations, and in the resources below them.

use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, Reference, ResourceProps, Shape, ShapeId, ShapeKind};
use crate::model::traits::{REQUIRED, RESOURCE_IDENTIFIER};
use crate::model::validation::Check;

/// The code of the findings.
const CODE: &str = "resource-identifiers";

pub(super) fn check(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps) {
    nested(check, shape, resource);
    let is_instance = |part: &str| matches!(part, "put" | "read" | "update" | "delete");
    for (part, operation) in &resource.lifecycle {
        if is_instance(part) {
            instance(check, shape, resource, operation);
        } else {
            collection(check, shape, resource, operation);
        }
    }
    for operation in &resource.operations {
        instance(check, shape, resource, operation);
    }
    for operation in &resource.collection_operations {
        collection(check, shape, resource, operation);
    }
    for operation in resource.bound_operations() {
        bound_twice(check, operation);
    }
}

/// Returns an operation and the members of its input.
fn members<'m, 'a>(
    check: &Check<'_, 'm, 'a>,
    reference: &Reference,
) -> Option<(&'m Shape<'a>, Option<&'m Shape<'a>>, &'m [Member<'a>])> {
    let operation = check.model.shape(&reference.id)?;
    let ShapeKind::Operation(props) = &operation.kind else {
        return None;
    };
    let input = props.input.as_ref().and_then(|input| check.model.shape(&input.id));
    Some((operation, input, input.map_or(&[][..], |input| &input.members)))
}

/// Finds the member that is meant for an identifier, by its name or by `@resourceIdentifier`.
fn member_for<'m, 'a>(members: &'m [Member<'a>], name: &str) -> Option<&'m Member<'a>> {
    members
        .iter()
        .find(|member| match member.trait_value(RESOURCE_IDENTIFIER) {
            Some(bound) => bound.as_str().as_deref() == Some(name),
            None => member.name == name,
        })
}

/// Returns whether the members bind an identifier.
fn is_bound(members: &[Member<'_>], name: &str, target: &Reference) -> bool {
    let member = member_for(members, name);
    member.is_some_and(|member| member.has_trait(REQUIRED) && member.target.id == target.id)
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
        parents(check, shape, resource, inner);
        for (name, target) in &resource.identifiers {
            let same = inner.identifiers.iter().find(|(known, _)| known == name);
            let label = match same {
                Some((_, other)) if other.id == target.id => continue,
                Some((_, other)) => format!("`{name}` targets `{}` there, and `{}` here", other.id, target.id),
                None => format!("has no identifier `{name}`"),
            };
            check.report(
                Diagnostic::error(
                    CODE,
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

/// Checks that collection operations of a nested resource bind the identifiers of the one above.
fn parents(check: &mut Check<'_, '_, '_>, above: &Shape<'_>, outer: &ResourceProps, inner: &ResourceProps) {
    let by_lifecycle = inner
        .lifecycle
        .iter()
        .filter(|(part, _)| matches!(*part, "create" | "list"));
    let collection = by_lifecycle.map(|(_, operation)| operation);
    for reference in collection.chain(&inner.collection_operations) {
        let Some((operation, _, members)) = members(check, reference) else {
            continue;
        };
        for (name, target) in &outer.identifiers {
            if is_bound(members, name, target) {
                continue;
            }
            let problem = format!(
                "`{}` does not identify the resource `{}`",
                operation.id.name(),
                above.id.name()
            );
            let label = format!(
                "its input has no required member `{name}` that targets `{}`",
                target.id.name()
            );
            check.report(
                Diagnostic::error(CODE, problem)
                    .at(reference.place, label)
                    .and_at(operation.place, "this operation")
                    .shape(&operation.id)
                    .help("give the input such a member; the resource below is a part of the one above"),
            );
        }
    }
}

/// Checks that the input of an instance operation binds every identifier.
fn instance(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps, reference: &Reference) {
    let Some((operation, _, members)) = members(check, reference) else {
        return;
    };
    for (name, target) in &resource.identifiers {
        let label = match member_for(members, name) {
            None => format!("its input has no member `{name}`"),
            Some(member) if !member.has_trait(REQUIRED) => {
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
                CODE,
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

/// Checks that the input of a collection operation does not bind every identifier.
fn collection(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, resource: &ResourceProps, reference: &Reference) {
    let Some((operation, _, members)) = members(check, reference) else {
        return;
    };
    let mut identifiers = resource.identifiers.iter();
    let binds_all = identifiers.len() > 0 && identifiers.all(|(name, target)| is_bound(members, name, target));
    if binds_all {
        let problem = format!(
            "the collection operation `{}` identifies a single `{}`",
            operation.id.name(),
            shape.id.name()
        );
        check.report(
            Diagnostic::error(CODE, problem)
                .at(reference.place, "its input binds all identifiers")
                .and_at(operation.place, "this operation")
                .shape(&shape.id)
                .help("list the operation under `operations`, or remove an identifier from its input"),
        );
    }
}

/// Checks that no two members of an input are bound to one identifier.
fn bound_twice(check: &mut Check<'_, '_, '_>, reference: &Reference) {
    let Some((_, Some(input), members)) = members(check, reference) else {
        return;
    };
    let bound = |member: &Member<'_>| Some(member.trait_value(RESOURCE_IDENTIFIER)?.as_str()?.into_owned());
    for (at, member) in members.iter().enumerate() {
        let Some(name) = bound(member) else { continue };
        let Some(earlier) = members[..at]
            .iter()
            .find(|earlier| bound(earlier).as_ref() == Some(&name))
        else {
            continue;
        };
        let id: ShapeId = input.id.with_member(&member.name);
        check.report(
            Diagnostic::error(CODE, format!("two members are bound to the identifier `{name}`"))
                .at(member.place, "the second one")
                .and_at(earlier.place, "the first one")
                .shape(id)
                .help("remove `@resourceIdentifier` from one of the two"),
        );
    }
}
