//! Errors in XML, with and without the wrapping elements of some protocols.

use super::error_code::sanitize;
use crate::codec::xml::XmlDeserializer;
use crate::codec::xml::tree::{ROOT, Tree};
use crate::error::{BoxError, ErrorMetadata};
use crate::http::HttpResponse;
use crate::schema::Schema;
use crate::serde::{DeserializeError, MemberSlot};

static ERROR: Schema = Schema::new("smithy.client#Error", "Code;Message;message;Type;RequestId;RequestID;");
static ROOT_ELEMENT: Schema = Schema::new("smithy.client#ErrorResponse", "RequestId;RequestID;");

static MESSAGES: Schema = Schema::new("smithy.client#Messages", "Message;");

/// Returns whether the name of a root element is the code of the error. Route 53 has such errors
/// (`InvalidChangeBatch`), and services of awsQuery (`UnknownOperationException`).
fn is_code(name: &str) -> bool {
    let is_wrapper = ["Error", "ErrorResponse", "Errors", "Response"].contains(&name);
    name.starts_with(|first: char| first.is_ascii_uppercase()) && !is_wrapper && !name.eq_ignore_ascii_case("html")
}

/// Returns the element that holds the members of an error: `Error` within `Errors` (ec2Query),
/// `Error` within the root (awsQuery, restXml), or the root itself (S3).
pub(super) fn element(tree: &Tree<'_>) -> Option<usize> {
    let around = tree.child(ROOT, "Errors").unwrap_or(ROOT);
    Some(tree.child(around, "Error").unwrap_or(around))
}

/// Returns the code of an error and its metadata. If the body is not an error, there is no code.
pub(super) fn metadata(response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
    let body = response.body();
    let mut builder = ErrorMetadata::builder();
    let mut root = None;
    let find = |tree: &Tree<'_>| {
        let found = element(tree);
        root = (found == Some(ROOT)).then(|| tree.name(ROOT).to_owned());
        found
    };
    let [code, mut message, lower_message, kind, mut request_id, other_request_id] =
        match strings(body.bytes().unwrap_or_default(), find, &ERROR) {
            Ok(found) => found,
            Err(problem) => {
                let problem: BoxError = problem.into();
                builder = builder.source(problem);
                Default::default()
            }
        };
    request_id = request_id.or(other_request_id);
    if request_id.is_none() {
        // The request id is outside of the error's element.
        let [outer, other_outer] =
            strings(body.bytes().unwrap_or_default(), |_| Some(ROOT), &ROOT_ELEMENT).unwrap_or_default();
        request_id = outer.or(other_outer);
    }
    let mut code = code.as_deref().and_then(sanitize).map(str::to_owned);
    if code.is_none() && !body.bytes().unwrap_or_default().trim_ascii().is_empty() {
        code = root.filter(|name| is_code(name));
        if code.is_some() && message.is_none() {
            let of_list = |tree: &Tree<'_>| tree.child(ROOT, "Messages");
            [message] = strings(body.bytes().unwrap_or_default(), of_list, &MESSAGES).unwrap_or_default();
        }
    }
    if let Some(code) = &code {
        builder = builder.code(code.as_str());
    }
    if let Some(message) = message.or(lower_message) {
        builder = builder.message(message);
    }
    if let Some(kind) = kind {
        builder = builder.custom("type", kind);
    }
    if let Some(request_id) = request_id {
        builder = builder.request_id(request_id);
    }
    (code, builder.build())
}

/// Reads strings from an element.
fn strings<const N: usize>(
    body: &[u8],
    find: impl FnOnce(&Tree<'_>) -> Option<usize>,
    schema: &'static Schema,
) -> Result<[Option<String>; N], DeserializeError>
where
    [Option<String>; N]: Default,
{
    let mut found = <[Option<String>; N]>::default();
    XmlDeserializer::read_body(body, find, &mut |deserializer| {
        let mut slots = found.each_mut().map(|slot| slot as &mut dyn MemberSlot);
        deserializer.structure(schema, &mut slots)
    })?;
    Ok(found)
}

/// Returns whether the root element of a document is `Error`. Spaces, which keep a connection open,
/// and the declaration may come before it.
#[cfg_attr(
    not(feature = "rest-xml"),
    allow(dead_code, reason = "only restXml has such responses")
)]
pub(super) fn is_document(body: &[u8]) -> bool {
    let mut rest = body.trim_ascii_start();
    if rest.starts_with(b"<?") {
        let end = rest.windows(2).position(|two| two == b"?>");
        rest = end.map_or(&b""[..], |end| &rest[end + 2..]).trim_ascii_start();
    }
    rest.strip_prefix(b"<Error")
        .is_some_and(|rest| matches!(rest.first(), Some(b'>' | b' ' | b'/' | b'\n' | b'\r' | b'\t')))
}
