//! Accepts a referral: finds a pending invitation, reads it, and starts the task that accepts it
//! and creates the opportunity.

mod support;

use std::process::ExitCode;

use partner_central_fake::{Fake, ServiceError, sample};
use partnercentral_selling::Client;
use partnercentral_selling::types::{InvitationStatus, ParticipantType, Payload};
use support::{CATALOG, Failure};

const ABOUT: &str = "Accepts the first pending invitation.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, invitation, accept).await
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

/// Invites the partner, as AWS does.
fn invitation(fake: &Fake) -> Result<(), ServiceError> {
    let payload = sample::opportunity_invitation("Example Corp.");
    fake.invite(CATALOG, "Reports by morning", &payload).map(drop)
}
