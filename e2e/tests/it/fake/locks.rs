//! The optimistic lock, and updates that replace everything.

use partner_central_fake::sample;
use partnercentral_selling::error::ProvideErrorMetadata;
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
    // What only the service sets stays.
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
