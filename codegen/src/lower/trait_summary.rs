//! Summaries of traits, as one line of documentation for a member or an operation.

use crate::ir::{DiscoveredEndpoint, Idempotency, Structure};
use crate::markdown::inline_code;
use crate::model::ast::{Member, Model, Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::select::discovery_operation;
use crate::model::traits::{DEFAULT, LENGTH, PATTERN, RANGE};

use super::discovery::discovered_endpoint;

/// Returns the summary of an operation's traits in a fixed order: idempotency, pagination,
/// endpoint.
pub(super) fn of_operation(
    service: &Shape<'_>,
    operation: &Shape<'_>,
    idempotency: Idempotency,
    input: &Structure,
    paginated: bool,
) -> String {
    let token = input.fields.iter().find(|field| field.idempotency_token);
    let mut facts = vec![match (idempotency, token) {
        (Idempotency::ReadOnly, _) => "read-only".to_owned(),
        (Idempotency::Idempotent, Some(token)) => format!("idempotent by `{}`", token.member_name),
        (Idempotency::Idempotent, None) => "idempotent".to_owned(),
        (Idempotency::NonIdempotent, _) => "neither read-only nor idempotent".to_owned(),
    }];
    facts.extend(paginated.then(|| "paginated".to_owned()));
    if discovered_endpoint(service, operation) == Some(DiscoveredEndpoint::Required)
        && let Some(discovery) = discovery_operation(service)
    {
        facts.push(format!("sent to the endpoint that `{}` returns", discovery.name()));
    }
    sentence(&facts)
}

/// Returns the summary of a member's traits in a fixed order: required, default, length, range,
/// pattern, unique, elements, sensitive.
pub(super) fn of_member(model: &Model<'_>, member: &Member<'_>, token: bool) -> String {
    let target = model.shape(&member.target.id);
    let value = |name: &str| {
        let id = format!("smithy.api#{name}");
        member
            .trait_value(&id)
            .or_else(|| target.and_then(|target| target.trait_value(&id)))
    };
    let mut facts = Vec::new();
    if token {
        facts.push("filled with a UUID when unset".to_owned());
    } else if member.is_required() {
        facts.push("required".to_owned());
    }
    facts.extend(
        member
            .trait_value(DEFAULT)
            .filter(|value| !value.is_null())
            .map(|value| format!("default {}", inline_code(value.text()))),
    );
    facts.extend(value("length").and_then(|length| bounds(length, target.map_or("characters", unit))));
    facts.extend(value("range").and_then(|range| bounds(range, "")));
    facts.extend(
        value("pattern")
            .and_then(|pattern| pattern.as_str())
            .map(|pattern| format!("pattern {}", inline_code(&pattern))),
    );
    if value("uniqueItems").is_some() {
        facts.push("no item twice".to_owned());
    }
    facts.extend(target.and_then(|target| of_elements(model, target)));
    if value("sensitive").is_some() {
        facts.push("sensitive".to_owned());
    }
    sentence(&facts)
}

/// Returns the constraints on each element of a list.
fn of_elements(model: &Model<'_>, list: &Shape<'_>) -> Option<String> {
    let member = list.member("member").filter(|_| matches!(list.kind, ShapeKind::List))?;
    let element = model.shape(&member.target.id)?;
    let value = |id: &str| member.trait_value(id).or_else(|| element.trait_value(id));
    let length = value(LENGTH).and_then(|length| bounds(length, unit(element)));
    let range = value(RANGE).and_then(|range| bounds(range, ""));
    let pattern = value(PATTERN)
        .and_then(|pattern| pattern.as_str())
        .map(|pattern| format!("pattern {}", inline_code(&pattern)));
    let facts: Vec<_> = length.into_iter().chain(range).chain(pattern).collect();
    (!facts.is_empty()).then(|| format!("each {}", facts.join(", ")))
}

fn sentence(facts: &[String]) -> String {
    let mut line = facts.join("; ");
    if let Some(first) = line.get_mut(..1) {
        first.make_ascii_uppercase();
        line.push('.');
    }
    line
}

fn unit(shape: &Shape<'_>) -> &'static str {
    match shape.kind {
        ShapeKind::List => "items",
        ShapeKind::Map => "entries",
        ShapeKind::Blob => "bytes",
        _ => "characters",
    }
}

fn bounds(value: Node<'_>, unit: &str) -> Option<String> {
    let bound = |key: &str| value.get(key).map(|bound| bound.text());
    let range = match (bound("min"), bound("max")) {
        (Some(min), Some(max)) if min == max => min.to_owned(),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => return None,
    };
    Some(format!("{range} {unit}").trim_end().to_owned())
}
