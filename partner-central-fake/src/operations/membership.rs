//! The members of an engagement.

use serde_json::{Value, json};

use crate::error::ServiceError;
use crate::json;
use crate::store::{ACCOUNT, COMPANY};

/// Adds an account to the members, unless it is one.
pub(super) fn add_member(engagement: &mut Value, account: &str) {
    let members = json::list(engagement, "Members");
    if members.iter().any(|member| member["AccountId"] == account) {
        return;
    }
    let company = if account == ACCOUNT { COMPANY } else { "AWS" };
    let member = json!({
        "CompanyName": company,
        "WebsiteUrl": "https://member.example",
        "AccountId": account,
    });
    json::push(engagement, "Members", member);
    let count = json::list(engagement, "Members").len();
    engagement["MemberCount"] = json!(count);
}

/// Returns an error if the caller is not a member.
///
/// Source: `ListEngagementMembers` in the API reference. That the other operations of an engagement
/// are for members too is chosen.
pub(super) fn check_member(engagement: &Value) -> Result<(), ServiceError> {
    let members = json::list(engagement, "Members");
    if members.iter().any(|member| member["AccountId"] == ACCOUNT) {
        return Ok(());
    }
    Err(ServiceError::new(
        "AccessDeniedException",
        "The account is not a member of the engagement",
    ))
}
