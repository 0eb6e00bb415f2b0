//! Customizations of single services that their models do not express, each with its reason.
//!
//! Services are known by their `sdkId`, which is the same in all models of a service.

/// Operations whose request goes to the URL in a member of the input: service, operation, member.
const ENDPOINT_MEMBERS: [(&str, &str, &str); 1] = [
    // The service makes an endpoint for each model; its protocol test asks clients to call that
    // one.
    ("Machine Learning", "Predict", "PredictEndpoint"),
];

/// Members of inputs that have a value if they are unset or empty: service, member and value.
const DEFAULTS: [(&str, &str, &str); 1] = [
    // Glacier takes a hyphen for the account of the credentials.
    ("Glacier", "accountId", "-"),
];

/// Operations whose bodies have a tree hash beside the hash of the signature.
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

/// Members of outputs that say whether there are more pages: service, operation, member.
const MORE_PAGES: [(&str, &str, &str); 1] = [
    // The last page has a token, too.
    ("S3", "ListParts", "IsTruncated"),
];

/// Returns the member of the output of an operation that says whether there are more pages.
pub(super) fn more_pages(sdk_id: &str, operation: &str) -> Option<&'static str> {
    let mut members = MORE_PAGES.iter();
    let found = members.find(|(id, name, _)| (*id, *name) == (sdk_id, operation));
    found.map(|(.., member)| *member)
}

/// Headers of every request of a service, by service, name and value.
pub(super) const HEADERS: [(&str, &str, &str); 2] = [
    // API Gateway responds with HAL without it.
    ("API Gateway", "accept", "application/json"),
    // Glacier refuses requests that do not name the version of the API.
    ("Glacier", "x-amz-glacier-version", "2012-06-01"),
];

/// Labels at the start of URI patterns that the endpoint rules put into host or path, by service.
const LABELS_OF_ENDPOINTS: [(&str, &str); 1] = [
    // S3's endpoint rules make the bucket part of the host where that is possible, else of the
    // path.
    ("S3", "/{Bucket}"),
];

/// Returns the URI pattern of an operation of a service without the label that the endpoint rules
/// take care of. Without a path, it begins with the query, or is empty.
pub(super) fn uri_pattern(sdk_id: &str, uri: String) -> String {
    let label = LABELS_OF_ENDPOINTS.iter().find(|(id, _)| *id == sdk_id);
    match label.and_then(|(_, label)| uri.strip_prefix(label)) {
        Some(rest) => rest.to_owned(),
        None => uri,
    }
}

/// Shapes of ids that responses give with a path in front, such as `/hostedzone/Z1`: service,
/// shape.
const IDS_WITH_PATHS: [(&str, &str); 3] = [
    // Route 53 takes the last part alone in the path of a request.
    ("Route 53", "ChangeId"),
    ("Route 53", "DelegationSetId"),
    ("Route 53", "ResourceId"),
];

/// Returns whether a label of this shape takes only what is behind the last slash of its value.
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
