//! Tasks that turn engagements into prospecting leads.

use serde_json::{Value, json};

use super::task;
use crate::call::Call;
use crate::error::ServiceError;
use crate::query::{self, Order};
use crate::store::Catalog;
use crate::tasks::TaskKind;
use crate::{arn, json};

const KIND: TaskKind = TaskKind::ProspectingFromEngagement;

/// Starts a task. An engagement that is not there fails on its own: source,
/// `EngagementProspectingResult` in the API reference.
pub(super) fn start(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let identifiers = json::list(call.input, "Identifiers");
    // The model allows an empty list; chosen: it is refused, since there is nothing to do.
    if identifiers.is_empty() {
        return Err(ServiceError::invalid_value("Identifiers", "There is no engagement"));
    }
    let pending = |id: &Value| json!({ "EngagementIdentifier": id, "Status": "IN_PROGRESS" });
    let engagements: Vec<Value> = identifiers.iter().map(pending).collect();
    let id = catalog.id("task-", 14);
    let body = json!({
        "TaskId": id,
        "TaskArn": arn::task(catalog.name, KIND.resource(), &id),
        "TaskName": call.input["TaskName"],
        "StartTime": catalog.now(),
        "Identifiers": identifiers,
        "TaskStatus": "IN_PROGRESS",
        "Engagements": engagements,
    });
    catalog.tasks.add(KIND, body.clone(), call.input.clone());
    Ok(body)
}

pub(super) fn get(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    task::poll(catalog, call, KIND);
    let id = call.text("TaskIdentifier");
    let mut tasks = catalog.tasks.all.iter().filter(|task| task.kind == KIND);
    let found = tasks.find(|task| task.body["TaskId"] == id);
    found
        .map(|task| task.body.clone())
        .ok_or_else(|| ServiceError::not_found("Task", id))
}

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    task::poll(catalog, call, KIND);
    let input = call.input;
    let mut items = Vec::new();
    for task in catalog.tasks.all.iter().filter(|task| task.kind == KIND) {
        let text = |path: &str| json::text(&task.body, path);
        let matches = query::is_in(input, "TaskIdentifier", text("TaskId"))
            && query::is_in(input, "TaskName", text("TaskName"))
            && query::is_between(input, "StartAfter", "StartBefore", text("StartTime"));
        if matches {
            items.push(summary(&task.body));
        }
    }
    // The default order is not documented; chosen: the newest first.
    let keys = [
        ("StartTime", "StartTime"),
        ("TaskName", "TaskName"),
        ("FailedEngagementCount", "FailedEngagementCount"),
    ];
    query::sort(&mut items, input, &keys, Order::Descending);
    query::page(call, items)
}

fn summary(task: &Value) -> Value {
    let engagements = json::list(task, "Engagements");
    let count = |status: &str| engagements.iter().filter(|result| result["Status"] == status).count();
    let mut summary = task.clone();
    summary["TotalEngagementCount"] = json!(engagements.len());
    summary["CompletedEngagementCount"] = json!(count("COMPLETED"));
    summary["FailedEngagementCount"] = json!(count("FAILED"));
    summary
}
