//! What a call tells `tracing`: a span each, and an event for an attempt that failed. Nothing of the content is told.

use std::time::Duration;

use tracing::field::{Empty, display};
use tracing::{Span, debug, info_span};

use super::drive::Ended;
use super::{Failure, Inner};
use crate::error::RequestId;
use crate::http::HttpResponse;
use crate::operation::Operation;

/// The span of a call; what is known only at its end is filled in then.
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

/// Fills in what is known at the end.
pub(super) fn ended(span: &Span, ended: &Ended) {
    span.record("attempts", ended.sending.attempts);
    match &ended.outcome {
        Ok(response) => {
            span.record("status", response.status().as_u16());
            if let Some(request_id) = response.request_id() {
                span.record("request_id", request_id);
            }
        }
        Err(failure) => {
            span.record("error", display(failure));
        }
    }
}

pub(super) fn retry(attempt: u32, pause: Duration, outcome: &Result<HttpResponse, Failure>) {
    match outcome {
        Ok(response) => debug!(
            attempt,
            ?pause,
            status = response.status().as_u16(),
            request_id = response.request_id(),
            "another attempt follows"
        ),
        Err(failure) => debug!(attempt, ?pause, error = %failure, "another attempt follows"),
    }
}
