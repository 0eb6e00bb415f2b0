//! One attempt: it signs the request for the current time, sends it, and compares the clocks.

use std::pin::pin;
use std::sync::Arc;
use std::time::SystemTime;

use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::{HeaderName, HeaderValue, Method};

use super::Inner;
#[cfg(feature = "http-checksum")]
use super::checksum::Validation;
use super::framing::Framing;
use super::interception::Interception;
use super::outcome::{Failure, ServiceResponse, TimedOut};
use super::prepared_request::PreparedRequest;
use crate::box_error::BoxError;
#[cfg(feature = "http-checksum")]
use crate::http::ErrorKind;
#[cfg(feature = "streaming")]
use crate::http::send_and_stream;
use crate::http::{ConnectorError, HttpRequest, HttpResponse, send_and_collect};
use crate::time::{Elapsed, timeout};

/// The number of the attempt, and how many there are at most.
const ATTEMPT: HeaderName = HeaderName::from_static("amz-sdk-request");

/// The trace of which a request is a part, in Lambda.
const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// The end of an attempt.
pub(super) struct Attempt {
    pub(super) outcome: Result<ServiceResponse, Failure>,
    /// The response showed that the request was signed for a time that is off by minutes.
    pub(super) clock_corrected: bool,
}

impl Inner {
    pub(super) async fn attempt(
        self: &Arc<Self>,
        prepared: &mut PreparedRequest,
        interception: &Interception,
        number: u32,
        max: u32,
    ) -> Attempt {
        let started = self.config.now();
        let clock_skew = self.config.clock_skew(&self.shared.clock_skew);
        let signed_for = clock_skew.at_service(started);
        let numbered = (number, max);
        interception.start_attempt(number);
        let outcome = self.send(prepared, interception, numbered, signed_for).await;
        let mut clock_corrected = false;
        if let Ok(response) = &outcome {
            clock_corrected = clock_skew.observe(response.headers(), started, self.config.now(), signed_for);
        }
        let outcome = outcome.and_then(|response| interception.before_deserialization(response));
        let outcome = outcome.map(|response| ServiceResponse::new(prepared.operation, response));
        Attempt {
            outcome: interception.complete_attempt(outcome),
            clock_corrected,
        }
    }

    async fn send(
        self: &Arc<Self>,
        prepared: &mut PreparedRequest,
        interception: &Interception,
        numbered: (u32, u32),
        sign_for: SystemTime,
    ) -> Result<HttpResponse, Failure> {
        let http = self.config.transport().map_err(BoxError::from)?;
        let request = self.request(prepared, interception, numbered, sign_for)?;
        #[cfg(feature = "http-checksum")]
        let validation = Validation::of(prepared.operation, request.headers());
        let timeouts = self.config.timeouts().of_transport();
        let (_, limit) = self.config.call_timeouts(prepared.streams);
        let sleep = |duration| self.config.sleep(duration);
        #[cfg(feature = "streaming")]
        if prepared.operation.streaming.output {
            let sent = pin!(async {
                let response = send_and_stream(http, request, timeouts).await?;
                self.stream_response(prepared.operation, response).await
            });
            let response = outcome(timeout(&sleep, limit, sent).await).map(HttpResponse::from)?;
            #[cfg(feature = "http-checksum")]
            let response = verified(validation, response)?;
            return Ok(response);
        }
        let sent = pin!(send_and_collect(http, request, timeouts));
        let response = outcome(timeout(&sleep, limit, sent).await).map(HttpResponse::from)?;
        #[cfg(feature = "http-checksum")]
        let response = verified(validation, response)?;
        Ok(response)
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
        let framing = Framing::of(request.headers());
        interception.modify_before_signing(&mut request)?;
        framing.check(request.headers())?;
        if let Some(trace_id) = self.config.trace_id() {
            request.headers_mut().entry(TRACE_ID).or_insert(trace_id);
        }
        let (mut parts, body) = request.into_parts();
        let PreparedRequest {
            operation,
            authorization,
            endpoint,
            ..
        } = prepared;
        let body = self.authenticate(operation, authorization, endpoint, &mut parts, body, sign_for)?;
        // Servers may refuse such a request without a length, even if it has no body.
        let has_length = matches!(parts.method, Method::PATCH | Method::POST | Method::PUT);
        if let Some(length) = body.content_length().filter(|length| *length > 0 || has_length) {
            framing.check_length(length)?;
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        let mut request = HttpRequest::from_parts(parts, body);
        #[cfg(feature = "streaming")]
        self.stream_request(prepared.operation, &mut request);
        let framing = Framing::of(request.headers());
        interception.modify_before_transmit(&mut request)?;
        framing.check(request.headers())?;
        Ok(request)
    }
}

/// Returns the response, verified if it has a checksum. One that does not match may be right in
/// another attempt.
#[cfg(feature = "http-checksum")]
fn verified(validation: Option<Validation>, response: HttpResponse) -> Result<HttpResponse, Failure> {
    match validation {
        Some(validation) if response.status().is_success() => validation.verified(response).map_err(|error| {
            let kind = Some(ErrorKind::TransientError);
            Failure::Dispatch(ConnectorError::other(error.into(), kind))
        }),
        _ => Ok(response),
    }
}

fn outcome<T>(sent: Result<Result<T, ConnectorError>, Elapsed>) -> Result<T, Failure> {
    match sent {
        Ok(sent) => sent.map_err(Failure::Dispatch),
        Err(Elapsed(limit)) => Err(Failure::Timeout(TimedOut { what: "attempt", limit })),
    }
}

/// Returns `attempt=1; max=3`.
fn attempt_header((number, max): (u32, u32)) -> Result<HeaderValue, BoxError> {
    Ok(match (number, max) {
        (1, 3) => HeaderValue::from_static("attempt=1; max=3"),
        _ => HeaderValue::try_from(format!("attempt={number}; max={max}"))?,
    })
}
