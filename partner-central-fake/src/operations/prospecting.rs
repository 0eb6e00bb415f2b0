//! Tasks that turn engagements into prospecting leads.

use serde_json::{Value, json};

use super::{context, task};
use crate::call::Call;
use crate::error::ServiceError;
use crate::query::{self, Order};
use crate::store::Catalog;
use crate::tasks::{TaskFailure, TaskKind};
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

/// Finishes a task: each engagement gets a context, or a reason why it has none.
pub(super) fn finish(catalog: &mut Catalog, body: &mut Value, failure: Option<&TaskFailure>) {
    let now = catalog.now();
    let mut results = json::list(body, "Engagements").to_vec();
    for result in &mut results {
        let id = json::text(result, "EngagementIdentifier")
            .unwrap_or_default()
            .to_owned();
        let outcome = match failure {
            Some(failure) => Err(failure.clone()),
            None => add_context(catalog, &id, body, &now),
        };
        match outcome {
            Ok(context) => {
                // The model's patterns for the identifier of a context differ: three characters in
                // the engagement, `ctx-` and 14 characters here; chosen: the same number in both.
                result["EngagementContextId"] = json!(format!("ctx-{context:0>14}"));
                result["Status"] = json!("COMPLETED");
            }
            Err(TaskFailure { reason_code, message }) => {
                result["Status"] = json!("FAILED");
                result["ReasonCode"] = json!(reason_code);
                result["Message"] = json!(message);
            }
        }
    }
    let failed = results.iter().all(|result| result["Status"] == "FAILED");
    body["TaskStatus"] = json!(if failed { "FAILED" } else { "COMPLETED" });
    body["Engagements"] = json!(results);
    body["EndTime"] = json!(now);
}

/// Adds the result of prospecting to an engagement. Its contents are not documented, but chosen.
fn add_context(catalog: &mut Catalog, id: &str, task: &Value, now: &str) -> Result<String, TaskFailure> {
    let failed = |code: &str| {
        let code = code.to_owned();
        move |error: ServiceError| TaskFailure::new(&code, error.message())
    };
    let engagement = catalog.engagement(id).map_err(failed("EngagementAccessDenied"))?;
    let context = json!({
        "Type": "ProspectingResult",
        "Payload": { "ProspectingResult": { "Aws": {
            "Customer": { "AccountName": "Example Corp.", "Segment": "Enterprise" },
            "Insights": { "MarketplaceEngagementScore": "High" },
            "StartTime": task["StartTime"],
            "EndTime": now,
            "TaskId": task["TaskId"],
            "TaskArn": task["TaskArn"],
            "TaskName": task["TaskName"],
        } } },
    });
    let context = context::add(engagement, &context).map_err(failed("ServiceQuotaExceeded"))?;
    context::touch(engagement, now);
    Ok(context)
}
