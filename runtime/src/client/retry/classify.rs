//! What the end of an attempt means for another.

use std::time::{Duration, SystemTime};

use crate::client::Failure;
use crate::client::skew::http_date;
use crate::http::HttpResponse;
use crate::operation::{Operation, Retryable};

/// What the end of an attempt means for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client) enum Verdict {
    /// A success, or a failure that another attempt would only repeat.
    Final,
    /// A fault that may pass, and the request took no effect.
    Transient,
    /// The service asks to slow down.
    Throttling,
    /// The clocks differ, and the difference is known now.
    ClockSkew,
    /// The request was sent, and nobody knows what became of it.
    Ambiguous,
}

/// How long the service asks to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client) enum Hint {
    None,
    /// `x-amz-retry-after`, milliseconds.
    Amz(Duration),
    /// `retry-after` (RFC 9110, section 10.2.3), seconds or a date.
    Standard(Duration),
}

/// Error codes by which services ask to slow down, of all AWS SDKs.
const THROTTLING: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Error codes of faults that pass, of all AWS SDKs.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

/// Error codes that clocks which differ can cause.
const CLOCK_SKEW: [&str; 6] = [
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// The verdict on an attempt; `clock_corrected` says that it was signed with a time that is known to be wrong by now.
pub(in crate::client) fn classify(
    operation: &Operation,
    outcome: &Result<HttpResponse, Failure>,
    clock_corrected: bool,
) -> (Verdict, Hint) {
    match outcome {
        Ok(response) if response.status().is_success() => (Verdict::Final, Hint::None),
        Ok(response) => (answered(operation, response, clock_corrected), hint(response)),
        Err(Failure::Construction(_)) => (Verdict::Final, Hint::None),
        Err(Failure::Timeout(_)) => (Verdict::Ambiguous, Hint::None),
        Err(Failure::Dispatch(error)) if error.is_user() || error.is_lasting() => (Verdict::Final, Hint::None),
        Err(Failure::Dispatch(error)) if error.is_unsent() => (Verdict::Transient, Hint::None),
        Err(Failure::Dispatch(error)) if error.is_io() || error.is_timeout() => (Verdict::Ambiguous, Hint::None),
        Err(Failure::Dispatch(error)) => (by_kind(error.as_other()), Hint::None),
    }
}

/// What a transport of the user's own says of its errors.
fn by_kind(kind: Option<crate::error::ErrorKind>) -> Verdict {
    use crate::error::ErrorKind;
    match kind {
        Some(ErrorKind::TransientError | ErrorKind::ServerError) => Verdict::Ambiguous,
        Some(ErrorKind::ThrottlingError) => Verdict::Throttling,
        Some(ErrorKind::ClientError) | None => Verdict::Final,
    }
}

fn answered(operation: &Operation, response: &HttpResponse, clock_corrected: bool) -> Verdict {
    let (code, metadata) = operation.service.protocol.error_metadata(operation, response);
    // Two names for one error, where a service still tells that of the awsQuery protocol.
    let codes = [code.as_deref(), metadata.code()];
    let is_one_of = |known: &[&str]| codes.iter().flatten().any(|code| known.contains(code));
    let by_model = operation.service.retryable_errors.iter();
    let mut by_model = by_model.filter(|(name, _)| codes.contains(&Some(name)));
    match (by_model.next(), response.status().as_u16()) {
        (Some((_, Retryable::Throttling)), _) | (_, 429) => Verdict::Throttling,
        _ if is_one_of(&THROTTLING) => Verdict::Throttling,
        (Some((_, Retryable::Transient)), _) => Verdict::Transient,
        _ if is_one_of(&TRANSIENT) => Verdict::Transient,
        _ if clock_corrected && is_one_of(&CLOCK_SKEW) => Verdict::ClockSkew,
        // A gateway that got no answer from the service, which may have done its work all the same.
        (_, 502 | 504) if code.is_none() => Verdict::Ambiguous,
        (_, 500 | 502 | 503 | 504) => Verdict::Transient,
        _ => Verdict::Final,
    }
}

fn hint(response: &HttpResponse) -> Hint {
    let headers = response.headers();
    if let Some(milliseconds) = headers
        .get("x-amz-retry-after")
        .and_then(|text| text.trim().parse().ok())
    {
        return Hint::Amz(Duration::from_millis(milliseconds));
    }
    let Some(text) = headers.get("retry-after").map(str::trim) else {
        return Hint::None;
    };
    let wait = match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => http_date(text).map(|until| {
            let theirs = headers.get("date").and_then(http_date);
            let now = theirs.unwrap_or_else(SystemTime::now);
            until.duration_since(now).unwrap_or_default()
        }),
    };
    wait.map_or(Hint::None, Hint::Standard)
}
