//! Percent-encoding.

use std::fmt::Write;

/// Appends a text, percent-encoded except for the unreserved characters of RFC 3986.
pub(crate) fn encode(out: &mut String, text: &str) {
    encode_but(out, text, |_| false);
}

/// Appends a text, percent-encoded except for unreserved characters and slashes.
pub(crate) fn encode_greedy(out: &mut String, text: &str) {
    encode_but(out, text, |byte| byte == b'/');
}

fn encode_but(out: &mut String, text: &str, keep: impl Fn(u8) -> bool) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') || keep(byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}
