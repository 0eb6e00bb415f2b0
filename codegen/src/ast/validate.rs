//! References that lead nowhere, or to a shape of a kind that cannot stand there.

use crate::diagnostics::{Diagnostic, Diagnostics};

use super::{Model, Reference, Shape, ShapeId, ShapeKind};

/// Checks every target of every shape.
pub(super) fn targets(model: &Model<'_>, diagnostics: &mut Diagnostics) {
    for shape in model.shapes.values() {
        for member in &shape.members {
            match model.shape(&member.target.id) {
                None => diagnostics.push(unknown_target(&member.target, &shape.id, Some(&member.name))),
                Some(target) if !target.kind.is_data() => diagnostics.push(wrong_target(&member.target, shape, "a member", "a data shape")),
                Some(_) => {}
            }
        }
        match &shape.kind {
            ShapeKind::Operation(operation) => {
                let structures = operation.input.iter().chain(&operation.output).chain(&operation.errors);
                expect(model, shape, structures, "an operation's input, output or error", "a structure", |kind| matches!(kind, ShapeKind::Structure), diagnostics);
            }
            ShapeKind::Resource(resource) => bindings(model, shape, &resource.operations, &resource.resources, diagnostics),
            ShapeKind::Service(service) => {
                bindings(model, shape, &service.operations, &service.resources, diagnostics);
                expect(model, shape, &service.errors, "a service's error", "a structure", |kind| matches!(kind, ShapeKind::Structure), diagnostics);
            }
            _ => {}
        }
    }
}

fn bindings(model: &Model<'_>, shape: &Shape<'_>, operations: &[Reference], resources: &[Reference], diagnostics: &mut Diagnostics) {
    expect(model, shape, operations, "this", "an operation", |kind| matches!(kind, ShapeKind::Operation(_)), diagnostics);
    expect(model, shape, resources, "this", "a resource", |kind| matches!(kind, ShapeKind::Resource(_)), diagnostics);
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
            None => diagnostics.push(unknown_target(reference, &shape.id, None)),
            Some(target) if !fits(&target.kind) => diagnostics.push(wrong_target(reference, shape, what, expected)),
            Some(_) => {}
        }
    }
}

pub(super) fn unknown_target(target: &Reference, shape: &ShapeId, member: Option<&str>) -> Diagnostic {
    let id = member.map_or_else(|| shape.clone(), |member| shape.with_member(member));
    Diagnostic::error("unknown-target", format!("the shape `{}` does not exist", target.id))
        .at(target.place, "no such shape in any of the files")
        .shape(id)
        .help("correct the id, or give the file that defines it with another --model")
}

fn wrong_target(target: &Reference, shape: &Shape<'_>, what: &str, expected: &str) -> Diagnostic {
    Diagnostic::error("wrong-target", format!("{what} must target {expected}"))
        .at(target.place, format!("`{}` is something else", target.id.name()))
        .shape(&shape.id)
        .help("correct the id")
}
