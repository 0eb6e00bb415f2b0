//! A request as text, as HTTP/1.1 would send it.

use std::fmt::Write as _;

use bytes::Bytes;

use crate::dynamic::base64;

/// Headers whose values are secrets. A signature is none: it is for one request and a few minutes.
const SECRET: [&str; 2] = ["x-amz-security-token", "x-api-key"];

/// Returns the request with its headers and body. JSON is shown over several lines, and bytes that
/// are no text in base64.
pub(crate) fn text(request: &http::Request<Bytes>) -> String {
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        let is_secret = SECRET.contains(&name.as_str()) || name == "authorization" && !value.starts_with("AWS4-");
        let value = if is_secret { "(hidden)" } else { &value };
        let _ = writeln!(text, "{name}: {value}");
    }
    let body = body(request.body());
    if body.is_empty() {
        text
    } else {
        format!("{text}\n{body}\n")
    }
}

/// Returns a body as people read it.
pub(crate) fn body(bytes: &Bytes) -> String {
    if let Ok(json) = serde_json::from_slice::<serde_json::Value>(bytes)
        && (json.is_object() || json.is_array())
    {
        return format!("{json:#}");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains(|c: char| c.is_control() && !c.is_whitespace()) => text.to_owned(),
        _ => format!("(base64) {}", base64(bytes)),
    }
}
