//! Operations: host labels, authentication, compression and examples.

use std::collections::BTreeSet;

use super::Check;
use super::http::operations;
use super::values::ValueCheck;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{OperationProps, Reference, Shape, ShapeId, ShapeKind};
use crate::model::node::{Node, NodeKind};
use crate::model::traits::{AUTH, ENDPOINT, HOST_LABEL, HTTP_API_KEY_AUTH, REQUEST_COMPRESSION, REQUIRES_LENGTH};

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        match &shape.kind {
            ShapeKind::Operation(operation) => {
                host(check, shape, operation);
                compression(check, shape, operation);
                examples(check, shape, operation);
            }
            ShapeKind::Service(_) => {
                auth(check, shape, shape);
                for operation in operations(check, shape) {
                    auth(check, shape, operation);
                }
                api_key(check, shape);
            }
            _ => {}
        }
    }
}

fn report(check: &mut Check<'_, '_, '_>, code: &'static str, shape: &Shape<'_>, node: Node<'_>, problem: &str) {
    check.report(
        Diagnostic::error(code, problem)
            .at(node.place(), "not valid")
            .and_at(shape.place, "this shape")
            .shape(&shape.id)
            .help("correct the trait, or remove it"),
    );
}

/// Checks the prefix of the host and the members of its labels.
fn host(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, operation: &OperationProps) {
    let input = operation.input.as_ref().and_then(|input| check.model.shape(&input.id));
    let members = input.map_or(&[][..], |input| &input.members);
    let bound = || members.iter().filter(|member| member.has_trait(HOST_LABEL));
    let prefix = shape
        .trait_value(ENDPOINT)
        .and_then(|endpoint| endpoint.get("hostPrefix"));
    let Some(node) = prefix else {
        for member in bound() {
            let problem = format!("the host of `{}` has no labels", shape.id.name());
            check.report(
                Diagnostic::warning("host-prefix", problem)
                    .at(member.place, "`@hostLabel` changes nothing")
                    .shape(&shape.id)
                    .help("give the operation the trait `@endpoint`, or remove `@hostLabel`"),
            );
        }
        return;
    };
    let prefix = node.as_str().unwrap_or_default();
    let labels = match labels(&prefix) {
        Ok(labels) => labels,
        Err(problem) => return report(check, "host-prefix", shape, node, &problem),
    };
    for label in &labels {
        if !bound().any(|member| member.name == *label) {
            let problem = format!("no member with `@hostLabel` is bound to the label `{{{label}}}` of the host");
            report(check, "host-prefix", shape, node, &problem);
        }
    }
    for member in bound().filter(|member| !labels.contains(&member.name.as_str())) {
        check.report(
            Diagnostic::error(
                "host-prefix",
                format!("the host has no label for the member `{}`", member.name),
            )
            .at(member.place, "has `@hostLabel`")
            .and_at(node.place(), "the prefix of the host")
            .shape(&shape.id)
            .help("add the label to `hostPrefix`, or remove `@hostLabel`"),
        );
    }
}

/// Returns the labels of a host prefix, or the reason for which it is invalid.
fn labels(prefix: &str) -> Result<Vec<&str>, String> {
    let (mut rest, mut labels, mut literal) = (prefix, Vec::new(), String::new());
    while let Some((before, after)) = rest.split_once('{') {
        let Some((label, after)) = after.split_once('}') else {
            return Err("a label of the host prefix is not closed".to_owned());
        };
        if literal.ends_with('}') && before.is_empty() {
            return Err("two labels of the host prefix are adjacent".to_owned());
        }
        literal.push_str(before);
        literal.push('}');
        labels.push(label);
        rest = after;
    }
    literal.push_str(rest);
    let is_valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '}');
    if !literal.chars().all(is_valid) || literal.starts_with('.') || literal.contains("..") {
        return Err(format!("`{prefix}` is not the start of a host"));
    }
    Ok(labels)
}

fn compression(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, operation: &OperationProps) {
    let Some(node) = shape
        .trait_value(REQUEST_COMPRESSION)
        .and_then(|value| value.get("encodings"))
    else {
        return;
    };
    let encodings = node.elements().unwrap_or_default();
    if encodings.is_empty() {
        report(
            check,
            "request-compression",
            shape,
            node,
            "`@requestCompression` needs an encoding",
        );
    }
    for encoding in encodings
        .iter()
        .filter(|encoding| !encoding.as_str().is_some_and(|name| name.eq_ignore_ascii_case("gzip")))
    {
        let problem = format!("the encoding {} is not supported; `gzip` is", encoding.text());
        report(check, "request-compression", shape, *encoding, &problem);
    }
    let input = operation.input.as_ref().and_then(|input| check.model.shape(&input.id));
    for member in input.into_iter().flat_map(|input| &input.members) {
        let target = check.model.shape(&member.target.id);
        if target.is_some_and(|target| target.has_trait(REQUIRES_LENGTH)) {
            let problem = format!(
                "the stream `{}` has `@requiresLength`, so it cannot be compressed",
                member.name
            );
            report(check, "request-compression", shape, node, &problem);
        }
    }
}

/// Checks that the schemes of `@auth` are those of the service.
fn auth(check: &mut Check<'_, '_, '_>, service: &Shape<'_>, shape: &Shape<'_>) {
    let Some(node) = shape.trait_value(AUTH) else { return };
    let mut seen = BTreeSet::new();
    for scheme in node.elements().unwrap_or_default() {
        let Some(id) = scheme.as_str() else { continue };
        let problem = if !seen.insert(id.to_string()) {
            format!("`{id}` is in the list twice")
        } else if service.trait_value(&id).is_none() {
            format!("the service `{}` has no trait `{id}`", service.id.name())
        } else {
            continue;
        };
        check.report(
            Diagnostic::danger("auth", problem)
                .at(scheme.place(), "in `@auth`")
                .and_at(service.place, "the service")
                .shape(&shape.id)
                .help("give the service the trait of the scheme, or remove it here"),
        );
    }
}

fn api_key(check: &mut Check<'_, '_, '_>, service: &Shape<'_>) {
    let Some(node) = service.trait_value(HTTP_API_KEY_AUTH) else {
        return;
    };
    let place = node.get("in").and_then(|place| place.as_str());
    if node.get("scheme").is_some() && place.as_deref() == Some("query") {
        report(
            check,
            "auth",
            service,
            node,
            "an API key with a `scheme` can only be in a header",
        );
    }
}

fn examples<'a>(check: &mut Check<'_, '_, 'a>, shape: &Shape<'a>, operation: &OperationProps) {
    let examples = shape
        .trait_value("smithy.api#examples")
        .and_then(|list| list.elements());
    for example in examples.into_iter().flatten() {
        let breaks_limits = example
            .get("allowConstraintErrors")
            .filter(|node| node.as_bool() == Some(true));
        let has_limits = breaks_limits.is_none();
        let input = operation.input.as_ref();
        value(check, shape, example.get("input"), input, "input", has_limits);
        let output = operation.output.as_ref();
        value(check, shape, example.get("output"), output, "output", true);
        let Some(error) = example.get("error") else {
            if let Some(node) = breaks_limits {
                let problem = "only an example with an error can break constraints";
                report(check, "example", shape, node, problem);
            }
            continue;
        };
        if example.get("output").is_some() {
            report(
                check,
                "example",
                shape,
                error,
                "an example has either an output or an error",
            );
        }
        let id = error.get("shapeId").and_then(|id| ShapeId::parse(&id.as_str()?));
        match id.and_then(|id| operation.errors.iter().find(|error| error.id == id)) {
            Some(found) => value(check, shape, error.get("content"), Some(found), "error", true),
            None => report(check, "example", shape, error, "the operation has no such error"),
        }
    }
}

/// Checks a message of an example. An input may break limits on purpose.
fn value<'a>(
    check: &mut Check<'_, '_, 'a>,
    shape: &Shape<'a>,
    node: Option<Node<'a>>,
    structure: Option<&Reference>,
    part: &str,
    has_limits: bool,
) {
    let Some(node) = node.filter(|node| node.kind() == NodeKind::Object) else {
        return;
    };
    let Some(structure) = structure else {
        if node.entries().is_some_and(|entries| !entries.is_empty()) {
            report(check, "example", shape, node, &format!("the operation has no {part}"));
        }
        return;
    };
    ValueCheck {
        model: check.model,
        definitions: check.definitions,
        subject: &format!("the {part} of the example"),
        holder: &shape.id,
        has_limits,
        has_formats: true,
        selections: None,
        diagnostics: check.diagnostics,
    }
    .check(node, &structure.id);
}
