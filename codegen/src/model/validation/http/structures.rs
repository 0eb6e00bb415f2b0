//! Bindings within one structure: its payload, its headers, the status code of an error.

use std::collections::BTreeSet;

use super::member_error;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, OperationProps, Shape};
use crate::model::traits::{
    ERROR, HOST_LABEL, HTTP_ERROR, HTTP_HEADER, HTTP_LABEL, HTTP_PAYLOAD, HTTP_PREFIX_HEADERS, HTTP_QUERY,
    HTTP_QUERY_PARAMS, HTTP_RESPONSE_CODE,
};
use crate::model::validation::Check;
use crate::model::validation::constraints::is_token_character;

/// The traits that bind a member of an input to a part other than the body.
const INPUT_LOCATIONS: [&str; 5] = [
    HTTP_LABEL,
    HTTP_HEADER,
    HTTP_PREFIX_HEADERS,
    HTTP_QUERY,
    HTTP_QUERY_PARAMS,
];
/// The traits that bind a member of an output or error to a part other than the body.
const OUTPUT_LOCATIONS: [&str; 3] = [HTTP_HEADER, HTTP_PREFIX_HEADERS, HTTP_RESPONSE_CODE];

/// Checks the payloads of the input, the output and the errors of an operation.
pub(super) fn payloads<'a>(
    check: &mut Check<'_, '_, 'a>,
    operation: &OperationProps,
    input: Option<&Shape<'a>>,
    output: Option<&Shape<'a>>,
) {
    input
        .into_iter()
        .for_each(|input| payload(check, input, &INPUT_LOCATIONS));
    let errors = operation.errors.iter().filter_map(|error| check.model.shape(&error.id));
    for structure in output.into_iter().chain(errors) {
        payload(check, structure, &OUTPUT_LOCATIONS);
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
            .help("bind the member to a header, the query or a label, or remove `@httpPayload`"),
        );
    }
}

/// Checks that no header is bound twice, by name or by a prefix.
pub(super) fn headers<'a>(check: &mut Check<'_, '_, 'a>, structure: &Shape<'a>) {
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
        // Without a prefix it has all headers that no other member is bound to.
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
pub(super) fn error_code(check: &mut Check<'_, '_, '_>, structure: &Shape<'_>) {
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
