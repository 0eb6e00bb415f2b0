//! All types, inputs and outputs through `serde` and back.

use e2e::model::Model;
use partnercentral_selling::{operation, types};
use serde::Serialize;
use serde::de::DeserializeOwned;

const NAMESPACE: &str = "com.amazonaws.partnercentralselling#";

/// The number of types that were written and read.
struct RoundTrips {
    model: Model,
    count: usize,
}

impl RoundTrips {
    /// Reads a value with all members and writes it again, for each member of its unions.
    fn check<T: DeserializeOwned + Serialize>(&mut self, shape: &str) {
        for variant in 0..6 {
            let mut number = 0;
            let mut text = |_| {
                number += 1;
                format!("{shape} \"{number}\" \u{1f680}")
            };
            let value = self.model.fill(shape, variant, &mut text);
            assert!(!value.is_null(), "{shape}");
            let read: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{shape}: {error}"));
            assert_eq!(serde_json::to_value(&read).unwrap(), value, "{shape}");
            let text = serde_json::to_string(&read).unwrap();
            let read: T = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_value(&read).unwrap(), value, "{shape}");
        }
        self.count += 1;
    }
}

macro_rules! check_types {
    ($trips:ident, $($name:ident,)*) => {
        $($trips.check::<types::$name>(&[NAMESPACE, stringify!($name)].concat());)*
    };
}

macro_rules! check_operations {
    ($trips:ident, $($module:ident::{$input:ident, $output:ident},)*) => {
        $(
            let operation = stringify!($input).trim_end_matches("Input");
            let (input, output) = ($trips.model.input(operation), $trips.model.output(operation));
            let (input, output) = (input.to_owned(), output.to_owned());
            $trips.check::<operation::$module::$input>(&input);
            match output.as_str() {
                // The type has no members.
                "smithy.api#Unit" => $trips.count += 1,
                output => $trips.check::<operation::$module::$output>(output),
            }
        )*
    };
}

#[test]
fn all_types_go_both_ways() {
    let mut trips = RoundTrips {
        model: Model::load().unwrap(),
        count: 0,
    };
    check_types!(
        trips,
        AccessDeniedExceptionErrorCode,
        Account,
        AccountReceiver,
        AccountSummary,
        Address,
        AddressSummary,
        AssigneeContact,
        AwsClosedLostReason,
        AwsFundingUsed,
        AwsMemberBusinessTitle,
        AwsOpportunityCustomer,
        AwsOpportunityInsights,
        AwsOpportunityLifeCycle,
        AwsOpportunityProject,
        AwsOpportunityRelatedEntities,
        AwsOpportunityStage,
        AwsOpportunitySummaryFullView,
        AwsPartition,
        AwsProductDetails,
        AwsProductInsights,
        AwsProductOptimization,
        AwsProductsSpendInsightsBySource,
        AwsSoftwareRevenue,
        AwsSubmission,
        AwsTeamMember,
        Channel,
        ClosedLostReason,
        CompetitorName,
        Contact,
        CountryCode,
        CreatedDateFilter,
        CurrencyCode,
        Customer,
        CustomerProjectsContext,
        CustomerSummary,
        DeliveryModel,
        EngagementContextDetails,
        EngagementContextPayload,
        EngagementContextType,
        EngagementCustomer,
        EngagementCustomerProjectDetails,
        EngagementInvitationPayloadType,
        EngagementInvitationSummary,
        EngagementMember,
        EngagementMemberSummary,
        EngagementProspectingResult,
        EngagementResourceAssociationSummary,
        EngagementScore,
        EngagementSort,
        EngagementSortName,
        EngagementSummary,
        EnrichmentContext,
        ExpectedContractDuration,
        ExpectedContractDurationTerm,
        ExpectedCustomerSpend,
        Industry,
        Invitation,
        InvitationProspectingResultAws,
        InvitationStatus,
        InvolvementTypeChangeReason,
        LastModifiedDate,
        LeadAddress,
        LeadContact,
        LeadContext,
        LeadCustomer,
        LeadInsights,
        LeadInteraction,
        LeadInvitationCustomer,
        LeadInvitationInteraction,
        LeadInvitationPayload,
        LifeCycle,
        LifeCycleForView,
        LifeCycleSummary,
        ListEngagementByAcceptingInvitationTaskSummary,
        ListEngagementFromOpportunityTaskSummary,
        ListOpportunityFromEngagementTaskSummary,
        ListTasksSortBase,
        ListTasksSortName,
        Marketing,
        MarketingSource,
        MonetaryValue,
        NationalSecurity,
        NextStepsHistory,
        OpportunityEngagementInvitationSort,
        OpportunityEngagementInvitationSortName,
        OpportunityInvitationPayload,
        OpportunityOrigin,
        OpportunityQuality,
        OpportunitySort,
        OpportunitySortName,
        OpportunitySummary,
        OpportunitySummaryView,
        OpportunityType,
        ParticipantType,
        Payload,
        PaymentFrequency,
        PrimaryNeedFromAws,
        ProfileNextStepsHistory,
        Project,
        ProjectDetails,
        ProjectSummary,
        ProjectView,
        ProspectingFromEngagementTaskSort,
        ProspectingFromEngagementTaskSortName,
        ProspectingInsights,
        ProspectingResult,
        ProspectingResultAws,
        ProspectingResultCustomer,
        ProspectingTaskStatus,
        ProspectingTaskSummary,
        ReasonCode,
        Receiver,
        ReceiverResponsibility,
        Recommendation,
        RelatedEntityIdentifiers,
        RelatedEntityType,
        ResourceSnapshotJobStatus,
        ResourceSnapshotJobSummary,
        ResourceSnapshotPayload,
        ResourceSnapshotSummary,
        ResourceType,
        RevenueModel,
        ReviewStatus,
        SalesActivity,
        SalesInvolvementType,
        SenderContact,
        SoftwareRevenue,
        SolutionBase,
        SolutionSort,
        SolutionSortName,
        SolutionStatus,
        SortBy,
        SortObject,
        SortOrder,
        Stage,
        Tag,
        TargetCloseDateFilter,
        TaskStatus,
        UpdateEngagementContextPayload,
        UpdateLeadContext,
        ValidationExceptionError,
        ValidationExceptionErrorCode,
        ValidationExceptionReason,
        Visibility,
    );
    check_operations!(
        trips,
        accept_engagement_invitation::{AcceptEngagementInvitationInput, AcceptEngagementInvitationOutput},
        assign_opportunity::{AssignOpportunityInput, AssignOpportunityOutput},
        associate_opportunity::{AssociateOpportunityInput, AssociateOpportunityOutput},
        create_engagement::{CreateEngagementInput, CreateEngagementOutput},
        create_engagement_context::{CreateEngagementContextInput, CreateEngagementContextOutput},
        create_engagement_invitation::{CreateEngagementInvitationInput, CreateEngagementInvitationOutput},
        create_opportunity::{CreateOpportunityInput, CreateOpportunityOutput},
        create_resource_snapshot::{CreateResourceSnapshotInput, CreateResourceSnapshotOutput},
        create_resource_snapshot_job::{CreateResourceSnapshotJobInput, CreateResourceSnapshotJobOutput},
        delete_resource_snapshot_job::{DeleteResourceSnapshotJobInput, DeleteResourceSnapshotJobOutput},
        disassociate_opportunity::{DisassociateOpportunityInput, DisassociateOpportunityOutput},
        get_aws_opportunity_summary::{GetAwsOpportunitySummaryInput, GetAwsOpportunitySummaryOutput},
        get_engagement::{GetEngagementInput, GetEngagementOutput},
        get_engagement_invitation::{GetEngagementInvitationInput, GetEngagementInvitationOutput},
        get_opportunity::{GetOpportunityInput, GetOpportunityOutput},
        get_prospecting_from_engagement_task::{GetProspectingFromEngagementTaskInput, GetProspectingFromEngagementTaskOutput},
        get_resource_snapshot::{GetResourceSnapshotInput, GetResourceSnapshotOutput},
        get_resource_snapshot_job::{GetResourceSnapshotJobInput, GetResourceSnapshotJobOutput},
        get_selling_system_settings::{GetSellingSystemSettingsInput, GetSellingSystemSettingsOutput},
        list_engagement_by_accepting_invitation_tasks::{ListEngagementByAcceptingInvitationTasksInput, ListEngagementByAcceptingInvitationTasksOutput},
        list_engagement_from_opportunity_tasks::{ListEngagementFromOpportunityTasksInput, ListEngagementFromOpportunityTasksOutput},
        list_engagement_invitations::{ListEngagementInvitationsInput, ListEngagementInvitationsOutput},
        list_engagement_members::{ListEngagementMembersInput, ListEngagementMembersOutput},
        list_engagement_resource_associations::{ListEngagementResourceAssociationsInput, ListEngagementResourceAssociationsOutput},
        list_engagements::{ListEngagementsInput, ListEngagementsOutput},
        list_opportunities::{ListOpportunitiesInput, ListOpportunitiesOutput},
        list_opportunity_from_engagement_tasks::{ListOpportunityFromEngagementTasksInput, ListOpportunityFromEngagementTasksOutput},
        list_prospecting_from_engagement_tasks::{ListProspectingFromEngagementTasksInput, ListProspectingFromEngagementTasksOutput},
        list_resource_snapshot_jobs::{ListResourceSnapshotJobsInput, ListResourceSnapshotJobsOutput},
        list_resource_snapshots::{ListResourceSnapshotsInput, ListResourceSnapshotsOutput},
        list_solutions::{ListSolutionsInput, ListSolutionsOutput},
        list_tags_for_resource::{ListTagsForResourceInput, ListTagsForResourceOutput},
        put_selling_system_settings::{PutSellingSystemSettingsInput, PutSellingSystemSettingsOutput},
        reject_engagement_invitation::{RejectEngagementInvitationInput, RejectEngagementInvitationOutput},
        start_engagement_by_accepting_invitation_task::{StartEngagementByAcceptingInvitationTaskInput, StartEngagementByAcceptingInvitationTaskOutput},
        start_engagement_from_opportunity_task::{StartEngagementFromOpportunityTaskInput, StartEngagementFromOpportunityTaskOutput},
        start_opportunity_from_engagement_task::{StartOpportunityFromEngagementTaskInput, StartOpportunityFromEngagementTaskOutput},
        start_prospecting_from_engagement_task::{StartProspectingFromEngagementTaskInput, StartProspectingFromEngagementTaskOutput},
        start_resource_snapshot_job::{StartResourceSnapshotJobInput, StartResourceSnapshotJobOutput},
        stop_resource_snapshot_job::{StopResourceSnapshotJobInput, StopResourceSnapshotJobOutput},
        submit_opportunity::{SubmitOpportunityInput, SubmitOpportunityOutput},
        tag_resource::{TagResourceInput, TagResourceOutput},
        untag_resource::{UntagResourceInput, UntagResourceOutput},
        update_engagement_context::{UpdateEngagementContextInput, UpdateEngagementContextOutput},
        update_opportunity::{UpdateOpportunityInput, UpdateOpportunityOutput},
    );
    // The list above has each type of the client.
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../generated/partnercentral-selling/src/serde_impls.rs"
    );
    let impls = std::fs::read_to_string(path).unwrap();
    let count = impls.lines().filter(|line| line.trim().starts_with("crate::")).count();
    assert_eq!(trips.count, count);
}

#[test]
fn null_is_an_absent_member_and_other_kinds_are_errors() {
    let life_cycle: types::LifeCycle = serde_json::from_str(r#"{"Stage": null, "NextSteps": "x"}"#).unwrap();
    assert!(life_cycle.stage().is_none());
    for text in ["7", "[]", "\"x\"", "{", "{\"Stage\": 7}", "{\"NextStepsHistory\": {}}"] {
        assert!(serde_json::from_str::<types::LifeCycle>(text).is_err(), "{text}");
    }
}
