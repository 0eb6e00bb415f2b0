//! Opportunities: submitted, reviewed, and their engagements started.

use super::super::sdk::Client;
use super::super::sdk::types::{AwsSubmission, ReviewStatus, SalesInvolvementType};
use super::opportunities::{get, update};
use super::{CATALOG, Report, Result};

/// Submits an opportunity, which cannot be changed then, and approves it as AWS does.
pub(super) async fn submit(client: &Client, report: &mut Report, id: &str) -> Result<()> {
    client
        .submit_opportunity()
        .catalog(CATALOG)
        .identifier(id)
        .involvement_type(SalesInvolvementType::ForVisibilityOnly)
        .send()
        .await?;
    let read = get(client, id).await?;
    let status = read.life_cycle().and_then(|life| life.review_status());
    report.line("SubmitOpportunity", &[status.map_or("none", |status| status.as_str())]);
    report.error("UpdateOpportunity", update(client, &read).send().await);
    let mut life_cycle = read.life_cycle.clone().ok_or("no life cycle")?;
    life_cycle.review_status = Some(ReviewStatus::Approved);
    update(client, &read).life_cycle(life_cycle).send().await?;
    let read = get(client, id).await?;
    let status = read.life_cycle().and_then(|life| life.review_status());
    report.line("UpdateOpportunity", &[status.map_or("none", |status| status.as_str())]);
    let summary = client
        .get_aws_opportunity_summary()
        .catalog(CATALOG)
        .related_opportunity_identifier(id)
        .send()
        .await?;
    report.line(
        "GetAwsOpportunitySummary",
        &[
            summary.related_opportunity_id().unwrap_or("none"),
            summary.involvement_type().map_or("none", |kind| kind.as_str()),
            summary
                .life_cycle()
                .and_then(|life| life.stage())
                .map_or("none", |stage| stage.as_str()),
        ],
    );
    Ok(())
}

/// Starts the engagement of an opportunity.
pub(super) async fn start(client: &Client, report: &mut Report, id: &str) -> Result<()> {
    let submission = AwsSubmission::builder()
        .involvement_type(SalesInvolvementType::CoSell)
        .build()?;
    let call = client
        .start_engagement_from_opportunity_task()
        .catalog(CATALOG)
        .identifier(id)
        .client_token("the-same-token");
    let started = call.clone().aws_submission(submission.clone()).send().await?;
    let status = started.task_status().map_or("none", |status| status.as_str());
    report.line(
        "StartEngagementFromOpportunityTask",
        &[started.task_id().unwrap_or("none"), status],
    );
    let repeated = call.clone().aws_submission(submission).send().await?;
    report.line(
        "StartEngagementFromOpportunityTask",
        &[repeated.task_id().unwrap_or("none")],
    );
    let other = AwsSubmission::builder()
        .involvement_type(SalesInvolvementType::ForVisibilityOnly)
        .build()?;
    let conflict = call.aws_submission(other).send().await;
    report.error("StartEngagementFromOpportunityTask", conflict);
    for _ in 0..2 {
        let tasks = client
            .list_engagement_from_opportunity_tasks()
            .catalog(CATALOG)
            .task_identifier(started.task_id().unwrap_or("none"))
            .send()
            .await?;
        let task = tasks.task_summaries().first().ok_or("no task")?;
        report.line(
            "ListEngagementFromOpportunityTasks",
            &[
                task.task_status().map_or("none", |status| status.as_str()),
                task.engagement_id().unwrap_or("none"),
                task.engagement_invitation_id().unwrap_or("none"),
                task.resource_snapshot_job_id().unwrap_or("none"),
            ],
        );
    }
    Ok(())
}
