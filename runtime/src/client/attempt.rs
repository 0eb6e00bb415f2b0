//! One attempt: it signs the request for the current time, sends it, and compares the clocks.

use std::pin::pin;
use std::sync::Arc;
use std::time::SystemTime;

use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::request::Parts;
use http::{HeaderName, HeaderValue};

use super::Inner;
#[cfg(feature = "http-checksum")]
use super::checksum::{Trailer, Validation};
use super::interception::Interception;
use super::outcome::{Failure, ServiceResponse, TimedOut};
use super::prepared_request::PreparedRequest;
use crate::auth::sigv4::Payload;
#[cfg(feature = "http-checksum")]
use crate::auth::sigv4::Signer;
use crate::body::Body;
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
    /// The response showed that the request was signed for a wrong time.
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
            let sent = pin!(send_and_stream(http, request, timeouts));
            let response = outcome(timeout(&sleep, limit, sent).await)?;
            let response = response.map(|body| self.stream_response(prepared.operation, body));
            let response = HttpResponse::from(response);
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
        interception.modify_before_signing(&mut request)?;
        if let Some(trace_id) = self.config.trace_id() {
            request.headers_mut().entry(TRACE_ID).or_insert(trace_id);
        }
        let (mut parts, body) = request.into_parts();
        let body = self.sign(prepared, &mut parts, body, sign_for)?;
        if let Some(length) = body.content_length().filter(|length| *length > 0) {
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        let mut request = HttpRequest::from_parts(parts, body);
        #[cfg(feature = "streaming")]
        self.stream_request(prepared.operation, &mut request);
        interception.modify_before_transmit(&mut request)?;
        Ok(request)
    }

    /// Signs the request if it has credentials, and returns its body: in chunks if it has a
    /// trailer.
    fn sign(
        &self,
        prepared: &PreparedRequest,
        parts: &mut Parts,
        body: Body,
        time: SystemTime,
    ) -> Result<Body, BoxError> {
        let identity = prepared.credentials.as_ref().zip(prepared.endpoint.scope.as_ref());
        let payload = match prepared.operation.unsigned_payload {
            true => Payload::Unsigned,
            false => Payload::of(&body),
        };
        #[cfg(feature = "http-checksum")]
        if let Some(trailer) = Trailer::of(parts, &body, identity.is_some()) {
            let Some((credentials, scope)) = identity else {
                Trailer::mark_unsigned(&mut parts.headers);
                return Ok(trailer.encode(body, None));
            };
            let payload = trailer.payload(scope);
            let signer = &self.shared.signer;
            let signature = signer.sign(parts, payload, credentials, scope, time)?;
            let signer = Signer::stream_signer(credentials, scope, time, signature)?;
            return Ok(trailer.encode(body, Some(signer)));
        }
        if let Some((credentials, scope)) = identity {
            self.shared.signer.sign(parts, payload, credentials, scope, time)?;
        }
        Ok(body)
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

/// `attempt=1; max=3`.
fn attempt_header((number, max): (u32, u32)) -> Result<HeaderValue, BoxError> {
    Ok(match (number, max) {
        (1, 3) => HeaderValue::from_static("attempt=1; max=3"),
        _ => HeaderValue::try_from(format!("attempt={number}; max={max}"))?,
    })
}
