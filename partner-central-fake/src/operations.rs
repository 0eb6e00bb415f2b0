//! The operations: a function per operation, from a valid input to an output.

mod association;
mod context;
mod engagement;
pub(crate) mod invitation;
mod membership;
pub(crate) mod opportunity;
mod prospecting;
mod resource_snapshot;
mod settings;
mod snapshot_job;
mod solution;
mod submission;
mod tags;
pub(crate) mod task;

use serde_json::{Value, json};

use crate::call::Call;
use crate::error::ServiceError;
use crate::store::Catalog;

/// Handles a call. The output may have more members than its shape; the additional ones are
/// removed.
pub(crate) type Handler = fn(&mut Catalog, &Call<'_>) -> Result<Value, ServiceError>;

/// Returns the handler of an operation.
pub(crate) fn handler(operation: &str) -> Option<Handler> {
    HANDLERS
        .iter()
        .find(|(name, _)| *name == operation)
        .map(|(_, handler)| *handler)
}

/// Returns the output of operations that return nothing.
pub(crate) fn nothing() -> Value {
    json!({})
}

const HANDLERS: [(&str, Handler); 45] = [
    ("AcceptEngagementInvitation", invitation::accept),
    ("AssignOpportunity", opportunity::assign),
    ("AssociateOpportunity", association::associate),
    ("CreateEngagement", engagement::create),
    ("CreateEngagementContext", context::create),
    ("CreateEngagementInvitation", invitation::create),
    ("CreateOpportunity", opportunity::create),
    ("CreateResourceSnapshot", resource_snapshot::create),
    ("CreateResourceSnapshotJob", snapshot_job::create),
    ("DeleteResourceSnapshotJob", snapshot_job::delete),
    ("DisassociateOpportunity", association::disassociate),
    ("GetAwsOpportunitySummary", submission::get_aws_summary),
    ("GetEngagement", engagement::get),
    ("GetEngagementInvitation", invitation::get),
    ("GetOpportunity", opportunity::get),
    ("GetProspectingFromEngagementTask", prospecting::get),
    ("GetResourceSnapshot", resource_snapshot::get),
    ("GetResourceSnapshotJob", snapshot_job::get),
    ("GetSellingSystemSettings", settings::get),
    ("ListEngagementByAcceptingInvitationTasks", task::list),
    ("ListEngagementFromOpportunityTasks", task::list),
    ("ListEngagementInvitations", invitation::list),
    ("ListEngagementMembers", engagement::list_members),
    (
        "ListEngagementResourceAssociations",
        resource_snapshot::list_associations,
    ),
    ("ListEngagements", engagement::list),
    ("ListOpportunities", opportunity::list),
    ("ListOpportunityFromEngagementTasks", task::list),
    ("ListProspectingFromEngagementTasks", prospecting::list),
    ("ListResourceSnapshotJobs", snapshot_job::list),
    ("ListResourceSnapshots", resource_snapshot::list),
    ("ListSolutions", solution::list),
    ("ListTagsForResource", tags::list),
    ("PutSellingSystemSettings", settings::put),
    ("RejectEngagementInvitation", invitation::reject),
    (
        "StartEngagementByAcceptingInvitationTask",
        task::start_by_accepting_invitation,
    ),
    ("StartEngagementFromOpportunityTask", task::start_from_opportunity),
    ("StartOpportunityFromEngagementTask", task::start_from_engagement),
    ("StartProspectingFromEngagementTask", prospecting::start),
    ("StartResourceSnapshotJob", snapshot_job::start),
    ("StopResourceSnapshotJob", snapshot_job::stop),
    ("SubmitOpportunity", submission::submit),
    ("TagResource", tags::tag),
    ("UntagResource", tags::untag),
    ("UpdateEngagementContext", context::update),
    ("UpdateOpportunity", opportunity::update),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    #[test]
    fn every_operation_of_the_model_has_a_handler() {
        let names: Vec<_> = Model::get().operations().map(|operation| &*operation.name).collect();
        assert_eq!(names, HANDLERS.map(|(name, _)| name));
    }
}
