//! The `user-agent` header: which program, which runtime, which service.

use std::fmt::Write;

use http::HeaderValue;

use crate::config::Config;
use crate::operation::Service;

/// `smithy-client-runtime/1.0.0 api/some_service/2020-01-01 ua/2.1 os/linux lang/rust app/name`.
pub(super) fn header(service: &Service, config: &Config) -> HeaderValue {
    let mut text = format!(
        "smithy-client-runtime/{} api/{}/{} ua/2.1 os/{} lang/rust",
        env!("CARGO_PKG_VERSION"),
        service.sdk_id.replace(' ', "_"),
        service.version,
        os(),
    );
    if let Some(name) = config.app_name() {
        let _ = write!(text, " app/{name}");
    }
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("smithy-client-runtime"))
}

fn os() -> &'static str {
    match std::env::consts::OS {
        known @ ("linux" | "macos" | "windows" | "android" | "ios") => known,
        _ => "other",
    }
}
