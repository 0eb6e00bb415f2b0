//! Decides whether the end of an attempt calls for a retry.

use http::StatusCode;

use crate::client::outcome::{Failure, ReportedError, ServiceResponse};
use crate::http::ErrorKind;
use crate::operation::{Operation, Retryable};
use crate::retry::{self, RetryAfter, RetryClassification};

/// Classifies the end of an attempt. `clock_corrected` is set if the response showed that the time
/// of the signature was off by minutes.
pub(in crate::client) fn classify(
    operation: &Operation,
    outcome: &Result<ServiceResponse, Failure>,
    clock_corrected: bool,
) -> (RetryClassification, RetryAfter) {
    match outcome {
        Ok(ServiceResponse { http, error, .. }) => match error {
            None => (RetryClassification::Final, RetryAfter::None),
            Some(error) => (
                by_error(operation, error, status_of_error(http.status()), clock_corrected),
                RetryAfter::of(http.headers()),
            ),
        },
        Err(Failure::Construction(_)) => (RetryClassification::Final, RetryAfter::None),
        Err(Failure::Timeout(timeout)) if timeout.is_unsent => (RetryClassification::Transient, RetryAfter::None),
        Err(Failure::Timeout(_)) => (RetryClassification::Ambiguous, RetryAfter::None),
        Err(Failure::Dispatch(error)) if error.is_user() || error.is_permanent() => {
            (RetryClassification::Final, RetryAfter::None)
        }
        Err(Failure::Dispatch(error)) if error.is_unsent() => (RetryClassification::Transient, RetryAfter::None),
        Err(Failure::Dispatch(error)) if error.is_io() || error.is_timeout() => {
            (RetryClassification::Ambiguous, RetryAfter::None)
        }
        Err(Failure::Dispatch(error)) => (by_kind(error.as_other()), RetryAfter::None),
    }
}

/// Returns the status of an error. One in a successful response is a fault of the server.
fn status_of_error(status: StatusCode) -> u16 {
    match status.is_success() {
        true => 500,
        false => status.as_u16(),
    }
}

/// Classifies an error by the kind that another HTTP client gives it.
fn by_kind(kind: Option<ErrorKind>) -> RetryClassification {
    match kind {
        Some(ErrorKind::TransientError | ErrorKind::ServerError) => RetryClassification::Ambiguous,
        Some(ErrorKind::ThrottlingError) => RetryClassification::Throttling,
        Some(ErrorKind::ClientError) | None => RetryClassification::Final,
    }
}

fn by_error(operation: &Operation, error: &ReportedError, status: u16, clock_corrected: bool) -> RetryClassification {
    let codes = error.codes();
    let by_model = operation.service.retryable_errors.iter();
    let mut by_model = by_model.filter(|(name, _)| codes.contains(&Some(name)));
    match (by_model.next(), status) {
        (Some((_, Retryable::Throttling)), _) => RetryClassification::Throttling,
        (Some((_, Retryable::Transient)), status) => match retry::classify(&codes, status, clock_corrected) {
            RetryClassification::Throttling => RetryClassification::Throttling,
            _ => RetryClassification::Transient,
        },
        (None, status) => retry::classify(&codes, status, clock_corrected),
    }
}
