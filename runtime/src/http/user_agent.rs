//! The `user-agent` header: the runtime, the service, the program.

use std::fmt::Write;

use ::http::HeaderValue;

/// The parts of a user agent that are the same for all requests of a client and its credential
/// chain.
#[derive(Clone)]
pub(crate) struct UserAgent {
    rest: String,
}

impl UserAgent {
    /// Collects the parts: the value of `AWS_EXECUTION_ENV`, the features that are used, in letters
    /// that all SDKs share, and the name of the program.
    pub(crate) fn new(execution_env: Option<&str>, features: &str, app_name: Option<&str>) -> Self {
        let mut rest = format!("os/{} lang/rust#{}", os(), env!("CARGO_PKG_RUST_VERSION"));
        // Writing to a string cannot fail.
        if let Some(environment) = execution_env {
            let _ = write!(rest, " exec-env/{}", token(environment));
        }
        let _ = write!(rest, " m/{features}");
        if let Some(name) = app_name {
            let _ = write!(rest, " app/{name}");
        }
        Self { rest }
    }

    /// Returns the header for requests to a service, in the format that AWS SDKs agreed on, version
    /// 2.1: `smithy-client-runtime/1.0.0 ua/2.1 api/some_service#2020-01-01 os/linux
    /// lang/rust#1.88 exec-env/AWS_ECS m/E app/name`.
    ///
    /// There is no `x-amz-user-agent` header: only the AWS SDKs for browsers need it, and it would
    /// have to be signed.
    pub(crate) fn for_service(&self, sdk_id: &str, version: &str) -> HeaderValue {
        let api = format!("api/{}#{} ", token(&sdk_id.to_lowercase()), token(version));
        self.header(&api)
    }

    /// Returns the header for requests to services without a model, for example IMDS.
    #[cfg_attr(not(feature = "credentials-chain"), allow(dead_code, reason = "the chain asks them"))]
    pub(crate) fn plain(&self) -> HeaderValue {
        self.header("")
    }

    fn header(&self, api: &str) -> HeaderValue {
        let (version, rest) = (env!("CARGO_PKG_VERSION"), &self.rest);
        let text = format!("smithy-client-runtime/{version} ua/2.1 {api}{rest}");
        HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("smithy-client-runtime"))
    }
}

/// Replaces characters that are not valid in the header by hyphens.
fn token(text: &str) -> String {
    let mut token = String::with_capacity(text.len());
    for char in text.chars() {
        token.push(match char {
            ' ' => '_',
            '!' | '$' | '%' | '&' | '\'' | '*' | '+' | '-' | '.' | '^' | '_' | '`' | '|' | '~' => char,
            _ if char.is_ascii_alphanumeric() => char,
            _ => '-',
        });
    }
    token
}

fn os() -> &'static str {
    match std::env::consts::OS {
        known @ ("linux" | "macos" | "windows" | "android" | "ios") => known,
        _ => "other",
    }
}
