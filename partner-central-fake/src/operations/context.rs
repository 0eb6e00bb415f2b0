//! Contexts of an engagement.

use serde_json::{Value, json};

use super::membership;
use crate::call::Call;
use crate::error::ServiceError;
use crate::store::{ACCOUNT, Catalog};
use crate::{json, lock, rules};

/// The number of contexts that an engagement may have: the length of the model's list.
const LIMIT: usize = 5;

pub(super) fn create(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    check(call.input)?;
    let now = catalog.now();
    let engagement = catalog.engagement(call.text("EngagementIdentifier"))?;
    membership::check_member(engagement)?;
    let id = add(engagement, call.input)?;
    touch(engagement, &now);
    Ok(output(engagement, &id))
}

pub(super) fn update(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    check(call.input)?;
    let now = catalog.now();
    let engagement = catalog.engagement(call.text("EngagementIdentifier"))?;
    membership::check_member(engagement)?;
    let id = call.text("ContextIdentifier");
    let mut contexts = json::list(engagement, "Contexts").to_vec();
    let context = contexts.iter_mut().find(|context| context["Id"] == id);
    let context = context.ok_or_else(|| ServiceError::not_found("Engagement context", id))?;
    lock::check(
        json::text(engagement, "ModifiedAt").unwrap_or_default(),
        call.text("EngagementLastModifiedAt"),
    )?;
    // That the type of a context cannot change is not documented, but chosen.
    if context["Type"] != call.input["Type"] {
        return Err(ServiceError::not_permitted(
            "Type",
            "The type of a context cannot change",
        ));
    }
    context["Payload"] = updated(&context["Payload"], &call.input["Payload"]);
    let id = context["Id"].as_str().unwrap_or_default().to_owned();
    json::set(engagement, "Contexts", json!(contexts));
    touch(engagement, &now);
    Ok(output(engagement, &id))
}

/// Returns the payload after an update. The update of a lead has one interaction where the lead has
/// a list; the effect is not documented, chosen: it is added.
fn updated(stored: &Value, update: &Value) -> Value {
    let mut payload = update.clone();
    if json::get(update, "Lead").is_some() {
        let mut interactions = json::list(stored, "Lead.Interactions").to_vec();
        interactions.extend(json::get(update, "Lead.Interaction").cloned());
        json::set(&mut payload, "Lead.Interaction", Value::Null);
        json::set(&mut payload, "Lead.Interactions", json!(interactions));
    }
    payload
}

/// Checks that the type names the member of the payload.
pub(super) fn check(context: &Value) -> Result<(), ServiceError> {
    let errors = rules::check(&rules::CONTEXT, context, "");
    if errors.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::invalid_business(&errors))
    }
}

/// Adds a context and returns its identifier, a number from 1: the model has patterns of digits and
/// of up to three characters for it.
pub(super) fn add(engagement: &mut Value, context: &Value) -> Result<String, ServiceError> {
    let count = json::list(engagement, "Contexts").len();
    if count >= LIMIT {
        let message = format!("The engagement has {LIMIT} contexts, the most that it may have");
        return Err(ServiceError::quota(&message));
    }
    let id = (count + 1).to_string();
    let context = json!({ "Id": id, "Type": context["Type"], "Payload": context["Payload"] });
    json::push(engagement, "Contexts", context);
    Ok(id)
}

/// Finds a context.
pub(super) fn find<'a>(engagement: &'a Value, id: &str) -> Option<&'a Value> {
    let contexts = json::list(engagement, "Contexts");
    contexts.iter().find(|context| context["Id"] == id)
}

/// Returns the types of an engagement's contexts, each once.
pub(super) fn types(engagement: &Value) -> Vec<String> {
    let contexts = json::list(engagement, "Contexts").iter();
    let mut types: Vec<String> = contexts
        .filter_map(|context| context["Type"].as_str().map(str::to_owned))
        .collect();
    types.sort();
    types.dedup();
    types
}

/// Records a change by the caller.
pub(super) fn touch(engagement: &mut Value, now: &str) {
    engagement["ModifiedAt"] = json!(now);
    engagement["ModifiedBy"] = json!(ACCOUNT);
}

fn output(engagement: &Value, id: &str) -> Value {
    json!({
        "EngagementId": engagement["Id"],
        "EngagementArn": engagement["Arn"],
        "EngagementLastModifiedAt": engagement["ModifiedAt"],
        "ContextId": id,
    })
}
