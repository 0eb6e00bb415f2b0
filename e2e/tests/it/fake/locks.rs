//! The optimistic lock, and updates that replace everything.

use partner_central_fake::sample;
use partnercentral_selling::error::ProvideErrorMetadata;
use partnercentral_selling::primitives::DateTime;
use partnercentral_selling::types::{
    EngagementContextPayload, EngagementContextType, LeadContact, LeadContext, LeadCustomer, LeadInteraction,
    ResourceType, UpdateEngagementContextPayload, UpdateLeadContext,
};
use serde_json::json;

use super::{AWS, get, start, update};

#[tokio::test]
async fn an_update_of_what_somebody_changed_is_a_conflict() {
    let (fake, client) = start().await;
    let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
    let read = get(&client, AWS, &id).await;
    fake.edit_opportunity(AWS, &id, |opportunity| {
        opportunity["LifeCycle"]["NextSteps"] = json!("Somebody was faster");
    })
    .unwrap();
    let error = update(&client, read).send().await.unwrap_err();
    assert_eq!(error.code(), Some("ConflictException"));
    let read = get(&client, AWS, &id).await;
    assert_eq!(read.life_cycle().unwrap().next_steps(), Some("Somebody was faster"));
    update(&client, read).send().await.unwrap();
}

#[tokio::test]
async fn the_lock_goes_back_digit_for_digit() {
    let (fake, client) = start().await;
    let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
    for _ in 0..10 {
        let read = get(&client, AWS, &id).await;
        update(&client, read).send().await.unwrap();
    }
    let (stored, sent) = (fake.opportunity(AWS, &id).unwrap(), fake.requests());
    assert_eq!(
        stored["LastModifiedDate"].as_str().unwrap().len(),
        "2026-11-02T09:15:00.123456Z".len()
    );
    assert_eq!(
        sent.iter()
            .filter(|request| request.operation() == "UpdateOpportunity")
            .count(),
        10
    );
}

#[tokio::test]
async fn what_an_update_leaves_out_is_cleared() {
    let (fake, client) = start().await;
    let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
    let read = get(&client, AWS, &id).await;
    assert!(read.project().is_some() && !read.primary_needs_from_aws().is_empty());
    let call = client.update_opportunity().catalog(AWS).identifier(&id);
    call.last_modified_date(read.last_modified_date)
        .set_customer(read.customer)
        .send()
        .await
        .unwrap();
    let read = get(&client, AWS, &id).await;
    assert!(read.project().is_none() && read.primary_needs_from_aws().is_empty());
    let life_cycle = read.life_cycle().unwrap();
    assert_eq!(life_cycle.stage(), None);
    // Members that only the service sets keep their values.
    assert!(life_cycle.review_status().is_some());
    assert_eq!(life_cycle.next_steps_history().len(), 1);
}

#[tokio::test]
async fn catalogs_are_apart() {
    let (fake, client) = start().await;
    let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
    let error = client
        .get_opportunity()
        .catalog("Sandbox")
        .identifier(&id)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    let listed = client.list_opportunities().catalog("Sandbox").send().await.unwrap();
    assert!(listed.opportunity_summaries().is_empty());
}

/// The lock of an engagement protects its contexts. The payload has the member that the type names.
#[tokio::test]
async fn contexts_have_the_lock_of_their_engagement() {
    let (_fake, client) = start().await;
    let client = client.with_catalog(AWS);
    let customer = LeadCustomer::builder().company_name("Example Corp.").build().unwrap();
    let contact = LeadContact::builder()
        .business_title("Head")
        .email("a@customer.example");
    let contact = contact.first_name("Robin").last_name("Example").build().unwrap();
    let interaction = LeadInteraction::builder().source_type("Event").source_id("7");
    let interaction = interaction.source_name("Days").contact(contact).build().unwrap();
    let lead = LeadContext::builder()
        .customer(customer.clone())
        .interactions(interaction);
    let payload = EngagementContextPayload::Lead(lead.build().unwrap());
    let call = client
        .create_engagement()
        .title("Leads")
        .description("Leads of the days");
    let engagement = call.send().await.unwrap();
    let id = engagement.id().unwrap();
    let create = |kind| {
        let call = client.create_engagement_context().engagement_identifier(id);
        call.r#type(kind).payload(payload.clone()).send()
    };
    let error = create(EngagementContextType::CustomerProject).await.unwrap_err();
    assert_eq!(error.code(), Some("ValidationException"), "{error}");
    let context = create(EngagementContextType::Lead).await.unwrap();
    let update = |lock: DateTime| {
        let lead = UpdateLeadContext::builder().customer(customer.clone()).build().unwrap();
        client
            .update_engagement_context()
            .engagement_identifier(id)
            .context_identifier(context.context_id().unwrap())
            .r#type(EngagementContextType::Lead)
            .payload(UpdateEngagementContextPayload::Lead(lead))
            .engagement_last_modified_at(lock)
            .send()
    };
    let lock = *context.engagement_last_modified_at().unwrap();
    let updated = update(lock).await.unwrap();
    let error = update(lock).await.unwrap_err();
    assert_eq!(error.code(), Some("ConflictException"), "{error}");
    update(*updated.engagement_last_modified_at()).await.unwrap();
}

/// A snapshot job needs the role of the settings.
#[tokio::test]
async fn a_snapshot_job_without_a_role_says_so() {
    let (fake, client) = start().await;
    let client = client.with_catalog(AWS);
    let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
    let call = client.create_engagement().title("Reports").description("By morning");
    let engagement = call.send().await.unwrap();
    let job = client
        .create_resource_snapshot_job()
        .engagement_identifier(engagement.id().unwrap())
        .resource_type(ResourceType::Opportunity)
        .resource_identifier(&id)
        .resource_snapshot_template_identifier("Template")
        .send()
        .await
        .unwrap();
    let job = job.id().unwrap();
    let role = "arn:aws:iam::111122223333:role/SnapshotRole";
    for (role, has_failed) in [(None, true), (Some(role), false)] {
        if let Some(role) = role {
            let call = client.put_selling_system_settings();
            call.resource_snapshot_job_role_identifier(role).send().await.unwrap();
            let call = client
                .stop_resource_snapshot_job()
                .resource_snapshot_job_identifier(job);
            call.send().await.unwrap();
        }
        let call = client
            .start_resource_snapshot_job()
            .resource_snapshot_job_identifier(job);
        call.send().await.unwrap();
        let call = client.get_resource_snapshot_job().resource_snapshot_job_identifier(job);
        let read = call.send().await.unwrap();
        assert_eq!(read.last_successful_execution_date().is_none(), has_failed, "{read:?}");
        assert!(read.last_failure().is_some(), "{read:?}");
    }
}
