//! Jobs that take a snapshot when an opportunity changes.

use serde_json::{Value, json};

use super::resource_snapshot::{self, View};
use super::{membership, nothing};
use crate::call::Call;
use crate::error::ServiceError;
use crate::model::Model;
use crate::query::{self, Order};
use crate::store::Catalog;
use crate::{arn, json};

pub(super) fn create(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let view = View::of(call);
    membership::check_member(catalog.engagement(&view.engagement)?)?;
    catalog.opportunity(&view.resource)?;
    let id = add(catalog, &view);
    catalog.tag(&arn::job(catalog.name, &id), call.tags());
    catalog.job(&id).cloned()
}

/// Adds a job that is stopped, and returns its identifier.
pub(super) fn add(catalog: &mut Catalog, view: &View) -> String {
    let id = catalog.id("job-", 13);
    let job = json!({
        "Catalog": catalog.name,
        "Id": id,
        "Arn": arn::job(catalog.name, &id),
        "EngagementId": view.engagement,
        "ResourceType": "Opportunity",
        "ResourceId": view.resource,
        "ResourceArn": arn::opportunity(catalog.name, &view.resource),
        "ResourceSnapshotTemplateName": view.template,
        "CreatedAt": catalog.now(),
        // The first status is not documented; chosen: it is started by `StartResourceSnapshotJob`.
        "Status": "Stopped",
    });
    catalog.jobs.insert(id.clone(), job);
    id
}

pub(super) fn get(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    catalog.job(call.text("ResourceSnapshotJobIdentifier")).cloned()
}

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let matches = |job: &&Value| {
        query::is(call.input, "EngagementIdentifier", json::text(job, "EngagementId"))
            && query::is(call.input, "Status", json::text(job, "Status"))
    };
    let mut items: Vec<Value> = catalog.jobs.values().filter(matches).cloned().collect();
    let keys = [("CreatedDate", "CreatedAt")];
    query::sort(&mut items, call.input, &keys, Order::Descending);
    query::page(call, items)
}

pub(super) fn start(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    start_job(catalog, call.text("ResourceSnapshotJobIdentifier"))?;
    Ok(nothing())
}

/// Starts a job. Starting a running one is not documented; chosen: it has no effect.
pub(super) fn start_job(catalog: &mut Catalog, id: &str) -> Result<(), ServiceError> {
    let job = catalog.job(id)?;
    if job["Status"] != "Running" {
        job["Status"] = json!("Running");
        run(catalog, id);
    }
    Ok(())
}

pub(super) fn stop(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let job = catalog.job(call.text("ResourceSnapshotJobIdentifier"))?;
    // Source: `StopResourceSnapshotJob` in the API reference. The error is not documented; the
    // operation has no conflict error, so chosen: a validation error.
    if job["Status"] != "Running" {
        return Err(ServiceError::not_permitted("Status", "The job is not running"));
    }
    job["Status"] = json!("Stopped");
    Ok(nothing())
}

pub(super) fn delete(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let id = call.text("ResourceSnapshotJobIdentifier");
    // Source: `DeleteResourceSnapshotJob` in the API reference.
    if catalog.job(id)?["Status"] == "Running" {
        return Err(ServiceError::conflict("The job must be stopped before it is deleted"));
    }
    catalog.jobs.remove(id);
    catalog.tags.remove(&arn::job(catalog.name, id));
    Ok(nothing())
}

/// Runs all jobs of an opportunity that has changed.
pub(super) fn run_all_of(catalog: &mut Catalog, opportunity: &str) {
    let is_due = |job: &&Value| job["Status"] == "Running" && job["ResourceId"] == opportunity;
    let due = catalog.jobs.values().filter(is_due);
    let ids: Vec<String> = due.filter_map(|job| job["Id"].as_str().map(str::to_owned)).collect();
    for id in ids {
        run(catalog, &id);
    }
}

/// Runs a job once. Jobs need a role (source: `PutSellingSystemSettings` in the API reference); the
/// effect of a missing one is not documented, chosen: the run fails and the job says so.
fn run(catalog: &mut Catalog, id: &str) {
    let Some(job) = catalog.jobs.get(id) else { return };
    let text = |path: &str| json::text(job, path).unwrap_or_default().to_owned();
    let view = View {
        engagement: text("EngagementId"),
        resource: text("ResourceId"),
        template: text("ResourceSnapshotTemplateName"),
    };
    let result = if catalog.role.is_some() {
        resource_snapshot::take(catalog, &view, Model::get(), false).map_err(|error| error.message().to_owned())
    } else {
        Err("No role for snapshot jobs is set in the selling system settings".to_owned())
    };
    let now = catalog.now();
    let Some(job) = catalog.jobs.get_mut(id) else { return };
    match result {
        Ok(_) => job["LastSuccessfulExecutionDate"] = json!(now),
        Err(message) => job["LastFailure"] = json!(message),
    }
}
