//! Snapshots of resources, and jobs that take them.

use super::super::sdk::Client;
use super::super::sdk::types::ResourceType;
use super::{CATALOG, Report, Result};

const TEMPLATE: &str = "OpportunitySummary";

pub(super) async fn run(client: &Client, report: &mut Report, engagement: &str, opportunity: &str) -> Result<()> {
    let created = client
        .create_resource_snapshot()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .resource_type(ResourceType::Opportunity)
        .resource_identifier(opportunity)
        .resource_snapshot_template_identifier(TEMPLATE)
        .send()
        .await?;
    report.line(
        "CreateResourceSnapshot",
        &[&created.revision().unwrap_or_default().to_string()],
    );
    let got = client
        .get_resource_snapshot()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .resource_type(ResourceType::Opportunity)
        .resource_identifier(opportunity)
        .resource_snapshot_template_identifier(TEMPLATE)
        .send()
        .await?;
    let payload = got
        .payload()
        .and_then(|payload| payload.as_opportunity_summary().ok())
        .ok_or("no summary")?;
    let account = payload.customer().and_then(|customer| customer.account());
    let company = account.map_or("none", |account| account.company_name());
    report.line("GetResourceSnapshot", &[got.resource_id().unwrap_or("none"), company]);
    let listed = client
        .list_resource_snapshots()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .send()
        .await?;
    for snapshot in listed.resource_snapshot_summaries() {
        report.line("ListResourceSnapshots", &[snapshot.arn().unwrap_or("none")]);
    }
    let associations = client
        .list_engagement_resource_associations()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .send()
        .await?;
    for association in associations.engagement_resource_association_summaries() {
        let kind = association.resource_type().map_or("none", |kind| kind.as_str());
        report.line(
            "ListEngagementResourceAssociations",
            &[association.resource_id().unwrap_or("none"), kind],
        );
    }
    jobs(client, report, engagement, opportunity).await
}

async fn jobs(client: &Client, report: &mut Report, engagement: &str, opportunity: &str) -> Result<()> {
    let id = start_job(client, report, engagement, opportunity).await?;
    let id = id.as_str();
    read_jobs(client, report, engagement, id).await?;
    client
        .stop_resource_snapshot_job()
        .catalog(CATALOG)
        .resource_snapshot_job_identifier(id)
        .send()
        .await?;
    report.line("StopResourceSnapshotJob", &[id]);
    client
        .delete_resource_snapshot_job()
        .catalog(CATALOG)
        .resource_snapshot_job_identifier(id)
        .send()
        .await?;
    report.line("DeleteResourceSnapshotJob", &[id]);
    Ok(())
}

/// Starts a job, which can then not be deleted. Returns its identifier.
async fn start_job(client: &Client, report: &mut Report, engagement: &str, opportunity: &str) -> Result<String> {
    let created = client
        .create_resource_snapshot_job()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .resource_type(ResourceType::Opportunity)
        .resource_identifier(opportunity)
        .resource_snapshot_template_identifier(TEMPLATE)
        .send()
        .await?;
    let id = created.id().ok_or("no identifier")?;
    report.line("CreateResourceSnapshotJob", &[id]);
    client
        .start_resource_snapshot_job()
        .catalog(CATALOG)
        .resource_snapshot_job_identifier(id)
        .send()
        .await?;
    report.line("StartResourceSnapshotJob", &[id]);
    let running = client
        .delete_resource_snapshot_job()
        .catalog(CATALOG)
        .resource_snapshot_job_identifier(id)
        .send()
        .await;
    report.error("DeleteResourceSnapshotJob", running);
    Ok(id.to_owned())
}

async fn read_jobs(client: &Client, report: &mut Report, engagement: &str, id: &str) -> Result<()> {
    let got = client
        .get_resource_snapshot_job()
        .catalog(CATALOG)
        .resource_snapshot_job_identifier(id)
        .send()
        .await?;
    let ran = if got.last_successful_execution_date().is_some() {
        "ran"
    } else {
        "did not run"
    };
    report.line(
        "GetResourceSnapshotJob",
        &[got.status().map_or("none", |status| status.as_str()), ran],
    );
    let listed = client
        .list_resource_snapshot_jobs()
        .catalog(CATALOG)
        .engagement_identifier(engagement)
        .send()
        .await?;
    for job in listed.resource_snapshot_job_summaries() {
        report.line("ListResourceSnapshotJobs", &[job.id().unwrap_or("none")]);
    }
    Ok(())
}
