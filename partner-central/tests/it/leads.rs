//! An opportunity from a lead.

use partner_central::{FlowError, lead_to_opportunity};
use partner_central_fake::Fake;
use partnercentral_selling::Client;
use partnercentral_selling::types::{
    EngagementContextDetails, EngagementContextPayload, EngagementContextType, LeadAddress, LeadContact, LeadContext,
    LeadCustomer, LeadInteraction,
};

use crate::support::{CATALOG, client};

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
