//! Opportunities on their way to AWS, and AWS's view of them.

use serde_json::{Value, json};

use super::nothing;
use crate::call::Call;
use crate::error::{Code, FieldError, ServiceError};
use crate::json;
use crate::review::{self, ReviewStatus};
use crate::rules;
use crate::store::Catalog;

/// The types of entities that a submission needs: at least one must be associated before.
///
/// Source: developer guide, Working with your opportunities.
const OFFERED: [&str; 3] = ["Solutions", "AwsMarketplaceSolutions", "AwsMarketplaceProducts"];

pub(super) fn submit(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let visibility = json::text(call.input, "Visibility");
    submit_opportunity(
        catalog,
        call.text("Identifier"),
        call.text("InvolvementType"),
        visibility,
    )?;
    Ok(nothing())
}

/// Submits an opportunity for AWS's review.
pub(super) fn submit_opportunity(
    catalog: &mut Catalog,
    id: &str,
    involvement: &str,
    visibility: Option<&str>,
) -> Result<(), ServiceError> {
    let (now, today) = (catalog.now(), catalog.today());
    let opportunity = catalog.opportunity(id)?;
    if ReviewStatus::of(opportunity) != Some(ReviewStatus::PendingSubmission) {
        return Err(ServiceError::not_permitted(
            "LifeCycle.ReviewStatus",
            "Only an opportunity that is Pending Submission can be submitted",
        ));
    }
    let errors = submission_errors(opportunity, &today);
    if !errors.is_empty() {
        return Err(ServiceError::invalid_business(&errors));
    }
    review::set(opportunity, ReviewStatus::Submitted.as_str(), None, None);
    opportunity["LastModifiedDate"] = json!(now);
    opportunity["AwsSummary"] = aws_summary(opportunity, involvement, visibility);
    Ok(())
}

/// Returns the reasons for which an opportunity cannot be submitted.
fn submission_errors(opportunity: &Value, today: &str) -> Vec<FieldError> {
    let mut errors = rules::check(&rules::WRITE, opportunity, today);
    errors.extend(rules::check(&rules::SUBMISSION, opportunity, today));
    let related = &opportunity["RelatedEntityIdentifiers"];
    if OFFERED.iter().all(|kind| json::list(related, kind).is_empty()) {
        errors.push(FieldError::new(
            "RelatedEntityIdentifiers.Solutions",
            Code::NotEnoughValues,
            "Associate a solution before the submission",
        ));
    }
    errors
}

/// Returns AWS's view of an opportunity. Its contents are not documented; chosen: the members that
/// both views have.
pub(super) fn aws_summary(opportunity: &Value, involvement: &str, visibility: Option<&str>) -> Value {
    let related = &opportunity["RelatedEntityIdentifiers"];
    let stage = match json::text(opportunity, "LifeCycle.Stage") {
        Some("Closed Lost") => "Closed Lost",
        Some("Launched") => "Launched",
        Some("Committed") => "Committed",
        Some("Business Validation") => "Business Validation",
        Some("Technical Validation") => "Technical Validation",
        Some("Prospect") => "Prospect",
        _ => "Qualified",
    };
    json!({
        "Catalog": opportunity["Catalog"],
        "RelatedOpportunityId": opportunity["Id"],
        "Origin": json::text(opportunity, "Origin").unwrap_or("Partner Referral"),
        "InvolvementType": involvement,
        // The default is stated at `SubmitOpportunity` in the API reference.
        "Visibility": visibility.unwrap_or("Full"),
        "LifeCycle": {
            "Stage": stage,
            "TargetCloseDate": json::text(opportunity, "LifeCycle.TargetCloseDate"),
        },
        "OpportunityTeam": [{ "FirstName": "Alex", "LastName": "Example", "BusinessTitle": "PSM" }],
        "Insights": { "EngagementScore": "Medium" },
        "RelatedEntityIds": related,
        "Customer": { "Contacts": json::list(opportunity, "Customer.Contacts") },
        "Project": { "ExpectedCustomerSpend": json::list(opportunity, "Project.ExpectedCustomerSpend") },
    })
}

/// Returns AWS's view. The time of its creation is not documented; chosen: the submission.
pub(super) fn get_aws_summary(catalog: &mut Catalog, call: &Call<'_>) -> Result<Value, ServiceError> {
    let id = call.text("RelatedOpportunityIdentifier");
    let summary = json::get(catalog.opportunity(id)?, "AwsSummary").cloned();
    summary.ok_or_else(|| ServiceError::not_found("AWS opportunity of", id))
}
