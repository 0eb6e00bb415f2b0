//! The request of an attempt, which is signed when the HTTP client can send it.

use std::time::SystemTime;

use http::header::{CONTENT_LENGTH, USER_AGENT};
use http::{HeaderName, HeaderValue, Method, Uri, Version};

use super::Inner;
#[cfg(feature = "http-checksum")]
use super::checksum::Validation;
use super::framing::{self, Framing};
use super::interception::Interception;
use super::prepared_request::PreparedRequest;
use crate::box_error::BoxError;
use crate::http::{ConnectorError, HttpRequest, UnsignedRequest};

/// The number of the attempt, and how many there are at most.
const ATTEMPT: HeaderName = HeaderName::from_static("amz-sdk-request");

/// The trace that the request belongs to, in Lambda.
const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// The request of an attempt.
pub(super) struct UnsignedAttempt<'a> {
    pub(super) prepared: &'a mut PreparedRequest,
    /// Set once the request is signed.
    pub(super) signed: Option<Signed>,
    /// The reason for which the request could not be signed when the HTTP client was ready.
    pub(super) problem: Option<SigningProblem>,
    pub(super) progress: &'a mut Progress,
    /// Whether the request is sent even if its identity has expired.
    pub(super) may_be_expired: bool,
    inner: &'a Inner,
    interception: &'a Interception,
    /// The number of the attempt, and how many there are at most.
    numbered: (u32, u32),
}

/// The progress of a call, which a timeout reports.
#[derive(Default)]
pub(super) struct Progress {
    pub(super) awaits_credentials: bool,
    /// A request was signed and given to the HTTP client.
    pub(super) is_sent: bool,
}

/// The times and the signature of a signed request.
pub(super) struct Signed {
    /// The time by our clock.
    pub(super) at: SystemTime,
    /// The time at the service, which the signature has.
    pub(super) for_time: SystemTime,
    #[cfg(feature = "http-checksum")]
    validation: Option<Validation>,
}

/// The reason for which a request could not be signed.
pub(super) enum SigningProblem {
    /// The identity expired while the request waited for a connection.
    Expired,
    Failed(BoxError),
}

impl<'a> UnsignedAttempt<'a> {
    pub(super) fn new(
        inner: &'a Inner,
        prepared: &'a mut PreparedRequest,
        interception: &'a Interception,
        numbered: (u32, u32),
        progress: &'a mut Progress,
    ) -> Self {
        Self {
            prepared,
            signed: None,
            problem: None,
            progress,
            may_be_expired: false,
            inner,
            interception,
            numbered,
        }
    }

    /// Takes the validation that the checksum of the response needs.
    #[cfg(feature = "http-checksum")]
    pub(super) fn validation(&mut self) -> Option<Validation> {
        self.signed.as_mut()?.validation.take()
    }

    fn signed(&mut self) -> Result<HttpRequest, SigningProblem> {
        if !self.inner.refresh(&mut self.prepared.authorization) && !self.may_be_expired {
            return Err(SigningProblem::Expired);
        }
        let config = &self.inner.config;
        let at = config.now();
        let for_time = config.clock_skew(&self.inner.shared.clock_skew).at_service(at);
        let request = self.request(for_time).map_err(SigningProblem::Failed)?;
        self.progress.is_sent = true;
        self.signed = Some(Signed {
            at,
            for_time,
            #[cfg(feature = "http-checksum")]
            validation: Validation::of(self.prepared.operation, request.headers()),
        });
        Ok(request)
    }

    fn request(&mut self, for_time: SystemTime) -> Result<HttpRequest, BoxError> {
        let (inner, interception, prepared) = (self.inner, self.interception, &mut *self.prepared);
        let (mut parts, mut body) = HttpRequest::new(prepared.body()).into_parts();
        parts.method = prepared.method.clone();
        parts.uri = prepared.uri().clone();
        parts.headers = prepared.headers();
        parts.headers.insert(ATTEMPT, attempt_header(self.numbered)?);
        parts.headers.insert(USER_AGENT, inner.user_agent.clone());
        if interception.sees_requests() {
            let mut request = HttpRequest::from_parts(parts, body);
            let framing = Framing::of(request.headers());
            interception.modify_before_signing(&mut request)?;
            framing.check(request.headers())?;
            (parts, body) = request.into_parts();
        }
        if let Some(trace_id) = inner.config.trace_id() {
            parts.headers.entry(TRACE_ID).or_insert(trace_id);
        }
        let PreparedRequest {
            operation,
            authorization,
            endpoint,
            ..
        } = prepared;
        let body = inner.authenticate(operation, authorization, endpoint, &mut parts, body, for_time)?;
        // Servers may refuse such a request without a length, even if it has no body.
        let has_length = matches!(parts.method, Method::PATCH | Method::POST | Method::PUT);
        if let Some(length) = body.content_length().filter(|length| *length > 0 || has_length) {
            let claimed = parts.headers.insert(CONTENT_LENGTH, framing::length_value(length));
            framing::check_length(claimed.as_ref(), length)?;
        }
        let mut request = HttpRequest::from_parts(parts, body);
        #[cfg(feature = "streaming")]
        inner.stream_request(prepared.operation, &mut request);
        if interception.sees_requests() {
            let framing = Framing::of(request.headers());
            interception.modify_before_transmit(&mut request)?;
            framing.check(request.headers())?;
        }
        Ok(request)
    }
}

impl UnsignedRequest for UnsignedAttempt<'_> {
    fn uri(&self) -> &Uri {
        self.prepared.uri()
    }

    fn version(&self) -> Version {
        #[cfg(feature = "streaming")]
        if self.prepared.prefers_http2() {
            return Version::HTTP_2;
        }
        Version::HTTP_11
    }

    fn sign(&mut self) -> Result<HttpRequest, ConnectorError> {
        self.signed().map_err(|problem| {
            self.problem = Some(problem);
            ConnectorError::user("the request cannot be signed".into())
        })
    }

    fn is_current(&self) -> bool {
        self.may_be_expired || !self.inner.has_expired(&self.prepared.authorization)
    }
}

/// Returns `attempt=1; max=3`.
fn attempt_header((number, max): (u32, u32)) -> Result<HeaderValue, BoxError> {
    Ok(match (number, max) {
        (1, 3) => HeaderValue::from_static("attempt=1; max=3"),
        _ => HeaderValue::try_from(format!("attempt={number}; max={max}"))?,
    })
}
