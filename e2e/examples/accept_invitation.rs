//! Takes up a referral: finds a pending invitation, reads it, and starts the task that accepts it
//! and makes the opportunity.

mod support;

use std::process::ExitCode;

use e2e::{Answer, Request};
use partnercentral_selling::Client;
use partnercentral_selling::types::{InvitationStatus, ParticipantType, Payload};
use serde_json::json;
use support::{CATALOG, Failure};

const ABOUT: &str = "Accepts the first pending invitation.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, service, accept).await
}

async fn accept(client: Client) -> Result<(), Failure> {
    let pending = client
        .list_engagement_invitations()
        .catalog(CATALOG)
        .participant_type(ParticipantType::Receiver)
        .status(InvitationStatus::Pending);
    let mut invitations = pending.into_paginator().items().send();
    let Some(summary) = invitations.try_next().await? else {
        println!("There is no pending invitation.");
        return Ok(());
    };

    let invitation = client
        .get_engagement_invitation()
        .catalog(CATALOG)
        .identifier(summary.id())
        .send()
        .await?;
    println!(
        "{} from {}",
        invitation.id(),
        invitation.sender_company_name().unwrap_or("an unnamed sender")
    );
    match invitation.payload() {
        Some(Payload::OpportunityInvitation(payload)) => {
            let (customer, project) = (payload.customer(), payload.project());
            println!(
                "  {} for {}: {}",
                project.title(),
                customer.company_name(),
                project.business_problem()
            );
        }
        Some(Payload::LeadInvitation(payload)) => println!("  a lead: {}", payload.customer().company_name()),
        // Unions grow: this version of the client does not know what it is, and another one will.
        _ => println!("  something new"),
    }

    let task = client
        .start_engagement_by_accepting_invitation_task()
        .catalog(CATALOG)
        .identifier(invitation.id())
        .send()
        .await?;
    println!("accepting     {}", task.task_id().unwrap_or("without an identifier"));
    println!("opportunity   {}", task.opportunity_id().unwrap_or("not yet known"));
    Ok(())
}

/// The responses of the server in this process.
fn service(request: &Request) -> Answer {
    let id = "engi-0123456789abc";
    let body = match request.operation() {
        "ListEngagementInvitations" => {
            json!({ "EngagementInvitationSummaries": [{ "Id": id, "Catalog": CATALOG, "Status": "PENDING" }] })
        }
        "GetEngagementInvitation" => json!({
            "Id": id,
            "Catalog": CATALOG,
            "SenderCompanyName": "AWS",
            "Payload": { "OpportunityInvitation": {
                "ReceiverResponsibilities": ["Reseller"],
                "Customer": {
                    "CompanyName": "Example Corp.", "Industry": "Retail", "CountryCode": "US", "WebsiteUrl": "https://customer.example",
                },
                "Project": {
                    "Title": "Reports by morning",
                    "BusinessProblem": "Reports that are due in the morning take until noon.",
                    "TargetCompletionDate": "2027-12-31",
                    "ExpectedCustomerSpend": [],
                },
            } },
        }),
        _ => json!({ "TaskId": "task-0123456789abc", "TaskStatus": "IN_PROGRESS", "OpportunityId": "O1234567" }),
    };
    Answer::json(200, &body)
}
