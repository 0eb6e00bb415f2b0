//! Immutable snapshots of opportunities within engagements.

use serde_json::{Value, json};

use super::membership;
use crate::call::Call;
use crate::error::ServiceError;
use crate::model::Model;
use crate::query;
use crate::store::{ACCOUNT, Catalog};
use crate::{arn, json};

/// The place of a snapshot: revisions are counted within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct View {
    pub(super) engagement: String,
    pub(super) resource: String,
    pub(super) template: String,
}

impl View {
    pub(super) fn of(call: &Call<'_>) -> Self {
        Self {
            engagement: call.text("EngagementIdentifier").to_owned(),
            resource: call.text("ResourceIdentifier").to_owned(),
            template: call.text("ResourceSnapshotTemplateIdentifier").to_owned(),
        }
    }

    fn holds(&self, snapshot: &Value) -> bool {
        snapshot["EngagementId"] == *self.engagement
            && snapshot["ResourceId"] == *self.resource
            && snapshot["ResourceSnapshotTemplateName"] == *self.template
    }
}

pub(super) fn create(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    take(catalog, &View::of(call), call.model, true)
}

/// Takes a snapshot and returns it. Unless it is forced, there is a new one only if the opportunity
/// has changed; that a direct creation always makes one is not documented, but chosen.
pub(super) fn take(catalog: &mut Catalog, view: &View, model: &Model, is_forced: bool) -> Result<Value, ServiceError> {
    let engagement = catalog.engagement(&view.engagement)?;
    membership::check_member(engagement)?;
    let members: Vec<Value> = json::list(engagement, "Members")
        .iter()
        .map(|member| member["AccountId"].clone())
        .collect();
    let opportunity = catalog.opportunity(&view.resource)?.clone();
    let payload = payload(&opportunity, &view.template, model);
    let last = catalog.snapshots.iter().rfind(|snapshot| view.holds(snapshot));
    if let Some(last) = last.filter(|last| !is_forced && last["Payload"] == payload) {
        return Ok(last.clone());
    }
    let revision = last.and_then(|last| last["Revision"].as_u64()).unwrap_or_default() + 1;
    let snapshot = json!({
        "Catalog": catalog.name,
        "Arn": arn::snapshot(catalog.name, &view.engagement, &view.resource, &view.template, revision),
        "CreatedBy": ACCOUNT,
        "CreatedAt": catalog.now(),
        "EngagementId": view.engagement,
        "ResourceType": "Opportunity",
        "ResourceId": view.resource,
        "ResourceSnapshotTemplateName": view.template,
        "Revision": revision,
        "Payload": payload,
        "TargetMemberAccounts": members,
    });
    catalog.snapshots.push(snapshot.clone());
    Ok(snapshot)
}

/// Returns the part of an opportunity that a template takes. The templates are not documented;
/// chosen: `AwsOpportunitySummaryFullView` takes AWS's view, if there is one, and each other name
/// the summary.
fn payload(opportunity: &Value, template: &str, model: &Model) -> Value {
    if template == "AwsOpportunitySummaryFullView"
        && let Some(summary) = json::get(opportunity, "AwsSummary")
    {
        return json!({ template: model.project(template, summary) });
    }
    let mut view = opportunity.clone();
    view["Lifecycle"] = view["LifeCycle"].clone();
    json!({ "OpportunitySummary": model.project("OpportunitySummaryView", &view) })
}

pub(super) fn get(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let view = View::of(call);
    membership::check_member(catalog.engagement(&view.engagement)?)?;
    let revision = json::get(call.input, "Revision");
    let mut snapshots = catalog.snapshots.iter().rev().filter(|snapshot| view.holds(snapshot));
    let found = snapshots.find(|snapshot| revision.is_none_or(|revision| snapshot["Revision"] == *revision));
    found
        .cloned()
        .ok_or_else(|| ServiceError::not_found("Resource snapshot of", &view.resource))
}

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let engagement = call.text("EngagementIdentifier");
    membership::check_member(catalog.engagement(engagement)?)?;
    // The order is not documented; chosen: as they were taken.
    let matches = |snapshot: &&Value| snapshot["EngagementId"] == engagement && is_listed(call.input, snapshot);
    let items = catalog.snapshots.iter().filter(matches).cloned().collect();
    query::page(call, items)
}

fn is_listed(input: &Value, snapshot: &Value) -> bool {
    let text = |path: &str| json::text(snapshot, path);
    query::is(input, "ResourceType", text("ResourceType"))
        && query::is(input, "ResourceIdentifier", text("ResourceId"))
        && query::is(
            input,
            "ResourceSnapshotTemplateIdentifier",
            text("ResourceSnapshotTemplateName"),
        )
        && query::is(input, "CreatedBy", text("CreatedBy"))
}

/// Lists the pairs of an engagement and a resource that have a snapshot, each once.
pub(super) fn list_associations(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let mut items: Vec<Value> = Vec::new();
    for snapshot in &catalog.snapshots {
        let engagement = json::text(snapshot, "EngagementId");
        let is_known = items.iter().any(|item| {
            ["EngagementId", "ResourceId", "CreatedBy"]
                .iter()
                .all(|member| item[member] == snapshot[member])
        });
        if !is_known && query::is(call.input, "EngagementIdentifier", engagement) && is_listed(call.input, snapshot) {
            items.push(snapshot.clone());
        }
    }
    query::page(call, items)
}
