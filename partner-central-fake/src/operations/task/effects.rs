//! Steps of tasks, and the reason code of each step that fails.

use serde_json::{Value, json};

use super::super::resource_snapshot::View;
use super::super::{context, engagement, invitation, membership, opportunity, snapshot_job, submission};
use crate::error::ServiceError;
use crate::json;
use crate::operations::invitation::Sender;
use crate::store::{ACCOUNT, AWS_ACCOUNT, Catalog};
use crate::tasks::{TaskFailure, TaskKind};

/// The template of snapshots that tasks take. Its name is not documented, but chosen.
const TEMPLATE: &str = "OpportunitySummary";

/// Does the work of a task and adds the identifiers of what it created.
pub(super) fn run(catalog: &mut Catalog, kind: TaskKind, input: &Value, body: &mut Value) -> Result<(), TaskFailure> {
    match kind {
        TaskKind::EngagementFromOpportunity => engagement_from_opportunity(catalog, input, body),
        TaskKind::EngagementByAcceptingInvitation => engagement_by_accepting_invitation(catalog, body),
        TaskKind::OpportunityFromEngagement => opportunity_from_engagement(catalog, body),
        // This task has separate results.
        TaskKind::ProspectingFromEngagement => Ok(()),
    }
}

/// Returns a closure that gives an error of a step its reason code.
fn failed(reason_code: &str) -> impl Fn(ServiceError) -> TaskFailure {
    move |error| {
        let fields = json::list(&error.body, "ErrorList").iter();
        let fields = fields.filter_map(|entry| Some(format!("{}: {}", entry["FieldName"].as_str()?, entry["Message"])));
        let fields: Vec<String> = fields.collect();
        let message = [&[error.message().to_owned()], &fields[..]].concat().join("; ");
        TaskFailure::new(reason_code, &message)
    }
}

/// Takes the steps of `StartEngagementFromOpportunityTask` in the API reference; the
/// order of the submission is chosen: first, so that a failed task leaves nothing behind.
fn engagement_from_opportunity(catalog: &mut Catalog, input: &Value, body: &mut Value) -> Result<(), TaskFailure> {
    let id = text(body, "OpportunityId");
    let involvement = text(input, "AwsSubmission.InvolvementType");
    let visibility = json::text(input, "AwsSubmission.Visibility");
    submission::submit_opportunity(catalog, &id, &involvement, visibility)
        .map_err(failed("OpportunityValidationFailed"))?;
    let opportunity = catalog
        .opportunity(&id)
        .map_err(failed("OpportunityAccessDenied"))?
        .clone();
    let title = json::text(&opportunity, "Project.Title").unwrap_or_default();
    let title: String = title.chars().take(40).collect();
    let engagement = engagement::add(catalog, Some(&title), None, ACCOUNT);
    body["ResourceSnapshotJobId"] = json!(start_job(catalog, &engagement, &id)?);
    let stored = catalog
        .engagement(&engagement)
        .map_err(failed("EngagementAccessDenied"))?
        .clone();
    let invited = json!({
        "Message": "Please review this opportunity",
        "Receiver": { "Account": { "AwsAccountId": AWS_ACCOUNT } },
        "Payload": invitation::opportunity_payload(&opportunity),
    });
    let invitation = invitation::add(catalog, &stored, &invited, Sender::Caller);
    body["EngagementId"] = json!(engagement);
    body["EngagementInvitationId"] = json!(invitation);
    Ok(())
}

/// Takes the steps of `StartEngagementByAcceptingInvitationTask` in the API reference.
/// An invitation to a lead has no opportunity of AWS; chosen: the task fails.
fn engagement_by_accepting_invitation(catalog: &mut Catalog, body: &mut Value) -> Result<(), TaskFailure> {
    let id = text(body, "EngagementInvitationId");
    let pending = catalog.invitation(&id).map_err(failed("InvitationAccessDenied"))?;
    let Some(payload) = json::get(pending, "Payload.OpportunityInvitation").cloned() else {
        let message = "The invitation is not to an opportunity";
        return Err(TaskFailure::new("InvitationValidationFailed", message));
    };
    let accepted = invitation::accept_invitation(catalog, &id).map_err(failed("EngagementInvitationConflict"))?;
    let engagement = text(&accepted, "EngagementId");
    let opportunity = match json::text(&accepted, "OpportunityId") {
        Some(referred) => referred.to_owned(),
        None => opportunity::add(catalog, from_invitation(&payload)),
    };
    let stored = catalog
        .opportunity(&opportunity)
        .map_err(failed("OpportunityAccessDenied"))?;
    stored["AwsSummary"] = submission::aws_summary(stored, "Co-Sell", None);
    body["ResourceSnapshotJobId"] = json!(start_job(catalog, &engagement, &opportunity)?);
    body["OpportunityId"] = json!(opportunity);
    Ok(())
}

/// Returns the opportunity of an invitation of AWS.
fn from_invitation(payload: &Value) -> Value {
    let text = |path: &str| json::text(payload, path);
    json!({
        "Origin": "AWS Referral",
        "Customer": { "Account": {
            "CompanyName": text("Customer.CompanyName"),
            "Industry": text("Customer.Industry"),
            "WebsiteUrl": text("Customer.WebsiteUrl"),
            "Address": { "CountryCode": text("Customer.CountryCode") },
        } },
        "Project": {
            "Title": text("Project.Title"),
            "CustomerBusinessProblem": text("Project.BusinessProblem"),
            "ExpectedCustomerSpend": json::list(payload, "Project.ExpectedCustomerSpend"),
        },
        "LifeCycle": { "Stage": "Qualified", "TargetCloseDate": text("Project.TargetCompletionDate") },
    })
}

/// Checks the conditions that reason codes of the model name. Which contexts are
/// permitted is not documented, chosen: leads that are not disqualified, and prospecting results.
fn opportunity_from_engagement(catalog: &mut Catalog, body: &mut Value) -> Result<(), TaskFailure> {
    let engagement = text(body, "EngagementId");
    let stored = catalog
        .engagement(&engagement)
        .map_err(failed("EngagementAccessDenied"))?;
    membership::check_member(stored).map_err(failed("EngagementAccessDenied"))?;
    let id = text(body, "ContextId");
    let Some(context) = context::find(stored, &id) else {
        let message = format!("The engagement has no context {id}");
        return Err(TaskFailure::new("ContextNotFound", &message));
    };
    let permitted = |code: &str, message: &str| Err(TaskFailure::new(code, message));
    if context["Type"] == "CustomerProject" {
        return permitted(
            "CustomerProjectContextNotPermitted",
            "The context is a customer project",
        );
    }
    if json::text(context, "Payload.Lead.QualificationStatus") == Some("Disqualified") {
        return permitted("DisqualifiedLeadNotPermitted", "The lead is disqualified");
    }
    let members = from_context(context);
    let opportunity = opportunity::add(catalog, members);
    body["ResourceSnapshotJobId"] = json!(start_job(catalog, &engagement, &opportunity)?);
    body["OpportunityId"] = json!(opportunity);
    Ok(())
}

/// Returns the opportunity of a lead or a prospecting result. The stage is chosen: Prospect.
fn from_context(context: &Value) -> Value {
    let payload = &context["Payload"];
    let first = |paths: [&str; 2]| paths.into_iter().find_map(|path| json::text(payload, path));
    let name = first([
        "Lead.Customer.CompanyName",
        "ProspectingResult.Aws.Customer.AccountName",
    ]);
    let mut opportunity = json!({
        "Origin": "Partner Referral",
        "Customer": { "Account": { "CompanyName": name.unwrap_or("Unknown") } },
        "LifeCycle": { "Stage": "Prospect" },
    });
    let website = json::text(payload, "Lead.Customer.WebsiteUrl").filter(|url| url.chars().count() >= 4);
    json::set(&mut opportunity, "Customer.Account.WebsiteUrl", json!(website));
    opportunity
}

/// Adds a job for snapshots of the opportunity in the engagement, and starts it.
fn start_job(catalog: &mut Catalog, engagement: &str, opportunity: &str) -> Result<String, TaskFailure> {
    let view = View {
        engagement: engagement.to_owned(),
        resource: opportunity.to_owned(),
        template: TEMPLATE.to_owned(),
    };
    let job = snapshot_job::add(catalog, &view);
    snapshot_job::start_job(catalog, &job).map_err(failed("ResourceSnapshotJobValidationFailed"))?;
    Ok(job)
}

fn text(value: &Value, path: &str) -> String {
    json::text(value, path).unwrap_or_default().to_owned()
}
