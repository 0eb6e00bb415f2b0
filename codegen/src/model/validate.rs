//! Checks references: the shapes must exist and have a kind that is allowed.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::suggest::did_you_mean;

use super::ast::{Model, Reference, Shape, ShapeId, ShapeKind, is_identifier};
use super::node::Node;
use super::similar;

/// Checks every target of every shape.
pub(super) fn targets(model: &Model<'_>, diagnostics: &mut Diagnostics) {
    for shape in model.shapes.values() {
        members(model, shape, diagnostics);
        match &shape.kind {
            ShapeKind::Operation(operation) => {
                let structures = operation.input.iter().chain(&operation.output).chain(&operation.errors);
                expect(
                    model,
                    shape,
                    structures,
                    "an operation's input, output or error",
                    "a structure",
                    |kind| matches!(kind, ShapeKind::Structure),
                    diagnostics,
                );
            }
            ShapeKind::Resource(resource) => {
                bindings(
                    model,
                    shape,
                    resource.bound_operations(),
                    &resource.resources,
                    diagnostics,
                );
                let held = resource.identifiers.iter().chain(&resource.properties);
                expect(
                    model,
                    shape,
                    held.map(|(_, target)| target),
                    "an identifier or property",
                    "a shape that holds data",
                    |kind| kind.is_data(),
                    diagnostics,
                );
            }
            ShapeKind::Service(service) => {
                bindings(model, shape, service.operations.iter(), &service.resources, diagnostics);
                renames(model, shape, &service.rename, diagnostics);
                expect(
                    model,
                    shape,
                    &service.errors,
                    "a service's error",
                    "a structure",
                    |kind| matches!(kind, ShapeKind::Structure),
                    diagnostics,
                );
            }
            _ => {}
        }
    }
}

/// Checks the targets of a shape's members.
fn members(model: &Model<'_>, shape: &Shape<'_>, diagnostics: &mut Diagnostics) {
    for member in &shape.members {
        match model.shape(&member.target.id) {
            None if model.unreadable.contains(&member.target.id) => {}
            None => {
                let suggestion = similar::shape(model, &member.target, |shape| shape.kind.is_data());
                let id = shape.id.with_member(&member.name);
                diagnostics.push(unknown_target(&member.target, &id, suggestion));
            }
            Some(target) if !target.kind.is_data() => {
                let id = shape.id.with_member(&member.name);
                diagnostics.push(wrong_target(
                    &member.target,
                    &id,
                    target,
                    "a member",
                    "a shape that holds data",
                ));
            }
            Some(_) => {}
        }
    }
}

fn renames(
    model: &Model<'_>,
    service: &Shape<'_>,
    renames: &BTreeMap<String, Node<'_>>,
    diagnostics: &mut Diagnostics,
) {
    for (id, name) in renames {
        let known =
            ShapeId::parse(id).is_some_and(|id| model.shapes.contains_key(&id) || model.unreadable.contains(&id));
        let fits = name.as_str().is_some_and(|name| is_identifier(&name));
        let label = match (known, fits) {
            (false, _) => format!("the shape `{id}` does not exist"),
            (true, false) => "not a name that a shape can have".to_owned(),
            (true, true) => continue,
        };
        let suggestion = match known {
            true => None,
            false => did_you_mean(id, model.shapes.keys().map(ShapeId::as_str)),
        };
        let otherwise = "name a shape by its whole id and give it a name of letters, digits and underscores";
        diagnostics.push(
            Diagnostic::error("wrong-rename", format!("`rename` cannot rename `{id}`"))
                .at(name.place(), label)
                .shape(&service.id)
                .help(suggestion.unwrap_or_else(|| otherwise.to_owned())),
        );
    }
}

fn bindings<'r>(
    model: &Model<'_>,
    shape: &Shape<'_>,
    operations: impl IntoIterator<Item = &'r Reference>,
    resources: &[Reference],
    diagnostics: &mut Diagnostics,
) {
    expect(
        model,
        shape,
        operations,
        "a binding of operations",
        "an operation",
        |kind| matches!(kind, ShapeKind::Operation(_)),
        diagnostics,
    );
    expect(
        model,
        shape,
        resources,
        "a binding of resources",
        "a resource",
        |kind| matches!(kind, ShapeKind::Resource(_)),
        diagnostics,
    );
}

fn expect<'r>(
    model: &Model<'_>,
    shape: &Shape<'_>,
    references: impl IntoIterator<Item = &'r Reference>,
    what: &str,
    expected: &str,
    fits: fn(&ShapeKind<'_>) -> bool,
    diagnostics: &mut Diagnostics,
) {
    for reference in references {
        match model.shape(&reference.id) {
            None if model.unreadable.contains(&reference.id) => {}
            None => {
                let suggestion = similar::shape(model, reference, |shape| fits(&shape.kind));
                diagnostics.push(unknown_target(reference, &shape.id, suggestion));
            }
            Some(target) if !fits(&target.kind) => {
                diagnostics.push(wrong_target(reference, &shape.id, target, what, expected))
            }
            Some(_) => {}
        }
    }
}

pub(super) fn unknown_target(target: &Reference, holder: &ShapeId, suggestion: Option<String>) -> Diagnostic {
    let otherwise = || "correct the id, or give the file that defines it with another --model".to_owned();
    Diagnostic::error("unknown-target", format!("the shape `{}` does not exist", target.id))
        .at(target.place, "no such shape in any of the files")
        .shape(holder)
        .help(suggestion.unwrap_or_else(otherwise))
}

fn wrong_target(reference: &Reference, shape: &ShapeId, target: &Shape<'_>, what: &str, expected: &str) -> Diagnostic {
    Diagnostic::error("wrong-target", format!("{what} must target {expected}"))
        .at(
            reference.place,
            format!("`{}` is {}", reference.id.name(), noun(&target.kind)),
        )
        .shape(shape)
        .help(format!("name {expected} here"))
}

fn noun(kind: &ShapeKind<'_>) -> &'static str {
    match kind {
        ShapeKind::Operation(_) => "an operation",
        ShapeKind::Resource(_) => "a resource",
        ShapeKind::Service(_) => "a service",
        ShapeKind::Structure => "a structure",
        ShapeKind::Union => "a union",
        ShapeKind::List => "a list",
        ShapeKind::Map => "a map",
        ShapeKind::Enum | ShapeKind::IntEnum => "an enum",
        _ => "a simple type",
    }
}

/// Checks that lists and maps end and that keys are strings; repairs invalid ones, so that later
/// stages can continue.
pub(super) fn collections(model: &mut Model<'_>, diagnostics: &mut Diagnostics) {
    let ids: Vec<_> = model
        .shapes
        .values()
        .filter(|shape| is_collection(shape))
        .map(|shape| shape.id.clone())
        .collect();
    for id in &ids {
        if let Some(key) = model.shapes.get(id).and_then(|shape| wrong_key(model, shape)) {
            diagnostics.push(key);
            retarget(model, id, "key", "smithy.api#String");
        }
        if let Some(endless) = model.shapes.get(id).and_then(|shape| endless(model, shape)) {
            diagnostics.push(endless);
            retarget(model, id, "member", "smithy.api#String");
            retarget(model, id, "value", "smithy.api#String");
        }
    }
}

fn is_collection(shape: &Shape<'_>) -> bool {
    matches!(shape.kind, ShapeKind::List | ShapeKind::Map)
}

fn wrong_key(model: &Model<'_>, shape: &Shape<'_>) -> Option<Diagnostic> {
    let key = shape.member("key")?;
    let target = model
        .shape(&key.target.id)
        .filter(|target| !matches!(target.kind, ShapeKind::String | ShapeKind::Enum))?;
    Some(wrong_target(
        &key.target,
        &shape.id.with_member("key"),
        target,
        "the key of a map",
        "a string or an enum",
    ))
}

/// Follows the elements of a collection as long as they are collections, and reports a cycle.
fn endless(model: &Model<'_>, shape: &Shape<'_>) -> Option<Diagnostic> {
    const DEEPEST: usize = 64;
    let first = shape.member("member").or_else(|| shape.member("value"))?;
    let (mut held, mut seen) = (first, BTreeSet::new());
    let label = loop {
        let target = model.shape(&held.target.id).filter(|target| is_collection(target))?;
        if target.id == shape.id {
            break "contains only itself".to_owned();
        }
        if !seen.insert(&target.id) {
            return None;
        }
        if seen.len() > DEEPEST {
            break format!("holds more than {DEEPEST} collections in each other");
        }
        held = target.member("member").or_else(|| target.member("value"))?;
    };
    Some(
        Diagnostic::error(
            "endless-collection",
            format!("`{}` is a list or map without an end", shape.id.name()),
        )
        .at(first.target.place, label)
        .shape(shape.id.with_member(&first.name))
        .help("put a structure or union between"),
    )
}

fn retarget(model: &mut Model<'_>, id: &ShapeId, member: &str, target: &str) {
    let members = model.shapes.get_mut(id).map(|shape| &mut shape.members);
    let member = members.into_iter().flatten().find(|candidate| candidate.name == member);
    if let (Some(member), Some(target)) = (member, ShapeId::parse(target)) {
        member.target.id = target;
    }
}
