//! The parts of a test case as its node has them: replies, headers, lists of texts, bodies.

use crate::conformance::ir::{Body, Reply};
use crate::diagnostics::Diagnostic;
use crate::model::node::Node;

use super::{ApplicableCase, Cases};

impl Cases<'_, '_> {
    pub(super) fn reply(&mut self, case: &ApplicableCase<'_>) -> Option<Reply> {
        let status = case
            .node
            .get("code")
            .and_then(|code| code.as_i64())
            .and_then(|code| u16::try_from(code).ok());
        Some(Reply {
            status: status.or_else(|| self.wrong(case, case.node, "needs a `code`, the HTTP status"))?,
            headers: self.headers(case)?,
            body: text(case.node, "body").unwrap_or_default(),
            is_base64: text(case.node, "bodyMediaType").is_some_and(|media_type| is_binary(&media_type)),
        })
    }

    pub(super) fn headers(&mut self, case: &ApplicableCase<'_>) -> Option<Vec<(String, String)>> {
        let Some(node) = case.node.get("headers") else {
            return Some(Vec::new());
        };
        let headers = node.entries().map(|entries| {
            let texts = entries
                .into_iter()
                .map(|entry| Some((entry.key.into_owned(), entry.value.as_str()?.into_owned())));
            texts.collect::<Option<_>>()
        });
        headers
            .flatten()
            .or_else(|| self.wrong(case, node, "must be an object of strings"))
    }

    pub(super) fn texts(&mut self, case: &ApplicableCase<'_>, key: &str) -> Option<Vec<String>> {
        let Some(node) = case.node.get(key) else {
            return Some(Vec::new());
        };
        let elements = node
            .elements()
            .map(|elements| elements.iter().map(|text| Some(text.as_str()?.into_owned())).collect());
        elements
            .flatten()
            .or_else(|| self.wrong(case, node, "must be an array of strings"))
    }

    pub(super) fn needed(&mut self, case: &ApplicableCase<'_>, key: &str) -> Option<String> {
        text(case.node, key).or_else(|| self.wrong(case, case.node, &format!("needs a string `{key}`")))
    }

    fn wrong<T>(&mut self, case: &ApplicableCase<'_>, node: Node<'_>, label: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::error(
                "wrong-test-case",
                format!(
                    "the test case `{}` does not have the form of the specification",
                    case.id
                ),
            )
            .at(node.place(), label)
            .shape(&case.shape)
            .help("see https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html"),
        );
        None
    }
}

pub(super) fn text(node: Node<'_>, key: &str) -> Option<String> {
    node.get(key)?.as_str().map(|text| text.into_owned())
}

/// Returns whether bodies of this media type are in base64.
fn is_binary(media_type: &str) -> bool {
    media_type == "application/cbor"
}

/// Chooses the comparison of a body: semantic if its media type is known.
pub(super) fn compared(body: String, media_type: Option<String>) -> Body {
    let media_type = media_type.unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let is = |subtype: &str| essence == format!("application/{subtype}") || essence.ends_with(&format!("+{subtype}"));
    // An empty body is not a value of any format, so it is compared as bytes.
    if body.is_empty() {
        return Body::Bytes(body);
    }
    match essence.as_str() {
        _ if is("json") || essence.starts_with("application/x-amz-json") => Body::Json(body),
        _ if is("xml") || essence == "text/xml" => Body::Xml(body),
        "application/x-www-form-urlencoded" => Body::Form(body),
        essence if is_binary(essence) => Body::Cbor(body),
        _ => Body::Bytes(body),
    }
}
