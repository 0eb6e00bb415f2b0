//! The events that Partner Central sends to EventBridge.
//!
//! They arrive on the default bus in us-east-1, with the source `aws.partnercentral-selling`.
//! Delivery is best effort: events can be lost, late, repeated and out of order. Treat an event as
//! a hint to read the resource again, use [`Deduplicator`] to drop repeated deliveries, and run
//! [`changes_since`](crate::changes_since) regularly.

mod deduplicator;

use std::error::Error;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::deduplicator::{Deduplicator, Handling, RecentIds, SeenIds};

/// The source of all events of Partner Central Selling.
pub const SOURCE: &str = "aws.partnercentral-selling";

/// An event as EventBridge delivers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// The id of the event. Repeated deliveries have equal ids.
    pub id: String,
    /// The source: [`SOURCE`].
    pub source: String,
    /// The type, such as `Opportunity Updated`.
    #[serde(rename = "detail-type")]
    pub detail_type: String,
    /// The time (UTC) of the event, as ISO 8601 text.
    #[serde(default)]
    pub time: String,
    /// The region: `us-east-1`.
    #[serde(default)]
    pub region: String,
    /// The AWS account of the partner.
    #[serde(default)]
    pub account: String,
    /// The ARNs that the event is about; often empty.
    #[serde(default)]
    pub resources: Vec<String>,
    /// The content; [`detail`](Self::detail) returns its typed form.
    #[serde(rename = "detail")]
    pub raw_detail: Value,
}

/// The typed content of an event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Detail {
    /// `Opportunity Created`: by the partner or by AWS.
    OpportunityCreated(OpportunityDetail),
    /// `Opportunity Updated`: the opportunity or AWS's summary of it changed.
    OpportunityUpdated(OpportunityDetail),
    /// `Engagement Invitation Created`: sent or received.
    EngagementInvitationCreated(InvitationDetail),
    /// `Engagement Invitation Accepted`: by the receiver.
    EngagementInvitationAccepted(InvitationDetail),
    /// `Engagement Invitation Rejected`: by the receiver.
    EngagementInvitationRejected(InvitationDetail),
    /// `Engagement Invitation Expired`: no response within 15 days.
    EngagementInvitationExpired(InvitationDetail),
    /// `Engagement Member Added`.
    EngagementMemberAdded(MemberDetail),
    /// `Engagement Resource Snapshot Created`: a resource of an engagement has a new revision.
    EngagementResourceSnapshotCreated(SnapshotDetail),
    /// `Engagement Created`.
    EngagementCreated(EngagementDetail),
    /// `Engagement Updated`.
    EngagementUpdated(EngagementDetail),
    /// A type that this version does not know. The content is in [`Event::raw_detail`].
    Unknown,
}

/// The content of events about an opportunity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpportunityDetail {
    /// The catalog: `AWS` or `Sandbox`.
    pub catalog: String,
    /// The opportunity.
    pub opportunity: OpportunityReference,
}

/// An opportunity that an event names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpportunityReference {
    /// The id, which `GetOpportunity` takes.
    pub identifier: String,
    /// The ARN, if the event has it.
    #[serde(default)]
    pub arn: Option<String>,
}

/// The content of events about an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InvitationDetail {
    /// The catalog: `AWS` or `Sandbox`.
    pub catalog: String,
    /// The invitation.
    pub engagement_invitation: InvitationReference,
}

/// An invitation that an event names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InvitationReference {
    /// The id, which `GetEngagementInvitation` takes.
    pub id: String,
    /// The ARN.
    #[serde(default)]
    pub arn: Option<String>,
    /// The id of the engagement.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// The AWS account of the sender.
    #[serde(default)]
    pub sender_account_id: Option<String>,
    /// The AWS account of the receiver.
    #[serde(default)]
    pub receiver_account_id: Option<String>,
    /// The name of the sender. Only the event of the creation has it.
    #[serde(default)]
    pub sender_company_name: Option<String>,
    /// The time (UTC) at which the invitation expires. Only the event of the creation has it.
    #[serde(default)]
    pub expiration_date: Option<String>,
    /// The side of the partner: `Sender` or `Receiver`, not in capitals as in the API.
    #[serde(default)]
    pub participant_type: Option<String>,
    /// The type of the payload: `OpportunityInvitation` or `LeadInvitation`.
    #[serde(default)]
    pub payload_type: Option<String>,
}

/// The content of `Engagement Member Added`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MemberDetail {
    /// The catalog: `AWS` or `Sandbox`.
    pub catalog: String,
    /// The engagement.
    pub engagement: EngagementReference,
    /// The new member.
    pub engagement_member: Member,
}

/// A member of an engagement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Member {
    /// The AWS account of the member.
    #[serde(default)]
    pub account_id: Option<String>,
    /// The name of the company.
    #[serde(default)]
    pub company_name: Option<String>,
}

/// The content of events about an engagement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EngagementDetail {
    /// The catalog: `AWS` or `Sandbox`.
    pub catalog: String,
    /// The engagement.
    pub engagement: EngagementReference,
}

/// An engagement that an event names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EngagementReference {
    /// The id, which `GetEngagement` takes.
    #[serde(alias = "engagementId")]
    pub id: String,
    /// The types of its contexts, such as `Lead`.
    #[serde(rename = "ContextTypes", default)]
    pub context_types: Vec<String>,
}

/// The content of `Engagement Resource Snapshot Created`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SnapshotDetail {
    /// The catalog: `AWS` or `Sandbox`.
    pub catalog: String,
    /// The snapshot.
    pub resource_snapshot: SnapshotReference,
}

/// A snapshot that an event names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SnapshotReference {
    /// The ARN.
    #[serde(default)]
    pub arn: Option<String>,
    /// The id of the engagement.
    pub engagement_id: String,
    /// The type of the resource: `Opportunity`.
    pub resource_type: String,
    /// The id of the resource.
    pub resource_id: String,
    /// The AWS account that made the snapshot.
    #[serde(default)]
    pub created_by: Option<String>,
    /// The name of the template that defines the members of the snapshot.
    #[serde(default)]
    pub resource_snapshot_template_name: Option<String>,
}

impl Event {
    /// Parses an event from JSON, the form in which a queue or a function receives it.
    ///
    /// # Errors
    ///
    /// The text is not an event, or the event is of another source.
    pub fn from_json(text: &str) -> Result<Self, EventError> {
        let event: Self = serde_json::from_str(text).map_err(EventError::Json)?;
        if event.source == SOURCE {
            Ok(event)
        } else {
            Err(EventError::Source(event.source))
        }
    }

    /// Returns the typed content.
    ///
    /// # Errors
    ///
    /// The content lacks a member that its type always has.
    pub fn detail(&self) -> Result<Detail, EventError> {
        Ok(match &*self.detail_type {
            "Opportunity Created" => Detail::OpportunityCreated(self.read()?),
            "Opportunity Updated" => Detail::OpportunityUpdated(self.read()?),
            "Engagement Invitation Created" => Detail::EngagementInvitationCreated(self.read()?),
            "Engagement Invitation Accepted" => Detail::EngagementInvitationAccepted(self.read()?),
            "Engagement Invitation Rejected" => Detail::EngagementInvitationRejected(self.read()?),
            "Engagement Invitation Expired" => Detail::EngagementInvitationExpired(self.read()?),
            "Engagement Member Added" => Detail::EngagementMemberAdded(self.read()?),
            "Engagement Resource Snapshot Created" => Detail::EngagementResourceSnapshotCreated(self.read()?),
            "Engagement Created" => Detail::EngagementCreated(self.read()?),
            "Engagement Updated" => Detail::EngagementUpdated(self.read()?),
            _ => Detail::Unknown,
        })
    }

    fn read<T: DeserializeOwned>(&self) -> Result<T, EventError> {
        T::deserialize(&self.raw_detail).map_err(|error| EventError::Detail(self.detail_type.clone(), error))
    }
}

/// The reason why an event cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum EventError {
    /// The text is not an event.
    Json(serde_json::Error),
    /// The event is of another source.
    Source(String),
    /// The content of this type lacks a member.
    Detail(String, serde_json::Error),
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "not an event of EventBridge: {error}"),
            Self::Source(source) => write!(f, "an event of {source:?}, not of {SOURCE}"),
            Self::Detail(detail_type, error) => write!(f, "the content of the event {detail_type:?}: {error}"),
        }
    }
}

impl Error for EventError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Json(error) | Self::Detail(_, error) => Some(error),
            Self::Source(_) => None,
        }
    }
}
