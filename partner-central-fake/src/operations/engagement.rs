//! Engagements and their members.

use serde_json::{Value, json};

use super::context;
use super::membership::{add_member, check_member};
use crate::call::Call;
use crate::error::ServiceError;
use crate::query::{self, Order};
use crate::store::{ACCOUNT, Catalog};
use crate::{arn, json};

pub(super) fn create(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let contexts = json::list(call.input, "Contexts");
    for context in contexts {
        context::check(context)?;
    }
    let text = |path: &str| json::text(call.input, path);
    let id = add(catalog, text("Title"), text("Description"), ACCOUNT);
    for context in contexts {
        context::add(catalog.engagement(&id)?, context)?;
    }
    catalog.engagement(&id).cloned()
}

/// Adds an engagement, with the account that creates it as its first member.
pub(super) fn add(catalog: &mut Catalog, title: Option<&str>, description: Option<&str>, account: &str) -> String {
    let id = catalog.id("eng-", 14);
    let now = catalog.now();
    let mut engagement = json!({
        "Id": id,
        "Arn": arn::engagement(catalog.name, &id),
        "CreatedAt": now,
        "CreatedBy": account,
        "ModifiedAt": now,
        "ModifiedBy": account,
        "Contexts": [],
    });
    json::set(&mut engagement, "Title", json!(title));
    json::set(&mut engagement, "Description", json!(description));
    add_member(&mut engagement, account);
    catalog.engagements.insert(id.clone(), engagement);
    id
}

pub(super) fn get(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let engagement = catalog.engagement(call.text("Identifier"))?;
    check_member(engagement)?;
    Ok(engagement.clone())
}

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let input = call.input;
    let mut items = Vec::new();
    for engagement in catalog.engagements.values() {
        let created_by = json::text(engagement, "CreatedBy");
        let types = context::types(engagement);
        let has = |filter: &str| types.iter().any(|kind| query::is_in(input, filter, Some(kind)));
        let is_excluded = |filter: &str| !json::list(input, filter).is_empty();
        let matches = check_member(engagement).is_ok()
            && query::is_in(input, "EngagementIdentifier", json::text(engagement, "Id"))
            && query::is_in(input, "CreatedBy", created_by)
            && !(is_excluded("ExcludeCreatedBy") && query::is_in(input, "ExcludeCreatedBy", created_by))
            && (json::list(input, "ContextTypes").is_empty() || has("ContextTypes"))
            && !(is_excluded("ExcludeContextTypes") && has("ExcludeContextTypes"));
        if matches {
            let mut item = engagement.clone();
            item["ContextTypes"] = json!(types);
            items.push(item);
        }
    }
    // The default order is not documented; chosen: the newest first.
    query::sort(&mut items, input, &[("CreatedDate", "CreatedAt")], Order::Descending);
    query::page(call, items)
}

pub(super) fn list_members(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let engagement = catalog.engagement(call.text("Identifier"))?;
    check_member(engagement)?;
    let members = json::list(engagement, "Members").to_vec();
    query::page(call, members)
}
