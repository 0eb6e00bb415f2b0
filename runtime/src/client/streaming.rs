//! The bodies of calls that stream: they are counted, and checked for progress.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderValue;
use http::header::EXPECT;
use tracing::{Span, debug};

use super::Inner;
use crate::box_error::BoxError;
use crate::config::StalledStreamProtectionConfig;
#[cfg(feature = "event-stream")]
use crate::event_stream::split_initial_response;
use crate::http::{Body, BodyStream, ConnectorError, HttpRequest, PreferHttp2, StreamedResponse, UploadGracePeriod};
use crate::operation::Operation;
use crate::time::Sleep;

/// The size in bytes from which a body waits for the server's consent: that of the AWS SDKs.
const EXPECT_FROM: u64 = 2 * 1024 * 1024;

/// A limit that no upload reaches.
const NO_LIMIT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Checks that the length of the body is known if the operation requires it.
pub(super) fn check_length(operation: &Operation, request: &HttpRequest) -> Result<(), BoxError> {
    match (operation.streaming.requires_length, request.body().content_length()) {
        (true, None) => Err(
            "the service requires the length of the body: send a file, bytes, or a body that knows its length".into(),
        ),
        _ => Ok(()),
    }
}

/// Returns whether body and response are sent at once. HTTP/1.1 has no response before the request
/// is complete, as far as proxies are concerned.
pub(super) fn prefers_http2(operation: &Operation, body: &Body) -> bool {
    operation.streaming.events && operation.streaming.sends_events && body.bytes().is_none()
}

impl Inner {
    /// Prepares the body of a signed request: large ones wait for the server's consent, and all are
    /// counted.
    pub(super) fn stream_request(&self, operation: &Operation, request: &mut HttpRequest) {
        if operation.streaming.output {
            request.extensions_mut().insert(StreamedResponse);
        }
        if request.body().bytes().is_some() {
            return;
        }
        if prefers_http2(operation, request.body()) {
            request.extensions_mut().insert(PreferHttp2);
        }
        if request
            .body()
            .content_length()
            .is_some_and(|length| length >= EXPECT_FROM)
        {
            request
                .headers_mut()
                .entry(EXPECT)
                .or_insert(HeaderValue::from_static("100-continue"));
        }
        let protection = self.config.stalled_stream_protection();
        let protection = protection.filter(StalledStreamProtectionConfig::upload_enabled);
        let grace_period = protection.map_or(NO_LIMIT, |config| config.grace_period());
        request.extensions_mut().insert(UploadGracePeriod(grace_period));
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = Body::from_stream(Observed {
            progress: ByteCount::new(operation, "request"),
            guard: None,
            body,
        });
    }

    /// Returns a response whose body is counted and checked for progress, once its initial message
    /// is there if the operation needs one.
    pub(super) async fn stream_response(
        self: &Arc<Self>,
        operation: &Operation,
        response: http::Response<Body>,
    ) -> Result<http::Response<Body>, ConnectorError> {
        let response = response.map(|body| self.observed_response(operation, body));
        #[cfg(feature = "event-stream")]
        if operation.streaming.awaits_initial_response
            && operation.service.protocol.has_initial_messages()
            && response.status().is_success()
        {
            let (mut parts, body) = response.into_parts();
            let (initial, body) = split_initial_response(body).await.map_err(ConnectorError::of_body)?;
            if let Some(initial) = initial {
                parts.extensions.insert(initial);
            }
            return Ok(http::Response::from_parts(parts, body));
        }
        Ok(response)
    }

    fn observed_response(self: &Arc<Self>, operation: &Operation, body: Body) -> Body {
        if body.bytes().is_some() {
            return body;
        }
        let protection = self.config.stalled_stream_protection();
        let guard = protection
            .filter(|_| !operation.streaming.events)
            .filter(StalledStreamProtectionConfig::download_enabled);
        Body::from_stream(Observed {
            progress: ByteCount::new(operation, "response"),
            guard: guard.map(|config| Guard::new(Arc::clone(self), config.grace_period())),
            body,
        })
    }
}

/// A body of a call that streams.
struct Observed {
    body: Body,
    progress: ByteCount,
    guard: Option<Guard>,
}

impl BodyStream for Observed {
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let data = self.body.poll_data(context);
        match &data {
            Poll::Ready(Some(Ok(data))) => {
                self.progress.bytes += data.len() as u64;
                // The end of a body of known length is not polled.
                self.progress.is_complete = self.body.content_length() == Some(0);
                if let Some(guard) = &mut self.guard {
                    guard.received(data.len());
                }
            }
            Poll::Ready(None) => self.progress.is_complete = true,
            _ => {}
        }
        if data.is_pending()
            && let Some(guard) = &mut self.guard
            && guard.is_stalled(context)
        {
            // Nothing more is read, and the connection is closed.
            self.body = Body::empty();
            return Poll::Ready(Some(Err(guard.error().into())));
        }
        data
    }

    fn content_length(&self) -> Option<u64> {
        self.body.content_length()
    }
}

/// The number of bytes of a body, which is reported to `tracing` at the end.
struct ByteCount {
    operation: &'static str,
    direction: &'static str,
    span: Span,
    bytes: u64,
    is_complete: bool,
}

impl ByteCount {
    fn new(operation: &Operation, direction: &'static str) -> Self {
        Self {
            operation: operation.name,
            direction,
            span: Span::current(),
            bytes: 0,
            is_complete: false,
        }
    }
}

impl Drop for ByteCount {
    fn drop(&mut self) {
        let Self {
            operation,
            direction,
            bytes,
            is_complete,
            ..
        } = *self;
        debug!(parent: &self.span, operation, direction, bytes, is_complete, "the stream ended");
    }
}

/// The stalled stream protection: less than one byte per second over the grace period is an error.
/// Only the time during which the body had no data counts.
struct Guard {
    inner: Arc<Inner>,
    grace_period: Duration,
    waited: Duration,
    received: u64,
    pending_since: Option<Instant>,
    timer: Option<Sleep>,
}

impl Guard {
    fn new(inner: Arc<Inner>, grace_period: Duration) -> Self {
        Self {
            inner,
            grace_period,
            waited: Duration::ZERO,
            received: 0,
            pending_since: None,
            timer: None,
        }
    }

    /// Adds the time since the body had no data.
    fn count(&mut self) {
        if let Some(since) = self.pending_since.take() {
            self.waited += since.elapsed();
        }
    }

    fn received(&mut self, count: usize) {
        self.count();
        self.timer = None;
        self.received += count as u64;
        if self.received >= self.grace_period.as_secs().max(1) {
            (self.received, self.waited) = (0, Duration::ZERO);
        }
    }

    /// Returns whether the body has stalled; otherwise wakes the task when the check is due again.
    fn is_stalled(&mut self, context: &mut Context<'_>) -> bool {
        self.count();
        loop {
            let left = self.grace_period.saturating_sub(self.waited);
            if left.is_zero() {
                return true;
            }
            let timer = self.timer.get_or_insert_with(|| self.inner.config.sleep(left));
            if Pin::new(timer).poll(context).is_pending() {
                self.pending_since = Some(Instant::now());
                return false;
            }
            // The timer measures the time that is left, and it has passed.
            self.timer = None;
            self.waited = self.grace_period;
        }
    }

    fn error(&self) -> ConnectorError {
        let message = format!(
            "the response stalled: less than one byte per second for {:?}, see `stalled_stream_protection`",
            self.grace_period
        );
        ConnectorError::timeout(message.clone().into()).with_message(message)
    }
}
