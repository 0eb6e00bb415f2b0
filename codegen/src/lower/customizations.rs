//! Customizations of single services that their models do not express, each with its reason.
//!
//! Services are identified by their `sdkId`, which is the same in all models of a service.

/// Operations whose requests are sent to the URL in a member of the input: service, operation,
/// member.
const ENDPOINT_MEMBERS: [(&str, &str, &str); 1] = [
    // The service has an endpoint per machine learning model; its protocol test requires calls to
    // it.
    ("Machine Learning", "Predict", "PredictEndpoint"),
];

/// Default values of input members that are unset or empty: service, member and value.
const DEFAULTS: [(&str, &str, &str); 1] = [
    // For Glacier, a hyphen is the account of the credentials.
    ("Glacier", "accountId", "-"),
];

/// Operations whose bodies have a tree hash in addition to the hash of the signature.
const TREE_HASHES: [(&str, &str); 2] = [("Glacier", "UploadArchive"), ("Glacier", "UploadMultipartPart")];

/// Returns the value of an unset member of an input of a service.
pub(super) fn default_of(sdk_id: &str, member: &str) -> Option<&'static str> {
    let mut defaults = DEFAULTS.iter();
    let found = defaults.find(|(id, name, _)| *id == sdk_id && *name == member);
    found.map(|(.., value)| *value)
}

/// Returns whether the bodies of an operation have a tree hash.
pub(super) fn has_tree_hash(sdk_id: &str, operation: &str) -> bool {
    TREE_HASHES.contains(&(sdk_id, operation))
}

/// Returns the member of the input of an operation whose value is the URL of the endpoint.
pub(super) fn endpoint_member(sdk_id: &str, operation: &str) -> Option<&'static str> {
    let mut members = ENDPOINT_MEMBERS.iter();
    let found = members.find(|(id, name, _)| (*id, *name) == (sdk_id, operation));
    found.map(|(.., member)| *member)
}

/// Members of outputs for whether there are more pages: service, operation, member.
const MORE_PAGES: [(&str, &str, &str); 1] = [
    // The last page has a token too.
    ("S3", "ListParts", "IsTruncated"),
];

/// Returns the member of an operation's output for whether there are more pages.
pub(super) fn more_pages(sdk_id: &str, operation: &str) -> Option<&'static str> {
    let mut members = MORE_PAGES.iter();
    let found = members.find(|(id, name, _)| (*id, *name) == (sdk_id, operation));
    found.map(|(.., member)| *member)
}

/// Headers of every request of a service, by service, name and value.
pub(super) const HEADERS: [(&str, &str, &str); 2] = [
    // Without this header, API Gateway responds with HAL.
    ("API Gateway", "accept", "application/json"),
    // Glacier rejects requests without the version of the API.
    ("Glacier", "x-amz-glacier-version", "2012-06-01"),
];

/// Labels at the start of URI patterns that the endpoint rules put into the host or the path, by
/// service.
const LABELS_OF_ENDPOINTS: [(&str, &str); 1] = [
    // S3's endpoint rules put the bucket into the host if possible, else into the path.
    ("S3", "/{Bucket}"),
];

/// Returns the URI pattern of an operation without the label that the endpoint rules handle.
/// Without a path, it begins with the query, or is empty.
pub(super) fn uri_pattern(sdk_id: &str, uri: String) -> String {
    let label = LABELS_OF_ENDPOINTS.iter().find(|(id, _)| *id == sdk_id);
    match label.and_then(|(_, label)| uri.strip_prefix(label)) {
        Some(rest) => rest.to_owned(),
        None => uri,
    }
}

/// Shapes of ids that responses prefix with a path, for example `/hostedzone/Z1`: service, shape.
const IDS_WITH_PATHS: [(&str, &str); 3] = [
    // In the path of a request, Route 53 only accepts the last part.
    ("Route 53", "ChangeId"),
    ("Route 53", "DelegationSetId"),
    ("Route 53", "ResourceId"),
];

/// Returns whether a label of this shape takes only the part after the last slash of its value.
pub(super) fn is_id_with_path(sdk_id: &str, shape: &str) -> bool {
    IDS_WITH_PATHS.contains(&(sdk_id, shape))
}

/// Returns the headers of every request of a service.
pub(super) fn headers(sdk_id: &str) -> Vec<(String, String)> {
    HEADERS
        .iter()
        .filter(|(id, ..)| *id == sdk_id)
        .map(|(_, name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}
