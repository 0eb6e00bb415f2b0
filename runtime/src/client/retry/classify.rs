//! The meaning of the end of an attempt for another.

use crate::client::Failure;
use crate::http::HttpResponse;
use crate::operation::{Operation, Retryable};
use crate::retry::{self, RetryAfter, RetryClassification};

/// Classifies the end of an attempt; `clock_corrected` says that it was signed for a time that is known to be wrong by now.
pub(in crate::client) fn classify(
    operation: &Operation,
    outcome: &Result<HttpResponse, Failure>,
    clock_corrected: bool,
) -> (RetryClassification, RetryAfter) {
    match outcome {
        Ok(response) if response.status().is_success() => (RetryClassification::Final, RetryAfter::None),
        Ok(response) => (
            answered(operation, response, clock_corrected),
            RetryAfter::of(response.headers()),
        ),
        Err(Failure::Construction(_)) => (RetryClassification::Final, RetryAfter::None),
        Err(Failure::Timeout(_)) => (RetryClassification::Ambiguous, RetryAfter::None),
        Err(Failure::Dispatch(error)) if error.is_user() || error.is_lasting() => {
            (RetryClassification::Final, RetryAfter::None)
        }
        Err(Failure::Dispatch(error)) if error.is_unsent() => (RetryClassification::Transient, RetryAfter::None),
        Err(Failure::Dispatch(error)) if error.is_io() || error.is_timeout() => {
            (RetryClassification::Ambiguous, RetryAfter::None)
        }
        Err(Failure::Dispatch(error)) => (by_kind(error.as_other()), RetryAfter::None),
    }
}

/// What a transport of the user's own says of its errors.
fn by_kind(kind: Option<crate::error::ErrorKind>) -> RetryClassification {
    use crate::error::ErrorKind;
    match kind {
        Some(ErrorKind::TransientError | ErrorKind::ServerError) => RetryClassification::Ambiguous,
        Some(ErrorKind::ThrottlingError) => RetryClassification::Throttling,
        Some(ErrorKind::ClientError) | None => RetryClassification::Final,
    }
}

fn answered(operation: &Operation, response: &HttpResponse, clock_corrected: bool) -> RetryClassification {
    let (code, metadata) = operation.service.protocol.error_metadata(operation, response);
    // Two names for one error, where a service still tells that of the awsQuery protocol.
    let codes = [code.as_deref(), metadata.code()];
    let by_model = operation.service.retryable_errors.iter();
    let mut by_model = by_model.filter(|(name, _)| codes.contains(&Some(name)));
    match (by_model.next(), response.status().as_u16()) {
        (Some((_, Retryable::Throttling)), _) => RetryClassification::Throttling,
        (Some((_, Retryable::Transient)), status) => match retry::classify(&codes, status, clock_corrected) {
            RetryClassification::Throttling => RetryClassification::Throttling,
            _ => RetryClassification::Transient,
        },
        (None, status) => retry::classify(&codes, status, clock_corrected),
    }
}
