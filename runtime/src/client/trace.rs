//! The `tracing` span of a call, and an event for each failed attempt. Neither shows any content.

use std::time::Duration;

use tracing::field::{Empty, Value, display};
use tracing::{Span, debug, info_span};

use super::Inner;
use super::outcome::{CallOutcome, Failure, ServiceResponse};
use crate::error::RequestId;
use crate::operation::Operation;

/// Returns the span of a call. Fields that are known only at its end are empty.
pub(super) fn span(inner: &Inner, operation: &Operation) -> Span {
    info_span!(
        "call",
        service = operation.service.sdk_id,
        operation = operation.name,
        region = inner.config.region().map(AsRef::<str>::as_ref),
        attempts = Empty,
        status = Empty,
        request_id = Empty,
        error = Empty,
    )
}

/// Records the outcome of a call in its span.
pub(super) fn outcome(span: &Span, outcome: &CallOutcome) {
    // A value is a trait object, so that `record` is compiled once.
    let record = |field: &str, value: &dyn Value| {
        span.record(field, value);
    };
    record("attempts", &outcome.attempts.attempts);
    match &outcome.result {
        Ok(response) => {
            record("status", &response.http.status().as_u16());
            if let Some(request_id) = response.http.request_id() {
                record("request_id", &request_id);
            }
        }
        Err(failure) => record("error", &display(failure)),
    }
}

/// Emits the event of an attempt that waited for the rate limit.
pub(super) fn rate_limited(waited: Duration) {
    if waited > Duration::from_millis(1) {
        debug!(?waited, "waited for the rate limit");
    }
}

/// Emits the event of a failed endpoint discovery, after which the call uses another endpoint.
#[cfg(feature = "endpoint-discovery")]
pub(super) fn discovery_failed(error: &dyn std::fmt::Display, has_last: bool) {
    let used = match has_last {
        true => "the last endpoint",
        false => "the endpoint of the rules",
    };
    tracing::warn!(%error, "the endpoint cannot be discovered; {used} is used");
}

/// Emits the event of an attempt that is retried.
pub(super) fn retry(attempt: u32, pause: Duration, outcome: &Result<ServiceResponse, Failure>) {
    let response = outcome.as_ref().ok().map(|response| &response.http);
    debug!(
        attempt,
        ?pause,
        status = response.map(|response| response.status().as_u16()),
        request_id = response.and_then(|response| response.request_id()),
        error = outcome.as_ref().err().map(display),
        "another attempt follows"
    );
}
