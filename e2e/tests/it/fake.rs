//! The client against the fake service: all operations, flows, faults.

mod bound_members;
mod faults;
mod finished_tasks;
mod flows;
mod later_versions;
mod locks;
mod quotas;
mod reviews;
mod rules;
mod tasks;
mod updates;

#[path = "../../../xtask/interop/partner-central/scenario.rs"]
mod scenario;

use std::collections::BTreeSet;

use partner_central_fake::{Fake, sample};
use partnercentral_selling as sdk;
use partnercentral_selling::Client;
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::operation::update_opportunity::builders::UpdateOpportunityFluentBuilder;

/// The catalog in which reviews by AWS are simulated.
const SANDBOX: &str = "Sandbox";

/// The catalog of real opportunities.
const AWS: &str = "AWS";

/// Starts a service, and returns it with a client.
async fn start() -> (Fake, Client) {
    let fake = Fake::start().await.unwrap();
    let client = e2e::client(&fake);
    (fake, client)
}

/// Adds an opportunity that can be submitted, with its solution.
async fn submittable(fake: &Fake, client: &Client, catalog: &str) -> String {
    let id = fake
        .add_opportunity(catalog, sample::opportunity("Example Corp."))
        .unwrap();
    let solution = fake.add_solution(catalog, "Night Reports").unwrap();
    client
        .associate_opportunity()
        .catalog(catalog)
        .opportunity_identifier(&id)
        .related_entity_type(sdk::types::RelatedEntityType::Solutions)
        .related_entity_identifier(solution)
        .send()
        .await
        .unwrap();
    id
}

async fn get(client: &Client, catalog: &str, id: &str) -> GetOpportunityOutput {
    client
        .get_opportunity()
        .catalog(catalog)
        .identifier(id)
        .send()
        .await
        .unwrap()
}

/// Reads an invitation.
async fn invitation(client: &Client, catalog: &str, id: &str) -> GetEngagementInvitationOutput {
    let call = client.get_engagement_invitation().catalog(catalog).identifier(id);
    call.send().await.unwrap()
}

/// Returns an update that changes nothing.
fn update(client: &Client, read: GetOpportunityOutput) -> UpdateOpportunityFluentBuilder {
    client
        .update_opportunity()
        .catalog(read.catalog)
        .identifier(read.id)
        .last_modified_date(read.last_modified_date)
        .set_customer(read.customer)
        .set_life_cycle(read.life_cycle)
        .set_marketing(read.marketing)
        .set_national_security(read.national_security)
        .set_opportunity_type(read.opportunity_type)
        .set_partner_opportunity_identifier(read.partner_opportunity_identifier)
        .set_primary_needs_from_aws(read.primary_needs_from_aws)
        .set_project(read.project)
        .set_software_revenue(read.software_revenue)
}

#[tokio::test]
async fn every_operation_is_called() {
    let (fake, client) = start().await;
    let lines = scenario::run(&client).await.unwrap();
    insta::assert_snapshot!(lines.join("\n"));
    let requests = fake.requests();
    let called: BTreeSet<_> = requests.iter().map(|request| request.operation()).collect();
    assert_eq!(called, partner_central_fake::operations().into_iter().collect());
}
