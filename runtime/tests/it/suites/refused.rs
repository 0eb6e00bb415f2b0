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
];

/// Returns the reason for which a case is refused.
pub(super) fn reason(suite: &str, case: &str) -> Option<&'static str> {
    let refused = REFUSED.iter().find(|(of, name, _)| (*of, *name) == (suite, case));
    refused.map(|(_, _, reason)| *reason)
}
