//! Invitations, sent and received.

use super::super::sdk::Client;
use super::super::sdk::types::{
    AccountReceiver, Invitation, LeadInvitationCustomer, LeadInvitationInteraction, LeadInvitationPayload,
    OpportunityOrigin, ParticipantType, Payload, Receiver,
};
use super::opportunities::create;
use super::{Built, CATALOG, Report, Result};

pub(super) async fn run(client: &Client, report: &mut Report) -> Result<()> {
    send(client, report).await?;
    // In the Sandbox a referral of AWS is created by the partner; an invitation comes with it.
    for company in ["Third Corp.", "Fourth Corp.", "Fifth Corp."] {
        create(client, report, company, OpportunityOrigin::AwsReferral).await?;
    }
    let received = client
        .list_engagement_invitations()
        .catalog(CATALOG)
        .participant_type(ParticipantType::Receiver)
        .send()
        .await?;
    let ids: Vec<&str> = received
        .engagement_invitation_summaries()
        .iter()
        .map(|summary| summary.id())
        .collect();
    report.line("ListEngagementInvitations", &ids);
    let [accepted, rejected, by_task] = ids[..] else {
        return Err("not three invitations".into());
    };
    client
        .accept_engagement_invitation()
        .catalog(CATALOG)
        .identifier(accepted)
        .send()
        .await?;
    report.line(
        "AcceptEngagementInvitation",
        &[status(client, accepted).await?.as_str()],
    );
    let again = client
        .accept_engagement_invitation()
        .catalog(CATALOG)
        .identifier(accepted)
        .send()
        .await;
    report.error("AcceptEngagementInvitation", again);
    client
        .reject_engagement_invitation()
        .catalog(CATALOG)
        .identifier(rejected)
        .rejection_reason("Customer problem unclear")
        .send()
        .await?;
    report.line(
        "RejectEngagementInvitation",
        &[status(client, rejected).await?.as_str()],
    );
    start(client, report, by_task).await
}

async fn status(client: &Client, id: &str) -> Result<String> {
    let got = client
        .get_engagement_invitation()
        .catalog(CATALOG)
        .identifier(id)
        .send()
        .await?;
    Ok(got.status().map_or("none", |status| status.as_str()).to_owned())
}

async fn send(client: &Client, report: &mut Report) -> Result<()> {
    let engagement = client
        .create_engagement()
        .catalog(CATALOG)
        .title("An engagement")
        .send()
        .await?;
    let account = AccountReceiver::builder().aws_account_id("222233334444").build()?;
    let customer = LeadInvitationCustomer::builder()
        .company_name("Example Corp.")
        .country_code("US")
        .build()?;
    let interaction = LeadInvitationInteraction::builder()
        .source_type("Event")
        .source_id("event-7")
        .source_name("Harbour days")
        .contact_business_title("Head of Reports")
        .build()?;
    let payload = LeadInvitationPayload::builder()
        .customer(customer)
        .interaction(interaction)
        .build()
        .built()?;
    let invitation = Invitation::builder()
        .message("Hello \u{1F680}\n\"Robin\"")
        .receiver(Receiver::Account(account))
        .payload(Payload::LeadInvitation(payload))
        .build()?;
    let created = client
        .create_engagement_invitation()
        .catalog(CATALOG)
        .engagement_identifier(engagement.id().ok_or("no identifier")?)
        .invitation(invitation)
        .send()
        .await?;
    report.line("CreateEngagementInvitation", &[created.id(), created.arn()]);
    let got = client
        .get_engagement_invitation()
        .catalog(CATALOG)
        .identifier(created.arn())
        .send()
        .await?;
    let payload = got
        .payload()
        .and_then(|payload| payload.as_lead_invitation().ok())
        .ok_or("no lead")?;
    // Optional in one of the crates.
    let customer: Option<&LeadInvitationCustomer> = payload.customer().into();
    report.line(
        "GetEngagementInvitation",
        &[
            got.payload_type().map_or("none", |kind| kind.as_str()),
            customer.map_or("none", |customer| customer.company_name()),
            got.invitation_message()
                .map_or("none", |text| text.split('\n').next_back().unwrap_or("none")),
        ],
    );
    Ok(())
}

async fn start(client: &Client, report: &mut Report, invitation: &str) -> Result<()> {
    let started = client
        .start_engagement_by_accepting_invitation_task()
        .catalog(CATALOG)
        .identifier(invitation)
        .send()
        .await?;
    let id = started.task_id().ok_or("no identifier")?;
    report.line("StartEngagementByAcceptingInvitationTask", &[id]);
    for _ in 0..2 {
        let tasks = client
            .list_engagement_by_accepting_invitation_tasks()
            .catalog(CATALOG)
            .task_identifier(id)
            .send()
            .await?;
        let task = tasks.task_summaries().first().ok_or("no task")?;
        report.line(
            "ListEngagementByAcceptingInvitationTasks",
            &[
                task.task_status().map_or("none", |status| status.as_str()),
                task.opportunity_id().unwrap_or("none"),
            ],
        );
    }
    Ok(())
}
