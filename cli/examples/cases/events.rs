//! The comparison of the events of a request with those of a case, read by AWS's own decoder.

use aws_smithy_eventstream::frame::read_message_from;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::{Buf, Bytes};
use smithy_codegen::conformance::ir::{Body, EventTest};
use smithy_codegen_cli::dynamic::CaseClient;

use crate::compare;

/// A message: its headers in the order of their names, and its payload.
struct Message {
    headers: Vec<(String, String)>,
    payload: Bytes,
}

/// Runs a case.
///
/// # Errors
/// The client sends or reads something else; the text has a line per difference.
pub(crate) fn run(client: &CaseClient, case: &EventTest) -> Result<(), String> {
    let sent = client.events(case)?;
    if let Some(expected) = &case.request {
        compare::request(&sent, expected)?;
    }
    if case.sent_bytes.is_empty() {
        return Ok(());
    }
    let expected = case.sent_bytes.iter().map(|message| STANDARD.decode(message));
    let expected: Result<Vec<_>, _> = expected.collect();
    let expected = messages(expected.map_err(|error| error.to_string())?.concat().into())?;
    let actual = messages(sent.into_body())?;
    if actual.len() != expected.len() {
        return Err(format!("{} events, expected {}", actual.len(), expected.len()));
    }
    let mut problems = Vec::new();
    for (actual, expected) in actual.iter().zip(&expected) {
        compare_message(actual, expected, &mut problems);
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(problems.join("\n")),
    }
}

fn compare_message(actual: &Message, expected: &Message, problems: &mut Vec<String>) {
    if actual.headers != expected.headers {
        problems.push(format!(
            "headers: {:?}, expected {:?}",
            actual.headers, expected.headers
        ));
    }
    let text = || String::from_utf8_lossy(&expected.payload).into_owned();
    let has = |media_type: &str| expected.headers.iter().any(|(_, value)| value.contains(media_type));
    let payload = match () {
        () if has("application/json") => Body::Json(text()),
        () if has("application/xml") => Body::Xml(text()),
        () if has("application/cbor") => Body::Cbor(STANDARD.encode(&expected.payload)),
        () => Body::Bytes(text()),
    };
    compare::body(&actual.payload, &payload, problems);
}

/// Reads messages. A signed one has the event as its payload; the last of them has none.
fn messages(mut bytes: Bytes) -> Result<Vec<Message>, String> {
    let mut found = Vec::new();
    while bytes.has_remaining() {
        let message = read_message_from(&mut bytes).map_err(|error| error.to_string())?;
        let headers = message.headers().iter();
        let mut headers: Vec<_> = headers
            .map(|header| (header.name().as_str().to_owned(), format!("{:?}", header.value())))
            .collect();
        if headers.iter().any(|(name, _)| name == ":chunk-signature") {
            found.extend(messages(message.payload().clone())?);
            continue;
        }
        headers.sort();
        let payload = message.payload().clone();
        found.push(Message { headers, payload });
    }
    Ok(found)
}
