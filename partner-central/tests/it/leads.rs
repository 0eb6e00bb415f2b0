//! An opportunity from a lead.

use partner_central::{FlowError, LeadProgress, lead_to_opportunity};
use partner_central_fake::{Fake, TaskFailure};
use partnercentral_selling::Client;
use partnercentral_selling::types::{
    EngagementContextDetails, EngagementContextPayload, EngagementContextType, LeadAddress, LeadContact, LeadContext,
    LeadCustomer, LeadInteraction,
};

use crate::crash;
use crate::support::{CATALOG, client, count};

fn lead(company: &str) -> EngagementContextDetails {
    let contact = LeadContact::builder()
        .business_title("Head of Reports")
        .email("head@customer.example")
        .first_name("Robin")
        .last_name("Example")
        .build()
        .unwrap();
    let interaction = LeadInteraction::builder()
        .source_type("Event")
        .source_id("event-7")
        .source_name("Harbour days")
        .contact(contact)
        .build()
        .unwrap();
    let customer = LeadCustomer::builder()
        .company_name(company)
        .website_url("https://customer.example")
        .address(LeadAddress::builder().build())
        .build()
        .unwrap();
    let lead = LeadContext::builder()
        .customer(customer)
        .interactions(interaction)
        .build()
        .unwrap();
    EngagementContextDetails::builder()
        .r#type(EngagementContextType::Lead)
        .payload(EngagementContextPayload::Lead(lead))
        .build()
        .unwrap()
}

async fn engagement(client: &Client, leads: &[&str]) -> String {
    let contexts = leads.iter().map(|company| lead(company)).collect();
    let created = client
        .create_engagement()
        .catalog(CATALOG)
        .title("Leads")
        .description("Leads of the harbour days")
        .set_contexts(Some(contexts))
        .send()
        .await
        .unwrap();
    created.id.unwrap()
}

#[tokio::test]
async fn a_lead_becomes_an_opportunity() {
    let fake = Fake::start().await.unwrap();
    let client = client(&fake);
    let engagement = engagement(&client, &["Example Corp."]).await;
    let opportunity = lead_to_opportunity(&client, CATALOG, engagement).run().await.unwrap();
    let account = opportunity.customer().unwrap().account().unwrap();
    assert_eq!(account.company_name(), "Example Corp.");
}

#[tokio::test]
async fn one_of_several_leads_must_be_chosen() {
    let fake = Fake::start().await.unwrap();
    let client = client(&fake);
    let engagement = engagement(&client, &["First Corp.", "Second Corp."]).await;
    let error = lead_to_opportunity(&client, CATALOG, &engagement)
        .run()
        .await
        .unwrap_err();
    let FlowError::AmbiguousLead { contexts, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(contexts.len(), 2);
    let chosen = lead_to_opportunity(&client, CATALOG, &engagement).context(&contexts[1]);
    let opportunity = chosen.run().await.unwrap();
    let account = opportunity.customer().unwrap().account().unwrap();
    assert_eq!(account.company_name(), "Second Corp.");
}

#[tokio::test]
async fn a_crash_at_any_request_makes_one_opportunity() {
    let crashes = crash::at_each_request(
        async |_, client| engagement(client, &["Example Corp."]).await,
        async |client, engagement, storage| {
            let mut progress = match storage.text.as_str() {
                "" => LeadProgress::new(),
                text => text.parse().unwrap(),
            };
            let save = |progress: &LeadProgress| storage.store(progress.to_string());
            let flow = lead_to_opportunity(client, CATALOG, engagement);
            flow.resume(&mut progress, save).await.map(drop)
        },
        async |_, client, _, when| {
            let tasks = client.list_opportunity_from_engagement_tasks().catalog(CATALOG);
            assert_eq!(tasks.send().await.unwrap().task_summaries().len(), 1, "{when}");
            let page = client.list_opportunities().catalog(CATALOG).send().await.unwrap();
            assert_eq!(page.opportunity_summaries().len(), 1, "{when}");
        },
    );
    // The requests: read the engagement, start, poll, read. The process crashes before and after
    // each.
    assert_eq!(crashes.await, 8);
}

#[tokio::test]
async fn a_failed_task_is_started_again_by_the_next_run() {
    let fake = Fake::start().await.unwrap();
    let client = client(&fake);
    let engagement = engagement(&client, &["Example Corp."]).await;
    fake.fail_next_task(None, &TaskFailure::new("InternalError", "broken"));
    let mut progress = LeadProgress::new();
    let flow = || lead_to_opportunity(&client, CATALOG, &engagement);
    let failed = flow().resume(&mut progress, |_| Ok(())).await;
    assert!(matches!(failed, Err(FlowError::TaskFailed { .. })));
    assert!(progress.task().is_none() && progress.context().is_some());
    let done = flow().resume(&mut progress, |_| Ok(())).await.unwrap();
    let again = flow().resume(&mut progress, |_| Ok(())).await.unwrap();
    assert_eq!(done.id(), again.id());
    assert_eq!(count(&fake, "StartOpportunityFromEngagementTask"), 2);
}
