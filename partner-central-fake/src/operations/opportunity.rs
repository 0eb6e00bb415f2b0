//! Opportunities: created, read, listed, updated and assigned.

use serde_json::{Value, json};

use super::{invitation, nothing, snapshot_job};
use crate::call::Call;
use crate::error::{FieldError, ServiceError};
use crate::query::{self, Order};
use crate::review::{self, ReviewStatus};
use crate::rules;
use crate::store::Catalog;
use crate::{arn, json, lock};

/// The members of the input that are about the call and not about the opportunity.
const CALL_MEMBERS: [&str; 4] = ["ClientToken", "Identifier", "LastModifiedDate", "Tags"];

pub(super) fn create(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    check(&rules::check(&rules::WRITE, call.input, &catalog.today()))?;
    let id = add(catalog, call.input.clone());
    catalog.tag(&arn::opportunity(catalog.name, &id), call.tags());
    let opportunity = catalog.opportunity(&id)?.clone();
    if opportunity["Origin"] == "AWS Referral" {
        // The rules allow this origin in the Sandbox only, where it plays AWS's part (source: the
        // member `Origin` in the API reference). Its effect is not documented; chosen: an
        // invitation of the caller, and the opportunity is there at once.
        invitation::add_referral(catalog, &opportunity)?;
    }
    Ok(opportunity)
}

/// Adds an opportunity with these members and returns its identifier.
pub(crate) fn add(catalog: &mut Catalog, mut opportunity: Value) -> String {
    let id = catalog.id("O", 7);
    let now = catalog.now();
    for member in CALL_MEMBERS.into_iter().chain(rules::SERVICE_MEMBERS) {
        json::set(&mut opportunity, member, Value::Null);
    }
    record_next_steps(&mut opportunity, &now);
    let arn = arn::opportunity(catalog.name, &id);
    for (member, value) in [
        ("Catalog", catalog.name),
        ("Id", &id),
        ("Arn", &arn),
        ("CreatedDate", &now),
        ("LastModifiedDate", &now),
    ] {
        opportunity[member] = json!(value);
    }
    opportunity["RelatedEntityIdentifiers"] = json!({});
    if opportunity["Origin"] != "AWS Referral" {
        let status = json!(ReviewStatus::PendingSubmission.as_str());
        json::set(&mut opportunity, "LifeCycle.ReviewStatus", status);
    }
    catalog.opportunities.insert(id.clone(), opportunity);
    id
}

pub(super) fn get(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    catalog.opportunity(call.text("Identifier")).cloned()
}

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let input = call.input;
    let matches = |opportunity: &&Value| {
        let text = |path: &str| json::text(opportunity, path);
        query::is_in(input, "Identifier", text("Id"))
            && query::is_in(input, "LifeCycleStage", text("LifeCycle.Stage"))
            && query::is_in(input, "LifeCycleReviewStatus", text("LifeCycle.ReviewStatus"))
            && query::is_in(input, "CustomerCompanyName", text("Customer.Account.CompanyName"))
            && query::is_between(
                input,
                "LastModifiedDate.AfterLastModifiedDate",
                "LastModifiedDate.BeforeLastModifiedDate",
                text("LastModifiedDate"),
            )
            && query::is_between(
                input,
                "CreatedDate.AfterCreatedDate",
                "CreatedDate.BeforeCreatedDate",
                text("CreatedDate"),
            )
            && query::is_between(
                input,
                "TargetCloseDate.AfterTargetCloseDate",
                "TargetCloseDate.BeforeTargetCloseDate",
                text("LifeCycle.TargetCloseDate"),
            )
    };
    let mut items: Vec<Value> = catalog.opportunities.values().filter(matches).cloned().collect();
    // The default order is not documented; chosen: the last change first.
    let keys = [
        ("LastModifiedDate", "LastModifiedDate"),
        ("Identifier", "Id"),
        ("CustomerCompanyName", "Customer.Account.CompanyName"),
        ("CreatedDate", "CreatedDate"),
        ("TargetCloseDate", "LifeCycle.TargetCloseDate"),
    ];
    query::sort(&mut items, input, &keys, Order::Descending);
    query::page(call, items)
}

pub(super) fn update(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let id = call.text("Identifier").to_owned();
    let stored = catalog.opportunity(&id)?.clone();
    lock::check(
        json::text(&stored, "LastModifiedDate").unwrap_or_default(),
        call.text("LastModifiedDate"),
    )?;
    let mut updated = replaced(&stored, call);
    check(&write_errors(&updated, &stored, &catalog.today()))?;
    let now = catalog.now();
    let requested = json::text(call.input, "LifeCycle.ReviewStatus");
    let current = json::text(&stored, "LifeCycle.ReviewStatus");
    match requested.filter(|status| catalog.name == "Sandbox" && Some(*status) != current) {
        Some(status) => review::simulate(&mut updated, &stored, call.input, status)?,
        None => review::check_update(&mut updated, &stored)?,
    }
    record_next_steps(&mut updated, &now);
    updated["LastModifiedDate"] = json!(now);
    *catalog.opportunity(&id)? = updated.clone();
    snapshot_job::run_all_of(catalog, &id);
    Ok(updated)
}

/// Returns the stored opportunity with the members of an update, which replace all that an update
/// can set: a member left out becomes null. Source: `UpdateOpportunity` in the API reference.
fn replaced(stored: &Value, call: &Call<'_>) -> Value {
    let mut updated = stored.clone();
    let members = call.model.members(&call.operation.input);
    for member in members.iter().map(|member| &*member.name) {
        if !CALL_MEMBERS.contains(&member) && member != "Catalog" {
            json::set(
                &mut updated,
                member,
                call.input.get(member).cloned().unwrap_or_default(),
            );
        }
    }
    for path in rules::SERVICE_MEMBERS {
        let value = json::get(stored, path).cloned().unwrap_or_default();
        if !value.is_null() || json::get(&updated, path).is_some() {
            json::set(&mut updated, path, value);
        }
    }
    updated
}

/// Returns the violations of the rules of writing. The target close date of an opportunity may have
/// passed since it was set; whether that blocks updates is not documented, chosen: it does not.
fn write_errors(updated: &Value, stored: &Value, today: &str) -> Vec<FieldError> {
    const CLOSE_DATE: &str = "LifeCycle.TargetCloseDate";
    let mut errors = rules::check(&rules::WRITE, updated, today);
    if json::get(updated, CLOSE_DATE) == json::get(stored, CLOSE_DATE) {
        errors.retain(|error| error.field != CLOSE_DATE);
    }
    errors.retain(|error| error.field != "Origin");
    errors
}

fn check(errors: &[FieldError]) -> Result<(), ServiceError> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::invalid_business(errors))
    }
}

/// Adds the next steps to their history when they change. The model limits the history to 50
/// entries; chosen: the oldest are dropped.
fn record_next_steps(opportunity: &mut Value, now: &str) {
    const HISTORY: &str = "LifeCycle.NextStepsHistory";
    let Some(steps) = json::text(opportunity, "LifeCycle.NextSteps").map(str::to_owned) else {
        return;
    };
    let last = json::list(opportunity, HISTORY).last();
    if last.is_none_or(|last| last["Value"] != steps.as_str()) {
        json::push(opportunity, HISTORY, json!({ "Value": steps, "Time": now }));
        let history = json::list(opportunity, HISTORY);
        let recent = history[history.len().saturating_sub(50)..].to_vec();
        json::set(opportunity, HISTORY, Value::Array(recent));
    }
}

/// Assigns an opportunity. No operation returns the assignee, and the effect on the lock is not
/// documented; chosen: it is a change of the opportunity, in every review status.
pub(super) fn assign(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let now = catalog.now();
    let opportunity = catalog.opportunity(call.text("Identifier"))?;
    opportunity["Assignee"] = call.input["Assignee"].clone();
    opportunity["LastModifiedDate"] = json!(now);
    Ok(nothing())
}
