//! Tags of resources.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::nothing;
use crate::call::Call;
use crate::error::{Code, FieldError, ServiceError};
use crate::json;
use crate::store::Catalog;

/// The number of tags that a resource may have: the length of the model's list.
const LIMIT: usize = 200;

pub(super) fn tag(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let arn = known(catalog, call)?;
    let tags = call.tags();
    let keys: BTreeSet<_> = tags.iter().filter_map(|tag| tag["Key"].as_str()).collect();
    let mut errors = Vec::new();
    if keys.len() < tags.len() {
        errors.push(FieldError::new(
            "Tags",
            Code::DuplicateKeyValue,
            "The keys are not unique",
        ));
    }
    // AWS reserves the prefix in all services.
    if keys.iter().any(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        let message = "Keys with the prefix aws: are reserved";
        errors.push(FieldError::new("Tags", Code::InvalidValue, message));
    }
    let held = catalog.tags.get(&arn).into_iter().flat_map(|tags| tags.keys());
    if held.map(String::as_str).chain(keys).collect::<BTreeSet<_>>().len() > LIMIT {
        let message = format!("A resource has at most {LIMIT} tags");
        errors.push(FieldError::new("Tags", Code::TooManyValues, message));
    }
    if !errors.is_empty() {
        return Err(ServiceError::invalid_request(&errors));
    }
    catalog.tag(&arn, tags);
    Ok(nothing())
}

/// Removes tags. Keys that the resource does not have are ignored: this is not documented, but
/// chosen.
pub(super) fn untag(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let arn = known(catalog, call)?;
    let keys = json::list(call.input, "TagKeys");
    if let Some(tags) = catalog.tags.get_mut(&arn) {
        tags.retain(|held, _| !keys.iter().any(|key| key == held));
    }
    Ok(nothing())
}

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let arn = known(catalog, call)?;
    let tags = catalog.tags.get(&arn).into_iter().flatten();
    let tags: Vec<Value> = tags.map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
    Ok(json!({ "Tags": tags }))
}

/// Returns the ARN in the input, if there is such a resource. Which resources have tags is not
/// documented; chosen: those with ARNs that the pattern of the input accepts, which are
/// opportunities and snapshot jobs.
fn known(catalog: &Catalog, call: &Call<'_>) -> Result<String, ServiceError> {
    let arn = call.text("ResourceArn");
    let mut resources = catalog.opportunities.values().chain(catalog.jobs.values());
    if resources.any(|resource| resource["Arn"] == arn) {
        Ok(arn.to_owned())
    } else {
        Err(ServiceError::not_found("Resource", arn))
    }
}
