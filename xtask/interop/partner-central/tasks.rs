//! Tasks that begin with an engagement.

use super::super::sdk::Client;
use super::{CATALOG, Report, Result};

pub(super) async fn run(client: &Client, report: &mut Report, engagement: &str) -> Result<()> {
    for context in ["1", "5"] {
        from_engagement(client, report, engagement, context).await?;
    }
    prospecting(client, report, engagement).await
}

async fn from_engagement(client: &Client, report: &mut Report, engagement: &str, context: &str) -> Result<()> {
    let started = client
        .start_opportunity_from_engagement_task()
        .catalog(CATALOG)
        .identifier(engagement)
        .context_identifier(context)
        .send()
        .await?;
    let id = started.task_id().ok_or("no identifier")?;
    report.line("StartOpportunityFromEngagementTask", &[id]);
    for _ in 0..2 {
        let tasks = client
            .list_opportunity_from_engagement_tasks()
            .catalog(CATALOG)
            .task_identifier(id)
            .send()
            .await?;
        let task = tasks.task_summaries().first().ok_or("no task")?;
        report.line(
            "ListOpportunityFromEngagementTasks",
            &[
                task.task_status().map_or("none", |status| status.as_str()),
                task.reason_code().map_or("none", |code| code.as_str()),
                task.opportunity_id().unwrap_or("none"),
            ],
        );
    }
    Ok(())
}

async fn prospecting(client: &Client, report: &mut Report, engagement: &str) -> Result<()> {
    let started = client
        .start_prospecting_from_engagement_task()
        .catalog(CATALOG)
        .task_name("First prospects")
        .identifiers(engagement)
        .identifiers("eng-00000000000000")
        .send()
        .await?;
    let id = started.task_id().ok_or("no identifier")?;
    report.line(
        "StartProspectingFromEngagementTask",
        &[id, started.task_status().as_str()],
    );
    for _ in 0..2 {
        let got = client
            .get_prospecting_from_engagement_task()
            .catalog(CATALOG)
            .task_identifier(id)
            .send()
            .await?;
        for result in got.engagements() {
            report.line(
                "GetProspectingFromEngagementTask",
                &[
                    result.engagement_identifier(),
                    result.status().as_str(),
                    result
                        .engagement_context_id()
                        .or(result.reason_code())
                        .unwrap_or("none"),
                ],
            );
        }
    }
    let listed = client
        .list_prospecting_from_engagement_tasks()
        .catalog(CATALOG)
        .send()
        .await?;
    for task in listed.task_summaries() {
        let counts = [
            task.total_engagement_count(),
            task.completed_engagement_count(),
            task.failed_engagement_count(),
        ];
        let counts = counts.map(|count| count.to_string());
        report.line(
            "ListProspectingFromEngagementTasks",
            &[task.task_name(), &counts[0], &counts[1], &counts[2]],
        );
    }
    Ok(())
}
