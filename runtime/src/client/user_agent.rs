//! The `user-agent` header: which program, which runtime, which service.

use std::fmt::Write;

use http::HeaderValue;

use crate::config::Config;
use crate::config::retry::RetryMode;
use crate::operation::Service;

/// In the format that AWS SDKs agreed on, version 2.1:
/// `smithy-client-runtime/1.0.0 ua/2.1 api/some_service#2020-01-01 os/linux lang/rust#1.88 exec-env/AWS_ECS m/E app/name`.
///
/// It goes without `x-amz-user-agent`: of AWS's SDKs only those for browsers need the copy, and it would have to be signed.
pub(super) fn header(service: &Service, config: &Config) -> HeaderValue {
    let mut text = format!(
        "smithy-client-runtime/{} ua/2.1 api/{}#{} os/{} lang/rust#{}",
        env!("CARGO_PKG_VERSION"),
        token(&service.sdk_id.to_lowercase()),
        token(service.version),
        os(),
        env!("CARGO_PKG_RUST_VERSION"),
    );
    // Writing to a string cannot fail.
    if let Some(environment) = config.execution_env() {
        let _ = write!(text, " exec-env/{}", token(environment));
    }
    let _ = write!(text, " m/{}", metrics(config));
    if let Some(name) = config.app_name() {
        let _ = write!(text, " app/{name}");
    }
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("smithy-client-runtime"))
}

/// Which features are used, in letters that all SDKs share: E and F for the retry mode, N for an endpoint of one's own.
fn metrics(config: &Config) -> &'static str {
    let mode = config.retry_config().map(|config| config.mode()).unwrap_or_default();
    match (mode, config.endpoint_url().is_some()) {
        (RetryMode::Standard, false) => "E",
        (RetryMode::Standard, true) => "E,N",
        (RetryMode::Adaptive, false) => "F",
        (RetryMode::Adaptive, true) => "F,N",
    }
}

/// The text with a hyphen for what may not stand in a part of the header.
fn token(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            ' ' => '_',
            _ if character.is_ascii_alphanumeric() || "!$%&'*+-.^_`|~".contains(character) => character,
            _ => '-',
        })
        .collect()
}

fn os() -> &'static str {
    match std::env::consts::OS {
        known @ ("linux" | "macos" | "windows" | "android" | "ios") => known,
        _ => "other",
    }
}
