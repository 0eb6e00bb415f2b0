//! Synchronization: all changes, oldest first, each with the time to continue from.

use std::num::NonZeroU32;
use std::pin::pin;

use futures_util::{StreamExt, TryStreamExt};
use partner_central::{Progress, Submission, changes_since};
use partner_central_fake::{Fake, Fault, ServiceError, sample};
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};

use crate::support::{CATALOG, client, opportunity, terms};

const FAST: NonZeroU32 = NonZeroU32::new(10_000).unwrap();

fn start() -> DateTime {
    DateTime::from_str("2020-01-01T00:00:00Z", DateTimeFormat::DateTime).unwrap()
}

#[tokio::test]
async fn changes_come_oldest_first_and_go_on_where_they_ended() {
    let fake = Fake::start().await.unwrap();
    let mut ids = Vec::new();
    for number in 0..250 {
        let company = format!("Company {number}");
        ids.push(fake.add_opportunity(CATALOG, sample::opportunity(&company)).unwrap());
    }
    let client = client(&fake);
    let changes = changes_since(&client, CATALOG, start()).reads_per_second(FAST);
    let changes: Vec<_> = changes.stream().try_collect().await.unwrap();
    let found: Vec<_> = changes
        .iter()
        .map(|change| change.opportunity.id().to_owned())
        .collect();
    assert_eq!(found, ids);
    assert!(changes.is_sorted_by_key(|change| change.continue_from));
    assert!(changes.iter().all(|change| change.aws_summary.is_none()));

    // A program that stopped after the 100th change continues from it.
    let stored = changes[99].continue_from;
    let rest = changes_since(&client, CATALOG, stored)
        .reads_per_second(FAST)
        .concurrency(16);
    let rest: Vec<_> = rest.stream().try_collect().await.unwrap();
    let found: Vec<_> = rest.iter().map(|change| change.opportunity.id()).collect();
    assert!(found.ends_with(&ids[100..].iter().map(String::as_str).collect::<Vec<_>>()));

    fake.edit_opportunity(CATALOG, &ids[3], |it| it["Project"]["Title"] = "Changed".into())
        .unwrap();
    let last = rest.last().unwrap().continue_from;
    let mut changed = pin!(changes_since(&client, CATALOG, last).reads_per_second(FAST).stream());
    let mut titles = Vec::new();
    while let Some(change) = changed.next().await {
        titles.push(
            change
                .unwrap()
                .opportunity
                .project()
                .unwrap()
                .title()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(titles.last().map(String::as_str), Some("Changed"));
}

#[tokio::test]
async fn a_submitted_opportunity_has_the_summary_of_aws() {
    let fake = Fake::start().await.unwrap();
    let solution = fake.add_solution(CATALOG, "Reports").unwrap();
    let client = client(&fake);
    let submission = Submission::new(CATALOG, opportunity(), terms()).solution(solution);
    submission.run(&client, &mut Progress::new(), |_| Ok(())).await.unwrap();
    let changes = changes_since(&client, CATALOG, start()).reads_per_second(FAST);
    let changes: Vec<_> = changes.stream().try_collect().await.unwrap();
    let id = changes[0].opportunity.id();
    let summary = changes[0].aws_summary.as_ref().unwrap();
    assert_eq!(summary.related_opportunity_id(), Some(id));
}

#[tokio::test]
async fn a_failure_ends_the_stream_with_what_came_before_it() {
    let fake = Fake::start().await.unwrap();
    for company in ["First Corp.", "Second Corp."] {
        fake.add_opportunity(CATALOG, sample::opportunity(company)).unwrap();
    }
    let client = client(&fake);
    fake.fail_next_of(
        "GetAwsOpportunitySummary",
        Fault::Error(ServiceError::new("AccessDeniedException", "no")),
    );
    let changes = changes_since(&client, CATALOG, start())
        .reads_per_second(FAST)
        .concurrency(1);
    let items: Vec<_> = changes.stream().collect().await;
    assert_eq!(items.len(), 1, "{items:?}");
    let error = items[0].as_ref().unwrap_err().to_string();
    assert!(
        error.contains("GetAwsOpportunitySummary") && error.contains("AccessDenied"),
        "{error}"
    );
}
