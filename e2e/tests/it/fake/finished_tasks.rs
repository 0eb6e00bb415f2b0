//! Tasks in one call: start, wait, and the finished task or the reason.

use std::time::Duration;

use partner_central_fake::{Fake, Fault, TaskFailure, TaskKind, TaskPolicy, sample};
use partnercentral_selling::Client;
use partnercentral_selling::error::TaskError;
use partnercentral_selling::operation::create_engagement::CreateEngagementOutput;
use partnercentral_selling::operation::start_engagement_from_opportunity_task::builders::StartEngagementFromOpportunityTaskFluentBuilder;
use partnercentral_selling::types::{AwsSubmission, SalesInvolvementType, TaskStatus};

use super::{AWS, get, start, submittable};

/// A time that is longer than any task of the fake.
const WAIT: Duration = Duration::from_secs(60);

fn submission(client: &Client, id: &str) -> StartEngagementFromOpportunityTaskFluentBuilder {
    let terms = AwsSubmission::builder().involvement_type(SalesInvolvementType::CoSell);
    client
        .start_engagement_from_opportunity_task()
        .catalog(AWS)
        .identifier(id)
        .aws_submission(terms.build().unwrap())
}

async fn engagement(client: &Client) -> CreateEngagementOutput {
    let call = client.create_engagement().catalog(AWS).title("Reports");
    call.description("Reports by morning").send().await.unwrap()
}

/// Returns the only context of an engagement.
async fn context(client: &Client, engagement: &str) -> String {
    let call = client.get_engagement().catalog(AWS).identifier(engagement);
    call.send().await.unwrap().contexts()[0].id().unwrap().to_owned()
}

/// Returns the `ClientToken` of each request of an operation.
fn tokens(fake: &Fake, operation: &str) -> Vec<String> {
    let requests = fake.requests();
    let of_operation = requests.iter().filter(|request| request.operation() == operation);
    of_operation
        .map(|request| request.json()["ClientToken"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn all_four_kinds_end_with_the_finished_task() {
    let (fake, client) = start().await;
    let opportunity = submittable(&fake, &client, AWS).await;
    let task = submission(&client, &opportunity).send_and_wait(WAIT).await.unwrap();
    assert_eq!(task.task_status(), Some(&TaskStatus::Complete));
    assert!(task.engagement_id().unwrap().starts_with("eng-"));

    let invitation = fake
        .invite(AWS, "Reports", &sample::opportunity_invitation("Example Corp."))
        .unwrap();
    let call = client.start_engagement_by_accepting_invitation_task().catalog(AWS);
    let task = call.identifier(&invitation).send_and_wait(WAIT).await.unwrap();
    let read = get(&client, AWS, task.opportunity_id().unwrap()).await;
    assert_eq!(
        read.customer().unwrap().account().unwrap().company_name(),
        "Example Corp."
    );

    let engagement = engagement(&client).await.id.unwrap();
    let call = client.start_prospecting_from_engagement_task().catalog(AWS);
    let call = call.identifiers(&engagement).task_name("harbour");
    let task = call.clone().send_and_wait(WAIT).await.unwrap();
    assert!(task.end_time().is_some());
    assert_eq!(task.engagements()[0].status().as_str(), "COMPLETED");

    // A bound member of the client is set in both calls.
    let context = context(&client, &engagement).await;
    let client = client.with_catalog(AWS);
    let call = client.start_opportunity_from_engagement_task().identifier(&engagement);
    let task = call.context_identifier(context).send_and_wait(WAIT).await.unwrap();
    assert_eq!(task.engagement_id(), Some(engagement.as_str()));
    get(&client, AWS, task.opportunity_id().unwrap()).await;
}

#[tokio::test]
async fn all_four_kinds_fail_with_the_reason() {
    let (fake, client) = start().await;
    let failure = TaskFailure::new("InternalError", "as asked for");
    let reasons = |error: &[partnercentral_selling::error::TaskReason]| {
        let reasons = error.iter().map(|reason| (reason.member, reason.text.clone()));
        reasons.collect::<Vec<_>>()
    };
    let expected = [
        ("ReasonCode", "InternalError".to_owned()),
        ("Message", "as asked for".to_owned()),
    ];

    fake.fail_next_task(Some(TaskKind::EngagementFromOpportunity), &failure);
    let opportunity = submittable(&fake, &client, AWS).await;
    let error = submission(&client, &opportunity).send_and_wait(WAIT).await.unwrap_err();
    assert_eq!(reasons(error.reasons()), expected);
    let text = format!(
        "the task {} failed: ReasonCode: InternalError; Message: as asked for",
        error.id().unwrap()
    );
    assert_eq!(error.to_string(), text);

    fake.fail_next_task(Some(TaskKind::EngagementByAcceptingInvitation), &failure);
    let invitation = fake
        .invite(AWS, "Reports", &sample::opportunity_invitation("Example Corp."))
        .unwrap();
    let call = client.start_engagement_by_accepting_invitation_task().catalog(AWS);
    let error = call.identifier(&invitation).send_and_wait(WAIT).await.unwrap_err();
    assert_eq!(reasons(error.reasons()), expected);

    fake.fail_next_task(Some(TaskKind::ProspectingFromEngagement), &failure);
    let engagement = engagement(&client).await.id.unwrap();
    let call = client.start_prospecting_from_engagement_task().catalog(AWS);
    let mut call = call.identifiers(&engagement).task_name("harbour");
    let error = call.send_and_wait(WAIT).await.unwrap_err();
    assert_eq!(reasons(error.reasons()), expected);
    assert!(error.as_failed().unwrap().task.end_time().is_some());
    call.send_and_wait(WAIT).await.unwrap();

    fake.fail_next_task(Some(TaskKind::OpportunityFromEngagement), &failure);
    let context = context(&client, &engagement).await;
    let call = client.start_opportunity_from_engagement_task().catalog(AWS);
    let mut call = call.identifier(&engagement).context_identifier(context);
    let error = call.send_and_wait(WAIT).await.unwrap_err();
    assert_eq!(error.reason("ReasonCode"), Some("InternalError"));
    // The repeat is another request, and succeeds.
    let task = call.send_and_wait(WAIT).await.unwrap();
    assert!(task.opportunity_id().is_some());
}

#[tokio::test]
async fn a_repeat_after_a_failed_task_has_a_fresh_token() {
    let (fake, client) = start().await;
    let opportunity = submittable(&fake, &client, AWS).await;
    fake.fail_next_task(None, &TaskFailure::new("InternalError", "once"));
    let token = "00000000-0000-4000-8000-000000000001";
    let mut call = submission(&client, &opportunity).client_token(token);
    call.send_and_wait(WAIT).await.unwrap_err();
    call.send_and_wait(WAIT).await.unwrap();
    let sent = tokens(&fake, "StartEngagementFromOpportunityTask");
    assert_eq!((sent.len(), sent[0].as_str()), (2, token));
    assert_ne!(sent[1], token);
}

#[tokio::test]
async fn a_repeat_after_a_lost_connection_has_the_same_token() {
    let (fake, client) = start().await;
    let opportunity = submittable(&fake, &client, AWS).await;
    let mut call = submission(&client, &opportunity);
    // The fault holds for all attempts of the client.
    fake.fail_rate(1.0, Fault::LostResponse);
    let error = call.send_and_wait(WAIT).await.unwrap_err();
    assert!(matches!(error, TaskError::Call(_)), "{error}");
    fake.fail_rate(0.0, Fault::LostResponse);
    call.send_and_wait(WAIT).await.unwrap();
    let sent = tokens(&fake, "StartEngagementFromOpportunityTask");
    assert!(sent.len() > 1 && sent.iter().all(|token| *token == sent[0]), "{sent:?}");
    let tasks = client
        .list_engagement_from_opportunity_tasks()
        .catalog(AWS)
        .send()
        .await;
    assert_eq!(tasks.unwrap().task_summaries().len(), 1);
}

#[tokio::test]
async fn a_lost_poll_leaves_the_task_to_the_next_wait() {
    let (fake, client) = start().await;
    let opportunity = submittable(&fake, &client, AWS).await;
    let mut call = submission(&client, &opportunity);
    for _ in 0..10 {
        fake.fail_next_of("ListEngagementFromOpportunityTasks", Fault::Reset);
    }
    let error = call.send_and_wait(WAIT).await.unwrap_err();
    let TaskError::Poll { id, .. } = &error else {
        panic!("{error}")
    };
    let task = loop {
        if let Ok(task) = call.wait_for_task(id, WAIT).await {
            break task;
        }
    };
    assert_eq!(task.task_id(), Some(id.as_str()));
}

#[tokio::test]
async fn a_task_that_takes_longer_is_named() {
    let fake = Fake::builder().tasks(TaskPolicy::OnRequest).start().await.unwrap();
    let client = e2e::client(&fake);
    let opportunity = submittable(&fake, &client, AWS).await;
    let mut call = submission(&client, &opportunity);
    let error = call.send_and_wait(Duration::ZERO).await.unwrap_err();
    assert!(matches!(error, TaskError::TimedOut(_)), "{error}");
    fake.complete_tasks();
    // The same request: the service returns the same task.
    let task = call.send_and_wait(WAIT).await.unwrap();
    assert_eq!(task.task_id(), error.id());
}

#[test]
fn the_blocking_client_waits_too() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (fake, config, opportunity) = runtime.block_on(async {
        let (fake, client) = start().await;
        let opportunity = submittable(&fake, &client, AWS).await;
        (fake, client.config().clone(), opportunity)
    });
    let client = partnercentral_selling::blocking::Client::from_conf(config);
    fake.fail_next_task(None, &TaskFailure::new("InternalError", "once"));
    let terms = AwsSubmission::builder().involvement_type(SalesInvolvementType::CoSell);
    let mut call = client
        .start_engagement_from_opportunity_task()
        .catalog(AWS)
        .identifier(&opportunity)
        .aws_submission(terms.build().unwrap());
    let error = call.send_and_wait(WAIT).unwrap_err();
    assert_eq!(error.reason("Message"), Some("once"));
    let task = call.send_and_wait(WAIT).unwrap();
    let again = call.wait_for_task(task.task_id().unwrap(), WAIT).unwrap();
    assert_eq!(task, again);
}
