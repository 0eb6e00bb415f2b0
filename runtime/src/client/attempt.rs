//! One attempt: the request is signed for now, sent, and the clock compared with the service's.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::{HeaderName, HeaderValue};

use super::exchange::Exchange;
use super::{Failure, Hooks, Inner};
use crate::error::BoxError;
use crate::http::{HttpClient, HttpRequest, HttpResponse, transport};
use crate::time::{Elapsed, timeout};

/// Which attempt of how many it is.
const ATTEMPT: HeaderName = HeaderName::from_static("amz-sdk-request");

/// The trace of which a request is a part, in Lambda.
const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// How an attempt ended.
pub(super) struct Attempt {
    pub(super) outcome: Result<HttpResponse, Failure>,
    /// The answer showed that the time it was signed with is wrong.
    pub(super) clock_corrected: bool,
}

impl Inner {
    pub(super) async fn attempt(&self, exchange: &mut Exchange, hooks: &Hooks, number: u32, max: u32) -> Attempt {
        let started = self.config.now();
        let signed_for = self.shared.skew.at_service(started);
        let numbered = (number, max);
        let outcome = self.send(exchange, hooks, numbered, signed_for).await;
        let mut clock_corrected = false;
        if let Ok(response) = &outcome {
            let now = self.config.now();
            let middle = started + now.duration_since(started).unwrap_or_default() / 2;
            self.shared.skew.observe(response.headers(), middle);
            clock_corrected = self.shared.skew.at_service(started) != signed_for;
            hooks.run_after_response(response);
        }
        Attempt {
            outcome,
            clock_corrected,
        }
    }

    async fn send(
        &self,
        exchange: &mut Exchange,
        hooks: &Hooks,
        numbered: (u32, u32),
        sign_for: SystemTime,
    ) -> Result<HttpResponse, Failure> {
        let http = self
            .config
            .transport()
            .ok_or_else(|| BoxError::from(transport::NO_HTTP_CLIENT))?;
        let request = self.request(exchange, hooks, numbered, sign_for)?;
        let timeouts = self.config.timeouts();
        let limit = timeouts.operation_attempt_timeout();
        let mut sent = http.send_within(request, timeouts.of_transport());
        match timeout(&|duration| self.config.sleep(duration), limit, sent.as_mut()).await {
            Ok(Ok(response)) => Ok(HttpResponse::from(response)),
            Ok(Err(error)) => Err(Failure::Dispatch(error)),
            Err(Elapsed(limit)) => Err(Failure::Timeout(TimedOut { what: "attempt", limit })),
        }
    }

    fn request(
        &self,
        exchange: &mut Exchange,
        hooks: &Hooks,
        numbered: (u32, u32),
        sign_for: SystemTime,
    ) -> Result<HttpRequest, BoxError> {
        let mut request = HttpRequest::new(exchange.body.clone());
        *request.method_mut() = exchange.method.clone();
        *request.uri_mut() = exchange.endpoint.uri.clone();
        let mut headers = exchange.headers();
        headers.insert(ATTEMPT, attempt_header(numbered)?);
        headers.insert(USER_AGENT, self.user_agent.clone());
        *request.headers_mut() = headers;
        hooks.run_before_signing(&mut request)?;
        if let Some(trace_id) = self.config.trace_id() {
            request.headers_mut().entry(TRACE_ID).or_insert(trace_id);
        }
        let (mut parts, body) = request.into_parts();
        if let (Some(credentials), Some(scope)) = (&exchange.credentials, &exchange.endpoint.scope) {
            let signer = &self.shared.signer;
            signer.sign(&mut parts, &body, credentials, &scope.region, &scope.name, sign_for)?;
        }
        if !body.is_empty() {
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        Ok(HttpRequest::from_parts(parts, body))
    }
}

/// `attempt=1; max=3`.
fn attempt_header((number, max): (u32, u32)) -> Result<HeaderValue, BoxError> {
    Ok(match (number, max) {
        (1, 3) => HeaderValue::from_static("attempt=1; max=3"),
        _ => HeaderValue::try_from(format!("attempt={number}; max={max}"))?,
    })
}

/// A timeout of ours.
#[derive(Debug)]
pub(super) struct TimedOut {
    pub(super) what: &'static str,
    pub(super) limit: Duration,
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} took longer than {:?}", self.what, self.limit)
    }
}

impl std::error::Error for TimedOut {}
