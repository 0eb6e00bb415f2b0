//! Tasks that create engagements and opportunities, from start to end.

mod effects;
mod prospects;

use serde_json::{Value, json};

use crate::call::Call;
use crate::error::ServiceError;
use crate::query::{self, Order};
use crate::store::Catalog;
use crate::tasks::{TaskFailure, TaskKind};
use crate::{arn, json};

pub(super) fn start_from_opportunity(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let id = call.text("Identifier").to_owned();
    catalog.opportunity(&id)?;
    let known = json!({ "OpportunityId": id });
    Ok(start(catalog, call, TaskKind::EngagementFromOpportunity, known))
}

pub(super) fn start_by_accepting_invitation(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let invitation = catalog.invitation(call.text("Identifier"))?;
    let known = json!({ "EngagementInvitationId": invitation["Id"] });
    Ok(start(catalog, call, TaskKind::EngagementByAcceptingInvitation, known))
}

pub(super) fn start_from_engagement(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let engagement = catalog.engagement(call.text("Identifier"))?;
    let known = json!({
        "EngagementId": engagement["Id"],
        "ContextId": call.input["ContextIdentifier"],
    });
    Ok(start(catalog, call, TaskKind::OpportunityFromEngagement, known))
}

/// Starts a task and returns it.
///
/// The problems that are errors of the start, in place of a failed task, are not documented;
/// chosen: a resource that is not there is an error at once, and all else fails the task with a
/// reason code.
fn start(catalog: &mut Catalog, call: &Call<'_>, kind: TaskKind, known: Value) -> Value {
    let id = catalog.id("task-", 13);
    let mut body = known;
    body["TaskId"] = json!(id);
    body["TaskArn"] = json!(arn::task(catalog.name, kind.resource(), &id));
    body["StartTime"] = json!(catalog.now());
    body["TaskStatus"] = json!("IN_PROGRESS");
    catalog.tasks.add(kind, body.clone(), call.input.clone());
    body
}

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let kind = TaskKind::listed_by(&call.operation.name);
    poll(catalog, call, kind);
    let input = call.input;
    let matches = |task: &Value| {
        let text = |path: &str| json::text(task, path);
        query::is_in(input, "TaskStatus", text("TaskStatus"))
            && query::is_in(input, "TaskIdentifier", text("TaskId"))
            && query::is_in(input, "OpportunityIdentifier", text("OpportunityId"))
            && query::is_in(input, "EngagementIdentifier", text("EngagementId"))
            && query::is_in(input, "ContextIdentifier", text("ContextId"))
            && query::is_in(input, "EngagementInvitationIdentifier", text("EngagementInvitationId"))
    };
    let tasks = catalog.tasks.all.iter().filter(|task| task.kind == kind);
    let mut items: Vec<Value> = tasks
        .map(|task| &task.body)
        .filter(|task| matches(task))
        .cloned()
        .collect();
    // The default order is not documented; chosen: the newest first.
    query::sort(&mut items, input, &[("StartTime", "StartTime")], Order::Descending);
    query::page(call, items)
}

/// Counts a poll, unless the call asks for the next page of one.
pub(super) fn poll(catalog: &mut Catalog, call: &Call<'_>, kind: TaskKind) {
    if json::get(call.input, "NextToken").is_none() {
        for at in catalog.tasks.poll(kind) {
            finish(catalog, at, None);
        }
    }
}

/// Finishes all tasks in progress, with this failure if there is one.
pub(crate) fn finish_all(catalog: &mut Catalog, failure: Option<&TaskFailure>) {
    for at in catalog.tasks.in_progress() {
        finish(catalog, at, failure);
    }
}

fn finish(catalog: &mut Catalog, at: usize, failure: Option<&TaskFailure>) {
    let Some(task) = catalog.tasks.all.get(at).cloned() else {
        return;
    };
    let mut body = task.body;
    let failure = failure.or(task.failure.as_ref());
    if task.kind == TaskKind::ProspectingFromEngagement {
        prospects::finish(catalog, &mut body, failure);
    } else {
        let result = match failure {
            Some(failure) => Err(failure.clone()),
            None => effects::run(catalog, task.kind, &task.input, &mut body),
        };
        body["TaskStatus"] = json!(if result.is_ok() { "COMPLETE" } else { "FAILED" });
        if let Err(TaskFailure { reason_code, message }) = result {
            body["ReasonCode"] = json!(reason_code);
            body["Message"] = json!(message);
        }
    }
    if let Some(task) = catalog.tasks.all.get_mut(at) {
        task.body = body;
        task.is_finished = true;
    }
}
