//! The settings of the selling system: the role of snapshot jobs.

use serde_json::{Value, json};

use crate::arn;
use crate::call::Call;
use crate::error::ServiceError;
use crate::json;
use crate::store::Catalog;

/// Sets the role. Its absence clears the setting: this is not documented, but chosen.
pub(super) fn put(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    catalog.role = json::text(call.input, "ResourceSnapshotJobRoleIdentifier").map(arn::role);
    get(catalog, call)
}

pub(super) fn get(catalog: &mut Catalog, _: &Call<'_>) -> Result<Value, ServiceError> {
    Ok(json!({ "Catalog": catalog.name, "ResourceSnapshotJobRoleArn": catalog.role }))
}
