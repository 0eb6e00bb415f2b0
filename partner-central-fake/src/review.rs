//! The review status of an opportunity, and the changes that it allows.

use serde_json::{Value, json};

use crate::error::{Code, FieldError, ServiceError};
use crate::json;
use crate::rules::{self, EDITABLE_IN_ACTION_REQUIRED, FROZEN_AFTER_APPROVAL, SERVICE_MEMBERS};

const STATUS: &str = "LifeCycle.ReviewStatus";

/// The review status of an opportunity that the partner referred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewStatus {
    /// Not submitted.
    PendingSubmission,
    /// Submitted, and not yet under review.
    Submitted,
    /// Under review.
    InReview,
    /// Part of the pipeline of AWS.
    Approved,
    /// Disqualified.
    Rejected,
    /// To be corrected by the partner.
    ActionRequired,
}

impl ReviewStatus {
    const ALL: [Self; 6] = [
        Self::PendingSubmission,
        Self::Submitted,
        Self::InReview,
        Self::Approved,
        Self::Rejected,
        Self::ActionRequired,
    ];

    /// Returns the value of the model.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PendingSubmission => "Pending Submission",
            Self::Submitted => "Submitted",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Rejected => "Rejected",
            Self::ActionRequired => "Action Required",
        }
    }

    /// Returns the status of an opportunity; one that AWS referred has none.
    pub(crate) fn of(opportunity: &Value) -> Option<Self> {
        let text = json::text(opportunity, STATUS)?;
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// Sets the review status, with AWS's comments and reason.
pub(crate) fn set(opportunity: &mut Value, status: &str, comments: Option<&str>, reason: Option<&str>) {
    json::set(opportunity, STATUS, json!(status));
    json::set(opportunity, "LifeCycle.ReviewComments", json!(comments));
    json::set(opportunity, "LifeCycle.ReviewStatusReason", json!(reason));
}

/// Returns an error if the status does not allow changes.
///
/// Sources: developer guide, Working with opportunity updates; the member `ReviewStatus` in the API
/// reference.
pub(crate) fn check_editable(opportunity: &Value) -> Result<(), ServiceError> {
    match ReviewStatus::of(opportunity) {
        Some(status @ (ReviewStatus::Submitted | ReviewStatus::InReview | ReviewStatus::Rejected)) => {
            let message = format!("The opportunity cannot be changed while it is {}", status.as_str());
            Err(ServiceError::not_permitted(STATUS, message))
        }
        _ => Ok(()),
    }
}

/// Checks an update against the status. An update while action is required sends the opportunity
/// into the review again; the status is not documented, chosen: Submitted.
pub(crate) fn check_update(updated: &mut Value, stored: &Value) -> Result<(), ServiceError> {
    check_editable(stored)?;
    let changes = rules::differences(stored, updated);
    let refused: fn(&str) -> bool = match ReviewStatus::of(stored) {
        Some(ReviewStatus::ActionRequired) => |change| !is_at_any(&EDITABLE_IN_ACTION_REQUIRED, change),
        Some(ReviewStatus::Approved) => |change| is_at_any(&FROZEN_AFTER_APPROVAL, change),
        _ => |_| false,
    };
    let errors: Vec<_> = changes
        .iter()
        .filter(|change| !is_at_any(&SERVICE_MEMBERS, change) && refused(change))
        .map(|change| FieldError::new(change, Code::ActionNotPermitted, "The field cannot be changed now"))
        .collect();
    if !errors.is_empty() {
        return Err(ServiceError::invalid_business(&errors));
    }
    if ReviewStatus::of(stored) == Some(ReviewStatus::ActionRequired) {
        set(updated, ReviewStatus::Submitted.as_str(), None, None);
    }
    Ok(())
}

fn is_at_any(paths: &[&str], change: &str) -> bool {
    paths.iter().any(|path| change.starts_with(path))
}

/// Plays AWS's part in the Sandbox: an update of the status is the result of the review.
///
/// Source: developer guide, Testing in a sandbox. A review of an opportunity that is not submitted
/// is not documented; chosen: it is refused.
pub(crate) fn simulate(updated: &mut Value, stored: &Value, input: &Value, status: &str) -> Result<(), ServiceError> {
    match ReviewStatus::of(stored) {
        None | Some(ReviewStatus::PendingSubmission) => Err(ServiceError::not_permitted(
            STATUS,
            "The opportunity must be submitted before it is reviewed",
        )),
        Some(_) => {
            let text = |path: &str| json::text(input, path);
            set(
                updated,
                status,
                text("LifeCycle.ReviewComments"),
                text("LifeCycle.ReviewStatusReason"),
            );
            Ok(())
        }
    }
}
