//! Default values: they must have the right type and agree with `@required` and the defaults of
//! targets.

use super::Check;
use super::graph::GraphItem;
use super::values::ValueCheck;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{ModelVersion, Shape, ShapeKind};
use crate::model::node::{Node, NodeKind};
use crate::model::traits::DEFAULT;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for (_, item) in check.graph.items() {
        match item.trait_value(DEFAULT) {
            Some(value) => default(check, item, value),
            None => missing(check, item),
        }
    }
}

/// Reports a member of a structure without the default that its target has.
fn missing(check: &mut Check<'_, '_, '_>, item: GraphItem<'_, '_>) {
    let member = item.member.filter(|_| matches!(item.shape.kind, ShapeKind::Structure));
    let Some(member) = member else { return };
    let target = check.model.shape(&member.target.id);
    let is_primitive = member.target.id.as_str().starts_with("smithy.api#Primitive");
    if is_primitive && item.shape.version == ModelVersion::V2 {
        let problem = format!(
            "the member `{}` must have the default of its target, or null",
            member.name
        );
        check.report(
            Diagnostic::error("invalid-default", problem)
                .at(
                    member.place,
                    format!("has no default, but `{}` has one", member.target.id.name()),
                )
                .shape(item.id())
                .help("write `= 0` or `= false`, or `= null` to have none"),
        );
    }
    if let Some(root) = target.and_then(|target| target.trait_value(DEFAULT)) {
        check.report(
            Diagnostic::error(
                "invalid-default",
                format!(
                    "the member `{}` must have the default of its target, or null",
                    member.name
                ),
            )
            .at(member.place, "has no default")
            .and_at(root.place(), "the default of the target")
            .shape(item.id())
            .help(format!("write `= {}`, or `= null` to have none", root.text())),
        );
    }
}

fn default<'m, 'a>(check: &mut Check<'_, 'm, 'a>, item: GraphItem<'m, 'a>, value: Node<'a>) {
    let target = match item.member {
        Some(member) => check.model.shape(&member.target.id),
        None => Some(item.shape),
    };
    let Some(target) = target else { return };
    let root = item.member.and_then(|_| target.trait_value(DEFAULT));
    if value.is_null() {
        return null(check, item, value, root.is_some());
    }
    if let Some(problem) = forbidden(target, value) {
        wrong(check, item, value, problem, "not allowed as a default");
        return;
    }
    if let Some(root) = root.filter(|root| !is_same(*root, value)) {
        let error = Diagnostic::error(
            "invalid-default",
            "the default of a member differs from that of its target",
        )
        .at(value.place(), "the default of the member")
        .and_at(root.place(), "the default of the target")
        .shape(item.id())
        .help("remove the member's default, or write `null` to have none");
        check.report(error);
    }
    let holder = item.id();
    let mut values = ValueCheck {
        model: check.model,
        definitions: check.definitions,
        subject: "the default",
        holder: &holder,
        has_limits: !is_zero(value),
        // A default is a number or a text of RFC 3339, independent of the format on the wire.
        has_formats: false,
        selections: None,
        diagnostics: check.diagnostics,
    };
    match item.member {
        Some(member) => values.check_member(value, member),
        None => values.check(value, &target.id),
    }
}

/// Checks the default null; `has_root` if the target has a default.
fn null<'m, 'a>(check: &mut Check<'_, 'm, 'a>, item: GraphItem<'m, 'a>, value: Node<'a>, has_root: bool) {
    if item.member.is_none() {
        wrong(
            check,
            item,
            value,
            "only the default of a member can be null",
            "not a member",
        );
    }
    // On a member whose target has a default, null removes it.
    if !has_root && item.trait_value("smithy.api#required").is_some() {
        wrong(
            check,
            item,
            value,
            "a required member cannot have the default null",
            "always set, never null",
        );
    }
}

/// Returns the reason why a value of any type cannot be a default of a shape.
fn forbidden(target: &Shape<'_>, value: Node<'_>) -> Option<&'static str> {
    let is_empty = match value.kind() {
        NodeKind::Array => value.elements().is_none_or(|elements| elements.is_empty()),
        NodeKind::Object => value.entries().is_none_or(|entries| entries.is_empty()),
        _ => true,
    };
    match target.kind {
        ShapeKind::Structure | ShapeKind::Union => Some("structures and unions cannot have a default"),
        ShapeKind::List | ShapeKind::Map | ShapeKind::Document if !is_empty => {
            Some("the default of a list, map or document must be empty")
        }
        ShapeKind::Blob if target.has_trait("smithy.api#streaming") && value.text() != "\"\"" => {
            Some("the default of a streaming blob must be empty")
        }
        _ => None,
    }
}

fn is_same(a: Node<'_>, b: Node<'_>) -> bool {
    match (a.kind(), b.kind()) {
        (NodeKind::Number, NodeKind::Number) => a.text().parse::<f64>().ok() == b.text().parse::<f64>().ok(),
        (NodeKind::String, NodeKind::String) => a.as_str() == b.as_str(),
        _ => a.text() == b.text(),
    }
}

/// Returns whether a value is the implicit default of version 1.0, which no constraint forbids.
fn is_zero(value: Node<'_>) -> bool {
    matches!(value.text(), "\"\"" | "false") || value.text().parse::<f64>().is_ok_and(|number| number == 0.0)
}

fn wrong(check: &mut Check<'_, '_, '_>, item: GraphItem<'_, '_>, value: Node<'_>, problem: &str, label: &str) {
    check.report(
        Diagnostic::error("invalid-default", problem)
            .at(value.place(), label)
            .shape(item.id())
            .help("remove the default, or correct it"),
    );
}
