//! Inputs, outputs, errors and the unit type, and the places where they may be used.

use std::collections::BTreeMap;

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Reference, Shape, ShapeId, ShapeKind};
use crate::model::prelude::UNIT;
use crate::model::traits::ERROR;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    let mut uses: BTreeMap<(&ShapeId, &str), &ShapeId> = BTreeMap::new();
    for shape in check.shapes() {
        match &shape.kind {
            ShapeKind::Operation(operation) => {
                errors(check, shape, &operation.errors);
                for (reference, part) in [(&operation.input, "input"), (&operation.output, "output")] {
                    let Some(reference) = reference else { continue };
                    input_or_output(check, shape, reference, part);
                    if let Some(first) = uses.insert((&reference.id, part), &shape.id) {
                        reused(check, shape, reference, part, first);
                    }
                }
            }
            ShapeKind::Service(service) => errors(check, shape, &service.errors),
            _ => members(check, shape),
        }
    }
}

fn errors(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, errors: &[Reference]) {
    for error in errors {
        let Some(target) = check.model.shape(&error.id) else {
            continue;
        };
        if matches!(target.kind, ShapeKind::Structure) && !target.has_trait(ERROR) {
            check.report(
                Diagnostic::error("not-an-error", format!("`{}` is not an error", error.id.name()))
                    .at(error.place, "listed as an error")
                    .and_at(target.place, "has no trait `@error`")
                    .shape(&shape.id)
                    .help(
                        "give the structure `@error(\"client\")` or `@error(\"server\")`, or remove it from the list",
                    ),
            );
        }
    }
}

fn input_or_output(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, reference: &Reference, part: &str) {
    let Some(target) = check.model.shape(&reference.id) else {
        return;
    };
    let other = if part == "input" { "output" } else { "input" };
    for excluded in [ERROR, &format!("smithy.api#{other}")] {
        if target.has_trait(excluded) {
            let problem = format!("a structure with the trait `{excluded}` cannot be an {part}");
            check.report(
                Diagnostic::error("wrong-target", problem)
                    .at(reference.place, format!("the {part} of `{}`", shape.id.name()))
                    .and_at(target.place, format!("has the trait `{excluded}`"))
                    .shape(&shape.id)
                    .help(format!("use another structure as the {part}")),
            );
        }
    }
}

/// Reports a structure with `@input` or `@output` that a second operation has.
fn reused(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, reference: &Reference, part: &str, first: &ShapeId) {
    let target = check.model.shape(&reference.id);
    if target.is_some_and(|target| target.has_trait(&format!("smithy.api#{part}"))) {
        let problem = format!("`{}` is the {part} of two operations", reference.id.name());
        check.report(
            Diagnostic::error("wrong-target", problem)
                .at(reference.place, format!("`{}` has it already", first.name()))
                .shape(&shape.id)
                .help(format!(
                    "a structure with `@{part}` belongs to one operation; remove the trait, or copy the structure"
                )),
        );
    }
}

/// Reports members that target the unit type, inputs or outputs.
fn members(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>) {
    for member in &shape.members {
        let Some(target) = check.model.shape(&member.target.id) else {
            continue;
        };
        let id = shape.id.with_member(&member.name);
        let holds_units = matches!(shape.kind, ShapeKind::Union | ShapeKind::Enum | ShapeKind::IntEnum);
        let problem = if target.id.as_str() == UNIT && !holds_units {
            "only members of unions can target the unit type"
        } else if target.has_trait("smithy.api#input") {
            "a member cannot target a structure with the trait `@input`"
        } else if target.has_trait("smithy.api#output") {
            "a member cannot target a structure with the trait `@output`"
        } else {
            continue;
        };
        check.report(
            Diagnostic::error("wrong-target", problem)
                .at(member.target.place, "targets it")
                .shape(id)
                .help("target another shape"),
        );
    }
}
