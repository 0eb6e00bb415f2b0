//! Tasks whose state the test controls: in progress, complete, failed.

use partner_central_fake::{Fake, TaskFailure, TaskKind, TaskPolicy, sample};
use partnercentral_selling::Client;
use partnercentral_selling::types::{
    AwsSubmission, ListEngagementFromOpportunityTaskSummary, ReasonCode, SalesInvolvementType, TaskStatus,
};

use super::{AWS, get, invitation, start, submittable};

async fn start_task(client: &Client, id: &str) -> String {
    let submission = AwsSubmission::builder().involvement_type(SalesInvolvementType::CoSell);
    let call = client
        .start_engagement_from_opportunity_task()
        .catalog(AWS)
        .identifier(id);
    let started = call.aws_submission(submission.build().unwrap()).send().await.unwrap();
    assert_eq!(started.task_status(), Some(&TaskStatus::InProgress));
    started.task_id().unwrap().to_owned()
}

async fn task(client: &Client, id: &str) -> ListEngagementFromOpportunityTaskSummary {
    let call = client
        .list_engagement_from_opportunity_tasks()
        .catalog(AWS)
        .task_identifier(id);
    call.send().await.unwrap().task_summaries()[0].clone()
}

async fn with_policy(policy: TaskPolicy) -> (Fake, Client) {
    let fake = Fake::builder().tasks(policy).start().await.unwrap();
    let client = e2e::client(&fake);
    (fake, client)
}

#[tokio::test]
async fn a_task_is_in_progress_for_as_many_polls_as_asked_for() {
    for polls in 0..4 {
        let (fake, client) = with_policy(TaskPolicy::AfterPolls(polls)).await;
        let id = submittable(&fake, &client, AWS).await;
        let id = start_task(&client, &id).await;
        for _ in 0..polls {
            assert_eq!(task(&client, &id).await.task_status(), Some(&TaskStatus::InProgress));
        }
        let task = task(&client, &id).await;
        assert_eq!(task.task_status(), Some(&TaskStatus::Complete));
        assert!(task.engagement_id().is_some() && task.engagement_invitation_id().is_some());
    }
}

#[tokio::test]
async fn tasks_finish_when_a_test_asks_for_it() {
    let (fake, client) = with_policy(TaskPolicy::OnRequest).await;
    let opportunity = submittable(&fake, &client, AWS).await;
    let id = start_task(&client, &opportunity).await;
    for _ in 0..3 {
        assert_eq!(task(&client, &id).await.task_status(), Some(&TaskStatus::InProgress));
    }
    fake.complete_tasks();
    assert_eq!(task(&client, &id).await.task_status(), Some(&TaskStatus::Complete));
    let status = get(&client, AWS, &opportunity)
        .await
        .life_cycle()
        .unwrap()
        .review_status()
        .cloned();
    assert_eq!(status.unwrap().as_str(), "Submitted");
}

#[tokio::test]
async fn tasks_fail_with_a_reason() {
    let (fake, client) = with_policy(TaskPolicy::OnRequest).await;
    let opportunity = submittable(&fake, &client, AWS).await;
    let id = start_task(&client, &opportunity).await;
    fake.fail_tasks(&TaskFailure::new("InternalError", "as asked for"));
    let failed = task(&client, &id).await;
    assert_eq!(
        (failed.task_status(), failed.reason_code(), failed.message()),
        (
            Some(&TaskStatus::Failed),
            Some(&ReasonCode::InternalError),
            Some("as asked for")
        )
    );
    // The failed task has changed nothing; the next one succeeds or fails on its own.
    fake.set_task_policy(TaskPolicy::AfterPolls(0));
    fake.fail_next_task(
        Some(TaskKind::EngagementFromOpportunity),
        &TaskFailure::new("RequestThrottled", "slow down"),
    );
    let id = start_task(&client, &opportunity).await;
    assert_eq!(
        task(&client, &id).await.reason_code(),
        Some(&ReasonCode::RequestThrottled)
    );
    let id = start_task(&client, &opportunity).await;
    assert_eq!(task(&client, &id).await.task_status(), Some(&TaskStatus::Complete));
    // The opportunity is submitted now.
    let id = start_task(&client, &opportunity).await;
    let failed = task(&client, &id).await;
    assert_eq!(failed.reason_code(), Some(&ReasonCode::OpportunityValidationFailed));
    assert!(
        failed.message().unwrap().contains("LifeCycle.ReviewStatus"),
        "{failed:?}"
    );
}

#[tokio::test]
async fn invitations_expire() {
    let (fake, client) = start().await;
    let id = fake
        .invite(AWS, "Reports", &sample::opportunity_invitation("Example Corp."))
        .unwrap();
    fake.clock().advance(std::time::Duration::from_secs(15 * 24 * 60 * 60));
    // The signature is as old as the clock went ahead: the first attempt shows the client the time.
    let got = invitation(&client, AWS, &id).await;
    assert_eq!(got.status().unwrap().as_str(), "EXPIRED");
}
