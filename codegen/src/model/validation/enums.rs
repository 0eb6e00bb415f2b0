//! Enums: at least one member, and values that are of the right type and distinct.

use std::collections::BTreeMap;

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, Shape, ShapeKind};
use crate::model::node::NodeKind;
use crate::model::prelude::UNIT;
use crate::model::traits::ENUM_VALUE;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        if !matches!(shape.kind, ShapeKind::Enum | ShapeKind::IntEnum) {
            continue;
        }
        if shape.members.is_empty() {
            check.report(
                Diagnostic::error("empty-enum", format!("the enum `{}` has no members", shape.id.name()))
                    .at(shape.place, "no members")
                    .shape(&shape.id)
                    .help("give it at least one member"),
            );
        }
        values(check, shape);
        for member in shape.members.iter().filter(|member| member.target.id.as_str() != UNIT) {
            check.report(
                Diagnostic::error("wrong-target", "the members of an enum must target the unit type")
                    .at(member.target.place, format!("targets `{}`", member.target.id))
                    .shape(shape.id.with_member(&member.name))
                    .help(format!("target `{UNIT}`")),
            );
        }
    }
}

fn values(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>) {
    let mut seen: BTreeMap<String, &Member<'_>> = BTreeMap::new();
    for member in &shape.members {
        let Some(value) = value(check, shape, member) else {
            continue;
        };
        if let Some(earlier) = seen.insert(value.clone(), member) {
            check.report(
                Diagnostic::error(
                    "duplicate-enum-value",
                    format!("two members of the enum have the value {value}"),
                )
                .at(member.place, "the second one")
                .and_at(earlier.place, "the first one")
                .shape(shape.id.with_member(&member.name))
                .help("give one of the two another value"),
            );
        }
    }
}

/// Returns the value of a member as text, if it is of the right type.
fn value(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, member: &Member<'_>) -> Option<String> {
    let is_string = matches!(shape.kind, ShapeKind::Enum);
    let node = match member.trait_value(ENUM_VALUE) {
        Some(node) => node,
        None if is_string => return Some(format!("{:?}", member.name)),
        None => {
            check.report(
                Diagnostic::error("invalid-enum-value", format!("`{}` has no value", member.name))
                    .at(member.place, "members of an intEnum need a value")
                    .shape(shape.id.with_member(&member.name))
                    .help(format!("write `{} = 1`", member.name)),
            );
            return None;
        }
    };
    let (problem, label) = match node.kind() {
        NodeKind::String if is_string => {
            let text = node.as_str().unwrap_or_default();
            if !text.is_empty() {
                return Some(format!("{text:?}"));
            }
            ("a value of an enum must not be empty", "empty")
        }
        _ if is_string => ("values of an enum must be strings", "not a string"),
        NodeKind::Number if node.as_i64().is_some_and(|value| i32::try_from(value).is_ok()) => {
            return node.as_i64().map(|value| value.to_string());
        }
        _ => (
            "values of an intEnum must be integers of 32 bits",
            "not such an integer",
        ),
    };
    check.report(
        Diagnostic::error("invalid-enum-value", problem)
            .at(node.place(), label)
            .shape(shape.id.with_member(&member.name))
            .help("correct the value of this member"),
    );
    None
}
