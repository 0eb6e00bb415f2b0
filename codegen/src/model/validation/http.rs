//! HTTP bindings: URIs and their labels, members that are bound twice, and operations with the same
//! URI.

mod uri;

use std::collections::{BTreeMap, BTreeSet};

use self::uri::{Segment, Uri};
use super::Check;
use super::constraints::is_token_character;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, OperationProps, Shape, ShapeId, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::{
    ERROR, HOST_LABEL, HTTP, HTTP_ERROR, HTTP_HEADER, HTTP_LABEL, HTTP_PAYLOAD, HTTP_PREFIX_HEADERS, HTTP_QUERY,
    HTTP_QUERY_PARAMS, HTTP_RESPONSE_CODE,
};
use crate::suggest::did_you_mean;

/// The traits that put a member of an input somewhere else than into the body.
const INPUT_LOCATIONS: [&str; 5] = [
    HTTP_LABEL,
    HTTP_HEADER,
    HTTP_PREFIX_HEADERS,
    HTTP_QUERY,
    HTTP_QUERY_PARAMS,
];
/// The traits that do so for a member of an output.
const OUTPUT_LOCATIONS: [&str; 3] = [HTTP_HEADER, HTTP_PREFIX_HEADERS, HTTP_RESPONSE_CODE];

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        match &shape.kind {
            ShapeKind::Operation(operation) => {
                if let Some(http) = shape.trait_value(HTTP) {
                    operation_bindings(check, shape, operation, http);
                }
            }
            ShapeKind::Service(_) => same_uris(check, shape),
            ShapeKind::Structure => {
                headers(check, shape);
                queries(check, Some(shape), &[]);
                error_code(check, shape);
            }
            _ => {}
        }
    }
}

fn operation_bindings<'a>(
    check: &mut Check<'_, '_, 'a>,
    shape: &Shape<'a>,
    operation: &OperationProps,
    http: Node<'a>,
) {
    if let Some(code) = http.get("code")
        && !code.as_i64().is_some_and(|code| (100..=999).contains(&code))
    {
        report(
            check,
            &shape.id,
            code,
            "the status code of a response is from 100 to 999",
            "not a status code",
        );
    }
    let input = operation.input.as_ref().and_then(|input| check.model.shape(&input.id));
    let output = operation
        .output
        .as_ref()
        .and_then(|output| check.model.shape(&output.id));
    for (structure, locations) in [(input, &INPUT_LOCATIONS[..]), (output, &OUTPUT_LOCATIONS[..])] {
        structure
            .into_iter()
            .for_each(|structure| payload(check, structure, locations));
    }
    let Some(pattern) = http.get("uri") else { return };
    match Uri::parse(&pattern.as_str().unwrap_or_default()) {
        Ok(uri) => {
            labels(check, shape, input, &uri, pattern);
            queries(check, input, &uri.query);
        }
        Err(problem) => report(check, &shape.id, pattern, &problem, "not a valid URI pattern"),
    }
}

/// Checks that the labels of a URI and the members with `@httpLabel` are the same.
fn labels<'a>(
    check: &mut Check<'_, '_, 'a>,
    operation: &Shape<'a>,
    input: Option<&Shape<'a>>,
    uri: &Uri,
    pattern: Node<'a>,
) {
    let members = input.map_or(&[][..], |input| &input.members);
    let bound = || members.iter().filter(|member| member.has_trait(HTTP_LABEL));
    for (label, is_greedy) in uri.labels() {
        let Some(member) = bound().find(|member| member.name == label) else {
            let help = match members.iter().find(|member| member.name == label) {
                Some(member) => format!(
                    "give the member `{}` the traits `@httpLabel` and `@required`",
                    member.name
                ),
                None => did_you_mean(label, bound().map(|member| member.name.as_str())).unwrap_or_else(|| {
                    format!("add a member `{label}` with `@httpLabel` and `@required` to the input")
                }),
            };
            check.report(
                Diagnostic::error(
                    "http-label",
                    format!("no member is bound to the label `{{{label}}}` of the URI"),
                )
                .at(pattern.place(), format!("`{{{label}}}` stands here"))
                .shape(&operation.id)
                .help(help),
            );
            continue;
        };
        let target = check.model.shape(&member.target.id);
        let is_string = target.is_some_and(|target| matches!(target.kind, ShapeKind::String | ShapeKind::Enum));
        if is_greedy && !is_string {
            member_error(
                check,
                input,
                member,
                "a member of a greedy label must be a string",
                "not a string",
            );
        }
    }
    for member in bound() {
        if !uri.labels().any(|(label, _)| label == member.name) {
            let problem = format!("the URI has no label for the member `{}`", member.name);
            member_error(check, input, member, &problem, "has `@httpLabel`");
        }
        if !member.has_trait("smithy.api#required") {
            let problem = format!("the member `{}` of a label of the URI must be required", member.name);
            member_error(check, input, member, &problem, "has `@httpLabel` without `@required`");
        }
    }
}

/// Checks that no query parameter is bound twice, by members or by the URI.
fn queries<'a>(check: &mut Check<'_, '_, 'a>, input: Option<&Shape<'a>>, literals: &[(String, String)]) {
    let mut seen: BTreeSet<String> = literals.iter().map(|(key, _)| key.clone()).collect();
    for member in input.iter().flat_map(|input| &input.members) {
        let name = member.trait_value(HTTP_QUERY).and_then(|name| name.as_str());
        if let Some(name) = name.filter(|name| !seen.insert(name.to_string())) {
            let problem = format!("the query parameter `{name}` is bound twice");
            member_error(check, input, member, &problem, "bound a second time");
        }
    }
}

/// Checks that the other members of a structure with a payload are bound elsewhere.
fn payload<'a>(check: &mut Check<'_, '_, 'a>, structure: &Shape<'a>, locations: &[&str]) {
    let Some(payload) = structure.members.iter().find(|member| member.has_trait(HTTP_PAYLOAD)) else {
        return;
    };
    let is_bound = |member: &Member<'_>| {
        let mut traits = locations.iter();
        member.has_trait(HTTP_PAYLOAD) || member.has_trait(HOST_LABEL) || traits.any(|one| member.has_trait(one))
    };
    for member in structure.members.iter().filter(|member| !is_bound(member)) {
        check.report(
            Diagnostic::error(
                "http-payload",
                format!(
                    "`{}` is the payload, so `{}` has no place in the message",
                    payload.name, member.name
                ),
            )
            .at(member.place, "not bound to a part of the message")
            .and_at(payload.place, "the payload")
            .shape(structure.id.with_member(&member.name))
            .help("bind the member to a header, the query or a label, or take `@httpPayload` out"),
        );
    }
}

/// Checks that no header is bound twice, by name or by a prefix.
fn headers<'a>(check: &mut Check<'_, '_, 'a>, structure: &Shape<'a>) {
    let mut seen = BTreeSet::new();
    let text = |member: &Member<'a>, id: &str| Some(member.trait_value(id)?.as_str()?.to_lowercase());
    for member in &structure.members {
        let invalid = text(member, HTTP_HEADER).filter(|name| !name.chars().all(is_token_character));
        if let Some(name) = invalid {
            let problem = format!("`{name}` is not the name of a header");
            member_error(check, Some(structure), member, &problem, "bound to it");
        }
        if text(member, HTTP_HEADER).as_deref() == Some("authorization") {
            let problem = "the header `authorization` belongs to the authentication";
            member_error(check, Some(structure), member, problem, "bound to it");
        }
        if let Some(name) = text(member, HTTP_HEADER).filter(|name| !seen.insert(name.clone())) {
            let problem = format!("the header `{name}` is bound twice");
            member_error(check, Some(structure), member, &problem, "bound a second time");
        }
    }
    for member in &structure.members {
        // Without a prefix it takes whatever no other member does.
        let prefix = text(member, HTTP_PREFIX_HEADERS).filter(|prefix| !prefix.is_empty());
        let Some(prefix) = prefix else { continue };
        if let Some(name) = seen.iter().find(|name| name.starts_with(&prefix)) {
            let problem = format!("the header `{name}` has a member of its own and the prefix `{prefix}`");
            member_error(
                check,
                Some(structure),
                member,
                &problem,
                "binds all headers with its prefix",
            );
        }
    }
}

/// Checks that the status code of an error fits its kind.
fn error_code(check: &mut Check<'_, '_, '_>, structure: &Shape<'_>) {
    let (Some(kind), Some(code)) = (structure.trait_value(ERROR), structure.trait_value(HTTP_ERROR)) else {
        return;
    };
    let (codes, first) = match kind.as_str().as_deref() {
        Some("client") => (400..=499, "400 to 499"),
        Some("server") => (500..=599, "500 to 599"),
        _ => return,
    };
    if !code.as_i64().is_some_and(|code| codes.contains(&code)) {
        check.report(
            Diagnostic::danger("http-error", format!("the status code of this error is one of {first}"))
                .at(code.place(), "another status code")
                .and_at(kind.place(), "the kind of the error")
                .shape(&structure.id)
                .help("correct `@httpError` or `@error`"),
        );
    }
}

/// Checks that no two operations of a service answer to the same method and URI.
fn same_uris<'m, 'a>(check: &mut Check<'_, 'm, 'a>, service: &'m Shape<'a>) {
    let mut seen: BTreeMap<String, &Shape<'a>> = BTreeMap::new();
    for operation in operations(check, service) {
        let Some(http) = operation.trait_value(HTTP) else {
            continue;
        };
        let text = |node: Option<Node<'a>>| node.and_then(|node| node.as_str()).unwrap_or_default().into_owned();
        let Ok(uri) = Uri::parse(&text(http.get("uri"))) else {
            continue;
        };
        let host = operation
            .trait_value("smithy.api#endpoint")
            .and_then(|endpoint| endpoint.get("hostPrefix"));
        let key = format!("{} {}{}", text(http.get("method")), text(host), normalized(&uri));
        if let Some(other) = seen.insert(key.clone(), operation) {
            check.report(
                Diagnostic::error(
                    "http-conflict",
                    format!("two operations of `{}` are bound to `{key}`", service.id.name()),
                )
                .at(http.place(), format!("`{}`", operation.id.name()))
                .and_at(other.place, format!("`{}`", other.id.name()))
                .shape(&operation.id)
                .help("give one of the two another method or URI"),
            );
        }
    }
}

/// Returns a URI with labels that have no names.
fn normalized(uri: &Uri) -> String {
    let mut text = String::new();
    for segment in &uri.segments {
        text.push('/');
        match segment {
            Segment::Literal(literal) => text.push_str(literal),
            Segment::Label { is_greedy: true, .. } => text.push_str("{+}"),
            Segment::Label { .. } => text.push_str("{}"),
        }
    }
    let mut query: Vec<_> = uri.query.iter().map(|(key, value)| format!("{key}={value}")).collect();
    query.sort();
    if !query.is_empty() {
        text.push('?');
        text.push_str(&query.join("&"));
    }
    text
}

/// Returns the operations of a service and of its resources.
pub(super) fn operations<'m, 'a>(check: &Check<'_, 'm, 'a>, service: &'m Shape<'a>) -> Vec<&'m Shape<'a>> {
    let (mut open, mut seen, mut operations) = (vec![service], BTreeSet::new(), Vec::new());
    while let Some(shape) = open.pop() {
        let references: Vec<&ShapeId> = match &shape.kind {
            ShapeKind::Service(service) => {
                let bound = service.operations.iter().chain(&service.resources);
                bound.map(|reference| &reference.id).collect()
            }
            ShapeKind::Resource(resource) => {
                let bound = resource.bound_operations().chain(&resource.resources);
                bound.map(|reference| &reference.id).collect()
            }
            ShapeKind::Operation(_) => {
                operations.push(shape);
                continue;
            }
            _ => continue,
        };
        let new = references.into_iter().filter(|id| seen.insert(*id));
        open.extend(new.filter_map(|id| check.model.shape(id)));
    }
    operations.sort_by(|a, b| a.id.cmp(&b.id));
    operations
}

fn report(check: &mut Check<'_, '_, '_>, id: &ShapeId, node: Node<'_>, problem: &str, label: &str) {
    check.report(
        Diagnostic::error("http-binding", problem)
            .at(node.place(), label)
            .shape(id)
            .help("correct the trait `@http`"),
    );
}

fn member_error(
    check: &mut Check<'_, '_, '_>,
    structure: Option<&Shape<'_>>,
    member: &Member<'_>,
    problem: &str,
    label: &str,
) {
    let Some(structure) = structure else { return };
    check.report(
        Diagnostic::error("http-binding", problem)
            .at(member.place, label)
            .shape(structure.id.with_member(&member.name))
            .help("correct the HTTP traits of the member"),
    );
}
