//! Classifies errors by their code and status.

/// The meaning of the end of an attempt for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryClassification {
    /// A success, or a failure that another attempt would only repeat.
    Final,
    /// A transient fault; the request took no effect.
    Transient,
    /// The service asks to slow down.
    Throttling,
    /// The clocks differ, and the difference is known now.
    ClockSkew,
    /// The request was sent, and its effect is unknown.
    Ambiguous,
}

/// Error codes by which services ask to slow down, as all AWS SDKs have them.
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

/// Error codes of transient faults, as all AWS SDKs have them.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

/// Error codes that clocks which differ can cause.
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
/// says that the request was signed for a time that is known by now to be off by minutes.
pub(crate) fn classify(codes: &[Option<&str>], status: u16, clock_corrected: bool) -> RetryClassification {
    let is_one_of = |known: &[&str]| codes.iter().flatten().any(|code| known.contains(code));
    match status {
        429 => RetryClassification::Throttling,
        _ if is_one_of(&THROTTLING) => RetryClassification::Throttling,
        _ if is_one_of(&TRANSIENT) => RetryClassification::Transient,
        _ if clock_corrected && is_one_of(&CLOCK_SKEW) => RetryClassification::ClockSkew,
        // A gateway that got no response from the service, which may have done its work all the
        // same.
        502 | 504 if codes.iter().flatten().next().is_none() => RetryClassification::Ambiguous,
        500 | 502 | 503 | 504 => RetryClassification::Transient,
        _ => RetryClassification::Final,
    }
}
