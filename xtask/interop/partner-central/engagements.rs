//! Engagements, their members and their contexts.

use super::super::sdk::Client;
use super::super::sdk::types::{
    EngagementContextPayload, EngagementContextType, LeadContact, LeadContext, LeadCustomer, LeadInteraction,
    UpdateEngagementContextPayload, UpdateLeadContext,
};
use super::{Built, CATALOG, Report, Result};

/// Returns the identifier of an engagement with a lead.
pub(super) async fn run(client: &Client, report: &mut Report) -> Result<String> {
    let created = client
        .create_engagement()
        .catalog(CATALOG)
        .title("A joint engagement")
        .description("Of two companies")
        .send()
        .await?;
    let id = created.id().ok_or("no identifier")?.to_owned();
    report.line("CreateEngagement", &[&id, created.arn().unwrap_or("none")]);
    context(client, report, &id).await?;
    let got = client.get_engagement().catalog(CATALOG).identifier(&id).send().await?;
    let context = got.contexts().first().ok_or("no context")?;
    let lead = context
        .payload()
        .and_then(|payload| payload.as_lead().ok())
        .ok_or("no lead")?;
    report.line(
        "GetEngagement",
        &[
            got.title().unwrap_or("none"),
            &got.member_count().unwrap_or_default().to_string(),
            context.r#type().as_str(),
            lead.qualification_status(),
            &lead.interactions().len().to_string(),
        ],
    );
    let listed = client
        .list_engagements()
        .catalog(CATALOG)
        .context_types(EngagementContextType::Lead)
        .send()
        .await?;
    for engagement in listed.engagement_summary_list() {
        let types: Vec<_> = engagement.context_types().iter().map(|kind| kind.as_str()).collect();
        report.line(
            "ListEngagements",
            &[engagement.id().unwrap_or("none"), &types.join(" ")],
        );
    }
    let members = client
        .list_engagement_members()
        .catalog(CATALOG)
        .identifier(&id)
        .send()
        .await?;
    for member in members.engagement_member_list() {
        let (company, account) = (
            member.company_name().unwrap_or("none"),
            member.account_id().unwrap_or("none"),
        );
        report.line("ListEngagementMembers", &[company, account]);
    }
    Ok(id)
}

fn customer() -> Result<LeadCustomer> {
    let customer = LeadCustomer::builder()
        .company_name("Example Corp.")
        .website_url("https://customer.example");
    Ok(customer.build()?)
}

fn interaction() -> Result<LeadInteraction> {
    let contact = LeadContact::builder()
        .business_title("Head of Reports")
        .email("head@customer.example")
        .first_name("Robin")
        .last_name("Example")
        .build()?;
    let interaction = LeadInteraction::builder()
        .source_type("Event")
        .source_id("event-7")
        .source_name("Harbour days")
        .customer_action("Asked")
        .contact(contact);
    interaction.build().built()
}

async fn context(client: &Client, report: &mut Report, engagement: &str) -> Result<()> {
    let lead = LeadContext::builder()
        .customer(customer()?)
        .interactions(interaction()?)
        .build()?;
    let created = client
        .create_engagement_context()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .r#type(EngagementContextType::Lead)
        .payload(EngagementContextPayload::Lead(lead.clone()))
        .send()
        .await?;
    let id = created.context_id().ok_or("no identifier")?;
    report.line("CreateEngagementContext", &[id]);
    let mismatched = client
        .create_engagement_context()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .r#type(EngagementContextType::CustomerProject)
        .payload(EngagementContextPayload::Lead(lead))
        .send()
        .await;
    report.error("CreateEngagementContext", mismatched);
    let lead = UpdateLeadContext::builder()
        .qualification_status("Qualified")
        .customer(customer()?)
        .interaction(interaction()?)
        .build()
        .built()?;
    let call = client
        .update_engagement_context()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .context_identifier(id)
        .r#type(EngagementContextType::Lead)
        .payload(UpdateEngagementContextPayload::Lead(lead))
        .set_engagement_last_modified_at(created.engagement_last_modified_at);
    let updated = call.clone().send().await?;
    report.line("UpdateEngagementContext", &[updated.context_id()]);
    report.error("UpdateEngagementContext", call.send().await);
    Ok(())
}
