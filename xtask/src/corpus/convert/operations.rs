//! The operations of a service.

use serde_json::{Value, json};

use super::traits::Traits;
use super::{Facts, entries, pagination, text, waiters};

/// botocore's keys whose values have the form of a trait.
const COPIED: [(&str, &str); 5] = [
    ("endpoint", "smithy.api#endpoint"),
    ("httpChecksum", "aws.protocols#httpChecksum"),
    ("operationContextParams", "smithy.rules#operationContextParams"),
    ("requestcompression", "smithy.api#requestCompression"),
    ("staticContextParams", "smithy.rules#staticContextParams"),
];

impl Facts<'_> {
    /// Converts an operation.
    pub(super) fn operation(&self, name: &str, operation: &Value) -> Result<Value, String> {
        let target = |key: &str| match operation[key]["shape"].as_str() {
            Some(shape) => self.reference(shape),
            None => json!({ "target": "smithy.api#Unit" }),
        };
        let errors = operation["errors"].as_array().into_iter().flatten();
        let errors: Result<Vec<_>, _> = errors.map(|error| Ok(self.reference(text(error, "shape")?))).collect();
        let mut converted = json!({
            "type": "operation",
            "input": target("input"),
            "output": target("output"),
            "errors": errors.map_err(|problem: String| format!("{name}: {problem}"))?,
        });
        converted["traits"] = self.operation_traits(name, operation)?.into();
        Ok(converted)
    }

    fn operation_traits(&self, name: &str, operation: &Value) -> Result<Traits, String> {
        let mut traits = Traits::of(operation);
        if self.speaks(&["rest-json", "rest-xml"]) {
            traits.put("smithy.api#http", self.http(name, operation)?);
        }
        for (key, id) in COPIED {
            traits.copy(operation, key, id);
        }
        let auth = &operation["authtype"];
        let is_unsigned = *auth == "v4-unsigned-body" || operation["unsignedPayload"] == true;
        traits.flag(
            operation["httpChecksumRequired"] == true,
            "smithy.api#httpChecksumRequired",
        );
        traits.flag(operation["idempotent"] == true, "smithy.api#idempotent");
        traits.flag(operation["readonly"] == true, "smithy.api#readonly");
        traits.flag(is_unsigned, "aws.auth#unsignedPayload");
        if *auth == "none" {
            traits.put("smithy.api#auth", json!([]));
        }
        if let Some(discovery) = operation.get("endpointdiscovery") {
            let required = discovery["required"] == true;
            traits.put("aws.api#clientDiscoveredEndpoint", json!({ "required": required }));
        }
        if let Some(paginated) = pagination::convert(self, operation, &self.paginators[name]) {
            traits.put("smithy.api#paginated", paginated);
        }
        if self.metadata["serviceId"] == "S3" && name == "GetBucketLocation" {
            // botocore has code for this operation.
            traits.put("aws.customizations#s3UnwrappedXmlOutput", json!({}));
        }
        if let Some(waiters) = waiters::convert(self, name, operation) {
            traits.put("smithy.waiters#waitable", waiters);
        }
        Ok(traits)
    }

    /// Returns the value of `@http`.
    fn http(&self, name: &str, operation: &Value) -> Result<Value, String> {
        let http = &operation["http"];
        let code = http["responseCode"].as_u64().unwrap_or(200);
        let mut uri = self.uri(text(http, "requestUri")?, operation["input"]["shape"].as_str())?;
        if self.metadata["serviceId"] == "S3" {
            // As in the service's own model; botocore distinguishes these operations by their
            // members.
            uri += &format!("{}x-id={name}", if uri.contains('?') { "&" } else { "?" });
        }
        Ok(json!({ "method": text(http, "method")?, "uri": uri, "code": code }))
    }

    /// Names the labels by their members; botocore names them by `locationName`.
    fn uri(&self, uri: &str, input: Option<&str>) -> Result<String, String> {
        let members = &self.service["shapes"][input.unwrap_or_default()]["members"];
        let member = |label: &str| {
            let found = entries(members).find(|(name, member)| {
                member["location"] == "uri" && member["locationName"].as_str().unwrap_or(name) == label
            });
            found
                .map(|(name, _)| name.as_str())
                .ok_or_else(|| format!("no member has the label `{label}`"))
        };
        let mut converted = String::new();
        let mut rest = uri;
        while let Some((before, label)) = rest.split_once('{') {
            let (label, after) = label
                .split_once('}')
                .ok_or_else(|| format!("`{uri}` has a label without an end"))?;
            let (label, greedy) = label.strip_suffix('+').map_or((label, ""), |label| (label, "+"));
            converted += &format!("{before}{{{}{greedy}}}", member(label)?);
            rest = after;
        }
        Ok(converted + rest)
    }
}
