//! Invitations to engagements.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{engagement, membership, nothing};
use crate::call::Call;
use crate::error::ServiceError;
use crate::query::{self, Order};
use crate::store::{ACCOUNT, AWS_ACCOUNT, COMPANY, Catalog};
use crate::time::date_time;
use crate::{arn, json};

/// The time after which a pending invitation expires.
///
/// Source: `ListEngagementInvitations` in the API reference.
const LIFETIME: Duration = Duration::from_secs(15 * 24 * 60 * 60);

/// The number of members that an engagement may have: the length of the model's list.
const MEMBER_LIMIT: usize = 10;

pub(super) fn create(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let engagement = catalog.engagement(call.text("EngagementIdentifier"))?;
    membership::check_member(engagement)?;
    if json::list(engagement, "Members").len() >= MEMBER_LIMIT {
        let message = format!("The engagement has {MEMBER_LIMIT} members, the most that it may have");
        return Err(ServiceError::quota(&message));
    }
    let engagement = engagement.clone();
    let id = add(catalog, &engagement, &call.input["Invitation"], Sender::Caller);
    catalog.invitation(&id).cloned()
}

/// The side that sends an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    Caller,
    Aws,
}

/// Adds an invitation to an engagement and returns its identifier.
pub(super) fn add(catalog: &mut Catalog, engagement: &Value, invitation: &Value, sender: Sender) -> String {
    let id = catalog.id("engi-", 13);
    let now = catalog.now();
    let expires = SignedDuration::try_from(LIFETIME).and_then(|lifetime| catalog.time().checked_add(lifetime));
    let payload_type = invitation["Payload"].as_object().and_then(|union| union.keys().next());
    let (account, company, participant) = match sender {
        Sender::Caller => (ACCOUNT, COMPANY, "SENDER"),
        Sender::Aws => (AWS_ACCOUNT, "AWS", "RECEIVER"),
    };
    let document = json!({
        "Id": id,
        "Arn": arn::invitation(catalog.name, &id),
        "Catalog": catalog.name,
        "PayloadType": payload_type,
        "Payload": invitation["Payload"],
        "InvitationMessage": invitation["Message"],
        "Receiver": invitation["Receiver"],
        "EngagementId": engagement["Id"],
        "EngagementTitle": engagement["Title"],
        "EngagementDescription": engagement["Description"],
        "ExistingMembers": engagement["Members"],
        "Status": "PENDING",
        "InvitationDate": now,
        "ExpirationDate": expires.map(date_time).ok(),
        "SenderAwsAccountId": account,
        "SenderCompanyName": company,
        "ParticipantType": participant,
    });
    catalog.invitations.insert(id.clone(), document);
    id
}

/// Adds an invitation of the caller by AWS with this payload, and returns its identifier.
pub(crate) fn add_received(catalog: &mut Catalog, title: &str, payload: &Value) -> Result<String, ServiceError> {
    let engagement = engagement::add(catalog, Some(title), None, AWS_ACCOUNT);
    let engagement = catalog.engagement(&engagement)?.clone();
    let invitation = json!({
        "Message": "Join us in this engagement",
        "Receiver": { "Account": { "AwsAccountId": ACCOUNT } },
        "Payload": payload,
    });
    Ok(add(catalog, &engagement, &invitation, Sender::Aws))
}

/// Adds the invitation that comes with a referral of AWS.
pub(super) fn add_referral(catalog: &mut Catalog, opportunity: &Value) -> Result<(), ServiceError> {
    let title = json::text(opportunity, "Project.Title")
        .unwrap_or("Referral")
        .to_owned();
    let title: String = title.chars().take(40).collect();
    let Some(payload) = opportunity_payload(opportunity) else {
        return Ok(());
    };
    let id = add_received(catalog, &title, &payload)?;
    catalog.invitation(&id)?["OpportunityId"] = opportunity["Id"].clone();
    Ok(())
}

/// Returns the payload of an invitation to an opportunity, if it has what the payload requires.
pub(super) fn opportunity_payload(opportunity: &Value) -> Option<Value> {
    let text = |path: &str| json::text(opportunity, path);
    let spend = json::list(opportunity, "Project.ExpectedCustomerSpend");
    Some(json!({ "OpportunityInvitation": {
        "ReceiverResponsibilities": ["Software Partner"],
        "Customer": {
            "Industry": text("Customer.Account.Industry")?,
            "CompanyName": text("Customer.Account.CompanyName")?,
            "WebsiteUrl": text("Customer.Account.WebsiteUrl")?,
            "CountryCode": text("Customer.Account.Address.CountryCode")?,
        },
        "Project": {
            "Title": text("Project.Title")?,
            "BusinessProblem": text("Project.CustomerBusinessProblem")?,
            "TargetCompletionDate": text("LifeCycle.TargetCloseDate")?,
            "ExpectedCustomerSpend": spend,
        },
    } }))
}

pub(super) fn get(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let invitation = catalog.invitation(call.text("Identifier"))?;
    if invitation["Status"] == "REJECTED" && invitation["ParticipantType"] == "RECEIVER" {
        // Source: `RejectEngagementInvitation` in the API reference, the data becomes inaccessible.
        // The part that is meant is not documented; chosen: the payload.
        let mut rejected = invitation.clone();
        json::set(&mut rejected, "Payload", Value::Null);
        return Ok(rejected);
    }
    Ok(invitation.clone())
}

pub(super) fn list(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let input = call.input;
    let ids: Vec<String> = catalog.invitations.keys().cloned().collect();
    let mut items = Vec::new();
    for id in ids {
        let invitation = catalog.invitation(&id)?;
        let text = |path: &str| json::text(invitation, path);
        let matches = query::is(input, "ParticipantType", text("ParticipantType"))
            && query::is_in(input, "PayloadType", text("PayloadType"))
            && query::is_in(input, "Status", text("Status"))
            && query::is_in(input, "EngagementIdentifier", text("EngagementId"))
            && query::is_in(input, "SenderAwsAccountId", text("SenderAwsAccountId"));
        if matches {
            items.push(invitation.clone());
        }
    }
    // The default order is not documented; chosen: the newest first.
    let keys = [("InvitationDate", "InvitationDate")];
    query::sort(&mut items, input, &keys, Order::Descending);
    query::page(call, items)
}

pub(super) fn accept(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    accept_invitation(catalog, call.text("Identifier"))?;
    Ok(nothing())
}

/// Accepts an invitation, which makes the caller a member of the engagement.
pub(super) fn accept_invitation(catalog: &mut Catalog, id: &str) -> Result<Value, ServiceError> {
    let now = catalog.now();
    let invitation = pending(catalog, id)?;
    invitation["Status"] = json!("ACCEPTED");
    let invitation = invitation.clone();
    let engagement = catalog.engagement(json::text(&invitation, "EngagementId").unwrap_or_default())?;
    membership::add_member(engagement, ACCOUNT);
    engagement["ModifiedAt"] = json!(now);
    Ok(invitation)
}

pub(super) fn reject(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let invitation = pending(catalog, call.text("Identifier"))?;
    invitation["Status"] = json!("REJECTED");
    invitation["RejectionReason"] = call.input["RejectionReason"].clone();
    Ok(nothing())
}

/// Finds an invitation that the caller can respond to.
fn pending<'a>(catalog: &'a mut Catalog, id: &str) -> Result<&'a mut Value, ServiceError> {
    let invitation = catalog.invitation(id)?;
    if invitation["ParticipantType"] != "RECEIVER" {
        return Err(ServiceError::new(
            "AccessDeniedException",
            "Only the receiver can respond to the invitation",
        ));
    }
    if invitation["Status"] != "PENDING" {
        let message = format!("The invitation is not pending: {}", invitation["Status"]);
        return Err(ServiceError::conflict(&message));
    }
    Ok(invitation)
}
