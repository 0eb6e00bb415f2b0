//! One attempt: it signs the request for the current time, sends it, and compares the clocks.

use std::pin::pin;
use std::time::SystemTime;

use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::{HeaderName, HeaderValue};

use super::Inner;
use super::interception::Interception;
use super::outcome::{Failure, ServiceResponse, TimedOut};
use super::prepared_request::PreparedRequest;
use crate::auth::sigv4::Payload;
use crate::box_error::BoxError;
use crate::http::{HttpRequest, HttpResponse, send_and_collect};
use crate::time::{Elapsed, timeout};

/// The number of the attempt, and how many there are at most.
const ATTEMPT: HeaderName = HeaderName::from_static("amz-sdk-request");

/// The trace of which a request is a part, in Lambda.
const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// The end of an attempt.
pub(super) struct Attempt {
    pub(super) outcome: Result<ServiceResponse, Failure>,
    /// The response showed that the request was signed for a wrong time.
    pub(super) clock_corrected: bool,
}

impl Inner {
    pub(super) async fn attempt(
        &self,
        prepared: &mut PreparedRequest,
        interception: &Interception,
        number: u32,
        max: u32,
    ) -> Attempt {
        let started = self.config.now();
        let signed_for = self.shared.clock_skew.at_service(started);
        let numbered = (number, max);
        let outcome = self.send(prepared, interception, numbered, signed_for).await;
        let mut clock_corrected = false;
        if let Ok(response) = &outcome {
            let now = self.config.now();
            let middle = started + now.duration_since(started).unwrap_or_default() / 2;
            self.shared.clock_skew.observe(response.headers(), middle);
            clock_corrected = self.shared.clock_skew.at_service(started) != signed_for;
            interception.read_before_deserialization(response);
        }
        Attempt {
            outcome: outcome.map(|response| ServiceResponse::new(prepared.operation, response)),
            clock_corrected,
        }
    }

    async fn send(
        &self,
        prepared: &mut PreparedRequest,
        interception: &Interception,
        numbered: (u32, u32),
        sign_for: SystemTime,
    ) -> Result<HttpResponse, Failure> {
        let http = self.config.transport().map_err(BoxError::from)?;
        let request = self.request(prepared, interception, numbered, sign_for)?;
        let timeouts = self.config.timeouts();
        let limit = timeouts.operation_attempt_timeout();
        let sent = pin!(send_and_collect(http, request, timeouts.of_transport()));
        match timeout(&|duration| self.config.sleep(duration), limit, sent).await {
            Ok(Ok(response)) => Ok(HttpResponse::from(response)),
            Ok(Err(error)) => Err(Failure::Dispatch(error)),
            Err(Elapsed(limit)) => Err(Failure::Timeout(TimedOut { what: "attempt", limit })),
        }
    }

    fn request(
        &self,
        prepared: &mut PreparedRequest,
        interception: &Interception,
        numbered: (u32, u32),
        sign_for: SystemTime,
    ) -> Result<HttpRequest, BoxError> {
        let mut request = HttpRequest::new(prepared.body());
        *request.method_mut() = prepared.method.clone();
        *request.uri_mut() = prepared.uri();
        let mut headers = prepared.headers();
        headers.insert(ATTEMPT, attempt_header(numbered)?);
        headers.insert(USER_AGENT, self.user_agent.clone());
        *request.headers_mut() = headers;
        interception.modify_before_signing(&mut request)?;
        if let Some(trace_id) = self.config.trace_id() {
            request.headers_mut().entry(TRACE_ID).or_insert(trace_id);
        }
        let (mut parts, body) = request.into_parts();
        if let (Some(credentials), Some(scope)) = (&prepared.credentials, &prepared.endpoint.scope) {
            let signer = &self.shared.signer;
            signer.sign(&mut parts, Payload::of(&body), credentials, scope, sign_for)?;
        }
        if let Some(length) = body.content_length().filter(|length| *length > 0) {
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        let mut request = HttpRequest::from_parts(parts, body);
        interception.modify_before_transmit(&mut request)?;
        Ok(request)
    }
}

/// Returns `attempt=1; max=3`.
fn attempt_header((number, max): (u32, u32)) -> Result<HeaderValue, BoxError> {
    Ok(match (number, max) {
        (1, 3) => HeaderValue::from_static("attempt=1; max=3"),
        _ => HeaderValue::try_from(format!("attempt={number}; max={max}"))?,
    })
}
