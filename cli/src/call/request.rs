//! Prints a request in the form of HTTP/1.1.

use std::fmt::Write as _;

use bytes::Bytes;

use crate::dynamic::base64;

/// Headers whose values are secrets. A signature is not a secret: it is only valid for one request
/// and a few minutes.
const SECRET: [&str; 2] = ["x-amz-security-token", "x-api-key"];

/// Returns the request with its headers and body. JSON is printed on several lines, and binary data
/// in base64.
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

/// Returns a body in readable form.
pub(crate) fn body(bytes: &Bytes) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.starts_with(['{', '[']) && is_json(text) => pretty(text),
        Ok(text) if !text.contains(|c: char| c.is_control() && !c.is_whitespace()) => text.to_owned(),
        _ => format!("(base64) {}", base64(bytes)),
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok()
}

/// Returns JSON on several lines, in the order of the message.
fn pretty(json: &str) -> String {
    let (mut text, mut depth) = (String::new(), 0_usize);
    let (mut is_quoted, mut is_escaped) = (false, false);
    let new_line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    };
    let mut characters = json.chars().filter(|c| *c != '\r').peekable();
    while let Some(character) = characters.next() {
        if is_quoted {
            text.push(character);
            is_quoted = is_escaped || character != '"';
            is_escaped = !is_escaped && character == '\\';
            continue;
        }
        match character {
            '{' | '[' => {
                text.push(character);
                let is_empty = characters.peek().is_some_and(|next| matches!(next, '}' | ']'));
                if is_empty {
                    text.extend(characters.next());
                } else {
                    depth += 1;
                    new_line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut text, depth);
                text.push(character);
            }
            ',' => {
                text.push(',');
                new_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            character if character.is_whitespace() => {}
            character => {
                is_quoted = character == '"';
                text.push(character);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn json_keeps_its_order() {
        let json = r#"{"b":[1,{"a":"x, \": y\\"}],"a":{},"c":[]}"#;
        let expected =
            "{\n  \"b\": [\n    1,\n    {\n      \"a\": \"x, \\\": y\\\\\"\n    }\n  ],\n  \"a\": {},\n  \"c\": []\n}";
        assert_eq!(pretty(json), expected);
        assert_eq!(pretty(&pretty(json)), expected);
    }
}
