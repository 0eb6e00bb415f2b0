//! Submissions end to end: once, after crashes, after failed tasks.

use std::time::Duration;

use partner_central::{FlowError, Progress, Submission, Submitted};
use partner_central_fake::{Fake, Fault, TaskFailure, TaskPolicy};
use partnercentral_selling::Client;
use partnercentral_selling::types::{ReasonCode, ReviewStatus};

use crate::crash;
use crate::support::{CATALOG, client, count, opportunity, terms};

async fn run(client: &Client, solution: &str, progress: &mut Progress) -> Result<Submitted, FlowError> {
    let submission = Submission::new(CATALOG, opportunity(), terms()).solution(solution);
    submission.run(client, progress, |_| Ok(())).await
}

#[tokio::test]
async fn an_opportunity_is_created_associated_and_submitted() {
    let fake = Fake::start().await.unwrap();
    let solution = fake.add_solution(CATALOG, "Reports").unwrap();
    let mut progress = Progress::new();
    let submitted = run(&client(&fake), &solution, &mut progress).await.unwrap();

    let life_cycle = submitted.opportunity.life_cycle().unwrap();
    assert_eq!(life_cycle.review_status(), Some(&ReviewStatus::Submitted));
    let related = submitted.opportunity.related_entity_identifiers();
    assert_eq!(related.solutions(), [solution]);
    assert!(submitted.engagement.unwrap().starts_with("eng-"));
    assert_eq!(progress.opportunity(), Some(submitted.opportunity.id()));
}

/// The process crashes after each step; the caller repeats the flow with the progress that was
/// stored last.
#[tokio::test]
async fn a_crash_at_any_step_repeats_nothing() {
    for crash in 0..3 {
        let fake = Fake::start().await.unwrap();
        let solution = fake.add_solution(CATALOG, "Reports").unwrap();
        let client = client(&fake);
        let submission = Submission::new(CATALOG, opportunity(), terms()).solution(&solution);

        let mut stored = String::new();
        let mut saves = 0;
        let failed = submission
            .run(&client, &mut Progress::new(), |progress| {
                if saves == crash + 1 {
                    return Err("the process dies before it has stored the progress".into());
                }
                saves += 1;
                stored = progress.to_string();
                Ok(())
            })
            .await;
        // There are three places to store the progress, so the last round does not crash.
        assert_eq!(matches!(failed, Err(FlowError::Save(_))), crash < 2, "crash {crash}");

        let mut progress: Progress = stored.parse().unwrap();
        let submitted = submission.run(&client, &mut progress, |_| Ok(())).await.unwrap();
        let page = client.list_opportunities().catalog(CATALOG).send().await.unwrap();
        assert_eq!(page.opportunity_summaries().len(), 1, "crash {crash}");
        let tasks = client.list_engagement_from_opportunity_tasks().catalog(CATALOG);
        let tasks = tasks.send().await.unwrap();
        assert_eq!(tasks.task_summaries().len(), 1, "crash {crash}");
        assert_eq!(count(&fake, "AssociateOpportunity"), 1, "crash {crash}");
        assert_eq!(page.opportunity_summaries()[0].id(), Some(submitted.opportunity.id()));
    }
}

#[tokio::test]
async fn a_crash_at_any_request_repeats_nothing() {
    let crashes = crash::at_each_request(
        async |fake, _| fake.add_solution(CATALOG, "Reports").unwrap(),
        async |client, solution, storage| {
            let mut progress = match storage.text.as_str() {
                "" => Progress::new(),
                text => text.parse().unwrap(),
            };
            let submission = Submission::new(CATALOG, opportunity(), terms()).solution(solution);
            let save = |progress: &Progress| storage.store(progress.to_string());
            submission.run(client, &mut progress, save).await.map(drop)
        },
        async |_, client, solution, when| {
            let page = client.list_opportunities().catalog(CATALOG).send().await.unwrap();
            assert_eq!(page.opportunity_summaries().len(), 1, "{when}");
            let tasks = client.list_engagement_from_opportunity_tasks().catalog(CATALOG);
            assert_eq!(tasks.send().await.unwrap().task_summaries().len(), 1, "{when}");
            let id = page.opportunity_summaries()[0].id().unwrap();
            let call = client.get_opportunity().catalog(CATALOG).identifier(id);
            let read = call.send().await.unwrap();
            assert_eq!(
                read.related_entity_identifiers().solutions(),
                [solution.as_str()],
                "{when}"
            );
        },
    );
    // The requests: create, read, associate, start, poll, read. The process crashes before and
    // after each.
    assert_eq!(crashes.await, 12);
}

#[tokio::test]
async fn a_lost_response_creates_no_second_opportunity() {
    let fake = Fake::start().await.unwrap();
    let solution = fake.add_solution(CATALOG, "Reports").unwrap();
    let client = client(&fake);
    fake.fail_next_of("CreateOpportunity", Fault::LostResponse);
    fake.fail_next_of("StartEngagementFromOpportunityTask", Fault::LostResponse);
    let mut progress = Progress::new();
    while let Err(error) = run(&client, &solution, &mut progress).await {
        assert!(matches!(error, FlowError::Call(_)), "{error}");
    }
    let page = client.list_opportunities().catalog(CATALOG).send().await.unwrap();
    assert_eq!(page.opportunity_summaries().len(), 1);
}

#[tokio::test]
async fn a_failed_task_says_why_and_can_be_started_again() {
    let fake = Fake::start().await.unwrap();
    let solution = fake.add_solution(CATALOG, "Reports").unwrap();
    let client = client(&fake);
    let failure = TaskFailure::new("InternalError", "try again &amp; again");
    fake.fail_next_task(None, &failure);

    let mut progress = Progress::new();
    let error = run(&client, &solution, &mut progress).await.unwrap_err();
    let FlowError::TaskFailed { reason, message, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(*reason, Some(ReasonCode::InternalError));
    assert_eq!(message.as_deref(), Some("try again & again"));
    assert!(
        error.to_string().ends_with("failed: InternalError: try again & again"),
        "{error}"
    );
    assert_eq!(progress.task(), None);

    run(&client, &solution, &mut progress).await.unwrap();
    assert_eq!(count(&fake, "CreateOpportunity"), 1);
    assert_eq!(count(&fake, "StartEngagementFromOpportunityTask"), 2);
}

#[tokio::test]
async fn a_task_that_takes_too_long_goes_on() {
    let fake = Fake::builder().tasks(TaskPolicy::OnRequest).start().await.unwrap();
    let solution = fake.add_solution(CATALOG, "Reports").unwrap();
    let client = client(&fake);
    let mut progress = Progress::new();
    let submission = Submission::new(CATALOG, opportunity(), terms())
        .solution(solution)
        .timeout(Duration::ZERO);
    let error = submission.run(&client, &mut progress, |_| Ok(())).await.unwrap_err();
    assert!(matches!(error, FlowError::TaskTimeout { .. }), "{error}");

    fake.complete_tasks();
    submission.run(&client, &mut progress, |_| Ok(())).await.unwrap();
    assert_eq!(count(&fake, "StartEngagementFromOpportunityTask"), 1);
}

#[test]
fn a_text_that_is_no_progress_is_refused() {
    let error = "{\"opportunity\":\"O1\"}".parse::<Progress>().unwrap_err();
    assert!(error.to_string().contains("createToken"), "{error}");
}
