//! The trace id of AWS Lambda, by which it detects functions that call themselves.

use ::http::HeaderValue;

use super::{ClientSettings, Config};

const FUNCTION_NAME: &str = "AWS_LAMBDA_FUNCTION_NAME";
const TRACE_ID: &str = "_X_AMZN_TRACE_ID";

impl ClientSettings {
    /// Returns whether the program runs in Lambda.
    pub(super) fn finds_lambda(&self) -> bool {
        let name = self.env.get_os(FUNCTION_NAME);
        name.is_some_and(|name| !name.is_empty())
    }
}

impl Config {
    /// Returns the trace id of the invocation, which changes while the program runs.
    pub(crate) fn trace_id(&self) -> Option<HeaderValue> {
        if !self.inner.is_lambda {
            return None;
        }
        let id = self.inner.env.get_os(TRACE_ID)?.into_string().ok()?;
        let header = HeaderValue::try_from(encoded(&id)).ok()?;
        (!id.is_empty()).then_some(header)
    }
}

/// Percent-encodes characters that are not valid in a header: control characters and non-ASCII
/// ones.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' '..=b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
