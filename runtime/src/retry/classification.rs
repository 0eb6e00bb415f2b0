//! Classifies errors by their code and status.

/// The classification of the end of an attempt, which decides about a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryClassification {
    /// A success, or a failure that another attempt would repeat.
    Final,
    /// A transient fault; the request took no effect.
    Transient,
    /// The service throttles requests.
    Throttling,
    /// The signing time was wrong, and the clock skew is now known.
    ClockSkew,
    /// The request was sent, and its effect is unknown.
    Ambiguous,
}

/// Error codes of throttling, as in all AWS SDKs.
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

/// Error codes of transient faults, as in all AWS SDKs.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

/// Error codes that clock skew can cause.
const CLOCK_SKEW: [&str; 8] = [
    "AccessDenied",
    "AccessDeniedException",
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// Classifies an error by its codes (a service may give several) and its status. `clock_corrected`
/// is set if the response showed that the time of the signature was off by minutes.
pub(crate) fn classify(codes: &[Option<&str>], status: u16, clock_corrected: bool) -> RetryClassification {
    let is_one_of = |known: &[&str]| {
        for code in codes {
            if code.is_some_and(|code| known.contains(&code)) {
                return true;
            }
        }
        false
    };
    match status {
        429 => RetryClassification::Throttling,
        _ if is_one_of(&THROTTLING) => RetryClassification::Throttling,
        _ if is_one_of(&TRANSIENT) => RetryClassification::Transient,
        _ if clock_corrected && is_one_of(&CLOCK_SKEW) => RetryClassification::ClockSkew,
        // A gateway received no response from the service, which may have processed the request.
        502 | 504 if codes.iter().all(Option::is_none) => RetryClassification::Ambiguous,
        500 | 502 | 503 | 504 => RetryClassification::Transient,
        _ => RetryClassification::Final,
    }
}
