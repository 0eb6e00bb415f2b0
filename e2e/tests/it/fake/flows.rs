//! Lists over several pages, and referrals of AWS.

use partner_central_fake::sample;
use partnercentral_selling::error::ProvideErrorMetadata;
use partnercentral_selling::types::{
    InvitationStatus, LastModifiedDate, OpportunityOrigin, OpportunitySort, OpportunitySortName, ParticipantType,
    SortOrder,
};

use super::{AWS, SANDBOX, get, invitation, start, update};

#[tokio::test]
async fn pages_have_all_opportunities_in_order() {
    let (fake, client) = start().await;
    let mut ids = Vec::new();
    for number in 0..25 {
        ids.push(
            fake.add_opportunity(AWS, sample::opportunity(&format!("Company {number:02}")))
                .unwrap(),
        );
    }
    for (order, page_size, pages) in [
        (SortOrder::Ascending, None, 2),
        (SortOrder::Ascending, Some(7), 4),
        (SortOrder::Descending, Some(25), 1),
    ] {
        let sort = OpportunitySort::builder()
            .sort_by(OpportunitySortName::CustomerCompanyName)
            .sort_order(order.clone());
        let call = client
            .list_opportunities()
            .catalog(AWS)
            .sort(sort.build().unwrap())
            .set_max_results(page_size);
        let found = call
            .into_paginator()
            .send()
            .collect::<Result<Vec<_>, _>>()
            .await
            .unwrap();
        assert_eq!(found.len(), pages);
        let found = found.iter().flat_map(|page| page.opportunity_summaries());
        let mut found: Vec<_> = found.map(|summary| summary.id().unwrap().to_owned()).collect();
        if order == SortOrder::Descending {
            found.reverse();
        }
        assert_eq!(found, ids);
    }
}

#[tokio::test]
async fn changes_since_a_time_of_the_service() {
    let (fake, client) = start().await;
    let first = fake.add_opportunity(AWS, sample::opportunity("First")).unwrap();
    let second = fake.add_opportunity(AWS, sample::opportunity("Second")).unwrap();
    let since = get(&client, AWS, &second).await.last_modified_date;
    let listed = || {
        let filter = LastModifiedDate::builder().after_last_modified_date(since).build();
        client
            .list_opportunities()
            .catalog(AWS)
            .last_modified_date(filter)
            .send()
    };
    let ids = |output: partnercentral_selling::operation::list_opportunities::ListOpportunitiesOutput| {
        let summaries = output.opportunity_summaries.into_iter();
        summaries.filter_map(|summary| summary.id).collect::<Vec<_>>()
    };
    // The limit itself is included.
    assert_eq!(ids(listed().await.unwrap()), std::slice::from_ref(&second));
    let read = get(&client, AWS, &first).await;
    update(&client, read).send().await.unwrap();
    assert_eq!(ids(listed().await.unwrap()), [first, second]);
}

#[tokio::test]
async fn a_token_of_another_query_is_refused() {
    let (fake, client) = start().await;
    for company in ["First", "Second"] {
        fake.add_opportunity(AWS, sample::opportunity(company)).unwrap();
    }
    let page = client
        .list_opportunities()
        .catalog(AWS)
        .max_results(1)
        .send()
        .await
        .unwrap();
    let token = page.next_token().unwrap();
    let call = client.list_opportunities().catalog(AWS).next_token(token);
    assert_eq!(call.clone().send().await.unwrap().opportunity_summaries().len(), 1);
    let error = call.customer_company_name("First").send().await.unwrap_err();
    assert_eq!(error.code(), Some("ValidationException"));
}

#[tokio::test]
async fn a_referral_of_aws_is_an_invitation() {
    let (fake, client) = start().await;
    let id = fake
        .invite(SANDBOX, "Reports", &sample::opportunity_invitation("Example Corp."))
        .unwrap();
    let pending = client
        .list_engagement_invitations()
        .catalog(SANDBOX)
        .participant_type(ParticipantType::Receiver)
        .status(InvitationStatus::Pending);
    let listed = pending.clone().send().await.unwrap();
    assert_eq!(listed.engagement_invitation_summaries()[0].id(), id);
    client
        .start_engagement_by_accepting_invitation_task()
        .catalog(SANDBOX)
        .identifier(&id)
        .send()
        .await
        .unwrap();
    fake.complete_tasks();
    assert!(
        pending
            .send()
            .await
            .unwrap()
            .engagement_invitation_summaries()
            .is_empty()
    );
    let tasks = client
        .list_engagement_by_accepting_invitation_tasks()
        .catalog(SANDBOX)
        .send()
        .await
        .unwrap();
    let opportunity = tasks.task_summaries()[0].opportunity_id().unwrap();
    let read = get(&client, SANDBOX, opportunity).await;
    assert_eq!(
        read.customer().unwrap().account().unwrap().company_name(),
        "Example Corp."
    );
    // The real catalog rejects referrals that a partner invents.
    let created = client
        .create_opportunity()
        .catalog(AWS)
        .origin(OpportunityOrigin::AwsReferral)
        .send()
        .await;
    assert!(created.unwrap_err().to_string().contains("Origin"));
}

#[tokio::test]
async fn a_rejected_invitation_shows_no_payload() {
    let (fake, client) = start().await;
    let id = fake
        .invite(AWS, "Reports", &sample::lead_invitation("Example Corp."))
        .unwrap();
    let call = client.reject_engagement_invitation().catalog(AWS).identifier(&id);
    call.rejection_reason("Out of scope").send().await.unwrap();
    let got = invitation(&client, AWS, &id).await;
    assert_eq!(got.status(), Some(&InvitationStatus::Rejected));
    assert_eq!((got.payload(), got.rejection_reason()), (None, Some("Out of scope")));
    let again = client
        .accept_engagement_invitation()
        .catalog(AWS)
        .identifier(&id)
        .send()
        .await;
    assert_eq!(again.unwrap_err().code(), Some("ConflictException"));
}
