//! Accepting invitations: pages, details, a decision, the task, the opportunity.

use std::time::Duration;

use partnercentral_selling::Client;
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::types::{InvitationStatus, ParticipantType};

use crate::error::{FlowError, TIMEOUT};

/// Returns a flow that handles all pending invitations to the partner in a catalog.
pub fn accept_invitations(client: &Client, catalog: impl Into<String>) -> Invitations<'_> {
    Invitations {
        client,
        catalog: catalog.into(),
        timeout: TIMEOUT,
    }
}

/// The flow that handles pending invitations.
#[derive(Debug)]
pub struct Invitations<'c> {
    client: &'c Client,
    catalog: String,
    timeout: Duration,
}

/// An answer to an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Accept it; the service creates an opportunity.
    Accept,
    /// Reject it, with a reason that the service knows, such as `Not interested`.
    Reject(String),
    /// Leave it pending.
    Skip,
}

/// An invitation and what became of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Handled {
    /// The invitation as it was before the answer.
    pub invitation: GetEngagementInvitationOutput,
    /// The result. A failure does not keep the flow from the next invitation.
    pub outcome: Result<Outcome, FlowError>,
}

/// The result of an answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It was accepted. The opportunity is absent if the invitation was not to one.
    Accepted(Option<Box<GetOpportunityOutput>>),
    /// It was rejected.
    Rejected,
    /// It is still pending.
    Skipped,
}

impl Invitations<'_> {
    /// Sets the longest time to wait for the task of one invitation: 5 minutes by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Reads each pending invitation, asks `decide`, and carries the answer out.
    ///
    /// # Errors
    ///
    /// A failure to list or to read invitations. Failures of one answer are in its [`Handled`].
    pub async fn run(
        self,
        mut decide: impl FnMut(&GetEngagementInvitationOutput) -> Decision,
    ) -> Result<Vec<Handled>, FlowError> {
        let mut pending = Vec::new();
        let call = self
            .client
            .list_engagement_invitations()
            .catalog(&self.catalog)
            .participant_type(ParticipantType::Receiver)
            .status(InvitationStatus::Pending);
        // The whole list first: answers change what further pages hold.
        let mut summaries = call.into_paginator().items().send();
        while let Some(summary) = summaries.try_next().await? {
            pending.push(summary.id);
        }
        let mut handled = Vec::with_capacity(pending.len());
        for id in pending {
            let call = self.client.get_engagement_invitation();
            let invitation = call.catalog(&self.catalog).identifier(id).send().await?;
            let outcome = self.answer(&invitation, decide(&invitation)).await;
            handled.push(Handled { invitation, outcome });
        }
        Ok(handled)
    }

    async fn answer(
        &self,
        invitation: &GetEngagementInvitationOutput,
        decision: Decision,
    ) -> Result<Outcome, FlowError> {
        match decision {
            Decision::Accept => self.accept(invitation.id()).await,
            Decision::Reject(reason) => {
                self.client
                    .reject_engagement_invitation()
                    .catalog(&self.catalog)
                    .identifier(invitation.id())
                    .rejection_reason(reason)
                    .send()
                    .await?;
                Ok(Outcome::Rejected)
            }
            Decision::Skip => Ok(Outcome::Skipped),
        }
    }

    async fn accept(&self, invitation: &str) -> Result<Outcome, FlowError> {
        let task = self
            .client
            .start_engagement_by_accepting_invitation_task()
            .catalog(&self.catalog)
            .identifier(invitation)
            .send_and_wait(self.timeout)
            .await?;
        let Some(opportunity) = task.opportunity_id else {
            return Ok(Outcome::Accepted(None));
        };
        let call = self.client.get_opportunity();
        let opportunity = call.catalog(&self.catalog).identifier(opportunity).send().await?;
        Ok(Outcome::Accepted(Some(Box::new(opportunity))))
    }
}
