//! HTTP bindings: URIs and their labels, members that are bound twice, and operations with the same
//! URI.

mod checksum;
mod structures;
mod uri;

use std::collections::{BTreeMap, BTreeSet};

use self::uri::{Uri, UriSegment};
use super::Check;
use super::constraints::is_token_character;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, OperationProps, Shape, ShapeId, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::{HTTP, HTTP_LABEL, HTTP_QUERY};
use crate::suggest::did_you_mean;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        match &shape.kind {
            ShapeKind::Operation(operation) => {
                if let Some(http) = shape.trait_value(HTTP) {
                    operation_bindings(check, shape, operation, http);
                }
                checksum::check(check, shape, operation);
            }
            ShapeKind::Service(_) => same_uris(check, shape),
            ShapeKind::Structure => {
                structures::headers(check, shape);
                queries(check, Some(shape), &[]);
                structures::error_code(check, shape);
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
    let method = http.get("method").and_then(|method| Some((method, method.as_str()?)));
    if let Some((method, _)) = method.filter(|(_, text)| !text.chars().all(is_token_character)) {
        report(
            check,
            &shape.id,
            method,
            "the method must be a token",
            "not a method of HTTP",
        );
    }
    structures::payloads(check, operation, input, output);
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
                .at(pattern.place(), format!("`{{{label}}}` is here"))
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

/// Checks that each operation of a service has a method and URI of its own.
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
            UriSegment::Literal(literal) => text.push_str(literal),
            UriSegment::Label { is_greedy: true, .. } => text.push_str("{+}"),
            UriSegment::Label { .. } => text.push_str("{}"),
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
