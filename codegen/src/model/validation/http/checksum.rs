//! Checksums of HTTP messages (`aws.protocols#httpChecksum`).

use crate::diagnostics::Diagnostic;
use crate::model::ast::{OperationProps, Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::{ENUM_VALUE, HTTP_CHECKSUM};
use crate::model::validation::Check;

/// The algorithms that a model can name, in upper case.
const ALGORITHMS: [&str; 10] = [
    "CRC32",
    "CRC32C",
    "CRC64NVME",
    "MD5",
    "SHA1",
    "SHA256",
    "SHA512",
    "XXHASH128",
    "XXHASH3",
    "XXHASH64",
];

pub(super) fn check(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, operation: &OperationProps) {
    let Some(value) = shape.trait_value(HTTP_CHECKSUM) else {
        return;
    };
    let input = operation.input.as_ref().and_then(|input| check.model.shape(&input.id));
    let algorithm = value.get("requestAlgorithmMember");
    let mode = value.get("requestValidationModeMember");
    let responses = value.get("responseAlgorithms");
    let is_required = value
        .get("requestChecksumRequired")
        .is_some_and(|node| node.as_bool() == Some(true));
    if algorithm.is_none() && mode.is_none() && responses.is_none() && !is_required {
        report(check, shape, value, "`@httpChecksum` requests no checksum");
    }
    for (given, other, missing) in [
        (mode, responses, "responseAlgorithms"),
        (responses, mode, "requestValidationModeMember"),
    ] {
        if let (Some(node), None) = (given, other) {
            report(
                check,
                shape,
                node,
                &format!("checksums of responses need `{missing}` as well"),
            );
        }
    }
    for element in responses.and_then(|list| list.elements()).unwrap_or_default() {
        let name = element.as_str().unwrap_or_default();
        if !ALGORITHMS.contains(&&*name.to_uppercase()) {
            report(
                check,
                shape,
                element,
                &format!("`{name}` is not an algorithm of checksums"),
            );
        }
    }
    if let Some(node) = algorithm {
        let known = |value: &str| ALGORITHMS.contains(&&*value.to_uppercase());
        member(check, shape, input, node, "an algorithm of checksums", known);
    }
    if let Some(node) = mode {
        member(check, shape, input, node, "`ENABLED`", |value| value == "ENABLED");
    }
}

/// Checks that a setting names a member of the input, which targets an enum of known values.
fn member(
    check: &mut Check<'_, '_, '_>,
    shape: &Shape<'_>,
    input: Option<&Shape<'_>>,
    node: Node<'_>,
    expected: &str,
    is_known: impl Fn(&str) -> bool,
) {
    let name = node.as_str().unwrap_or_default();
    let Some(member) = input.and_then(|input| input.member(&name)) else {
        return report(check, shape, node, &format!("the input has no member `{name}`"));
    };
    let target = check.model.shape(&member.target.id);
    let Some(target) = target.filter(|target| matches!(target.kind, ShapeKind::Enum)) else {
        return report(
            check,
            shape,
            node,
            &format!("the member `{name}` does not target an enum"),
        );
    };
    for member in &target.members {
        let value = member.trait_value(ENUM_VALUE).and_then(|value| value.as_str());
        let value = value.unwrap_or_else(|| member.name.as_str().into());
        if !is_known(&value) {
            let problem = format!("the value `{value}` of `{}` is not {expected}", target.id.name());
            report(check, shape, node, &problem);
        }
    }
}

fn report(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, node: Node<'_>, problem: &str) {
    check.report(
        Diagnostic::error("http-checksum", problem)
            .at(node.place(), "not valid")
            .and_at(shape.place, "this operation")
            .shape(&shape.id)
            .help("correct `@httpChecksum`, or the member that it names"),
    );
}
