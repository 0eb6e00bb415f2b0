//! The crates of the registry whose tests are run.

/// A crate of the registry that uses official crates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its name.
    pub(super) name: &'static str,
    /// Its features that use them.
    pub(super) features: &'static str,
    /// Its tests call a server.
    pub(super) needs_server: bool,
    /// The difference from the official crates that is by design, if there is one.
    pub(super) by_design: &'static str,
}

impl Candidate {
    /// A crate that is not in the table.
    pub(super) const UNKNOWN: Self = Self::new("", "");

    const fn new(name: &'static str, features: &'static str) -> Self {
        Self {
            name,
            features,
            needs_server: false,
            by_design: "",
        }
    }
}

/// The crates that are judged if none is named.
pub(super) const CANDIDATES: &[Candidate] = &[
    Candidate::new("aws_secretsmanager_caching", ""),
    Candidate::new("metrics_cloudwatch", ""),
    Candidate::new("modyne", ""),
    Candidate::new("serde_dynamo", "aws-sdk-dynamodb+1"),
    Candidate::new("tower-sessions-dynamodb-store", ""),
    Candidate::new("tracing-cloudwatch", "awssdk"),
];
