//! The cases whose expectation is refused on purpose, each with its reason.

/// Suite, case, reason.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "profile-provider",
        "credential_process",
        "the command is a pipeline; like the AWS command line, we run commands without a shell and say so in the error",
    ),
    (
        "profile-provider",
        "credential_process_account_id_fallback",
        "the same pipeline; that the profile's account is the fallback is tested with a command without a pipe",
    ),
    (
        "date_time_format_test_suite",
        "epoch seconds before 1970 with a fraction",
        "the suite puts the sign before the seconds alone, so that -1.25 would be 0.75 s before 1970; a number of seconds \
         is a number, also for the services and for the readers of JSON",
    ),
    (
        "date_time_format_test_suite",
        "formatted fractions finer than a microsecond",
        "the suite cuts them off; a time goes back as it came, to the nanosecond, because services compare it \
         (optimistic locks as LastModifiedDate of Partner Central)",
    ),
];

/// Returns the reason for which a case is refused.
pub(super) fn reason(suite: &str, case: &str) -> Option<&'static str> {
    let refused = REFUSED.iter().find(|(of, name, _)| (*of, *name) == (suite, case));
    refused.map(|(_, _, reason)| *reason)
}
