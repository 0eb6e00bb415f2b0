//! Accepting invitations: pages, details, a decision, the task, the opportunity.

mod progress;

use std::time::Duration;

use partnercentral_selling::Client;
use partnercentral_selling::error::{BoxError, TaskError};
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::types::{InvitationStatus, ParticipantType};

use self::progress::Action;
pub use self::progress::InvitationProgress;
use crate::error::{FlowError, TIMEOUT};
use crate::progress::{TaskProgress, store};

/// Returns a flow that handles all pending invitations to the partner in a catalog.
pub fn accept_invitations(client: &Client, catalog: impl Into<String>) -> Invitations<'_> {
    Invitations {
        client,
        catalog: catalog.into(),
        timeout: TIMEOUT,
    }
}

/// The flow that handles pending invitations.
///
/// [`run`](Self::run) does it in one process. [`resume`](Self::resume) can be repeated after a
/// crash with the stored [`InvitationProgress`].
#[derive(Debug)]
pub struct Invitations<'c> {
    client: &'c Client,
    catalog: String,
    timeout: Duration,
}

/// A decision about an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Accept it; the service creates an opportunity.
    Accept,
    /// Reject it, with a reason that the service knows, such as `Not interested`.
    Reject(String),
    /// Leave it pending.
    Skip,
}

/// An invitation and its result.
#[derive(Debug)]
#[non_exhaustive]
pub struct Handled {
    /// The invitation before the decision was carried out or, if an earlier run did that, its
    /// current state.
    pub invitation: GetEngagementInvitationOutput,
    /// The result. After a failure, the flow continues with the next invitation.
    pub outcome: Result<Outcome, FlowError>,
}

/// The result of a decision.
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

    /// Reads each pending invitation, calls `decide`, and carries out the decision.
    ///
    /// # Errors
    ///
    /// A failure to list or to read invitations. The failure of one decision is in its [`Handled`].
    pub async fn run(
        self,
        decide: impl FnMut(&GetEngagementInvitationOutput) -> Decision,
    ) -> Result<Vec<Handled>, FlowError> {
        self.resume(&mut InvitationProgress::new(), decide, |_| Ok(())).await
    }

    /// Handles the invitations as [`run`](Self::run) does, starting from `progress`.
    ///
    /// Invitations of the progress come first. Nothing is decided or carried out twice, and the
    /// result includes invitations that an interrupted run finished. `save` stores the progress
    /// after each decision and each start of a task; an error of it ends the flow.
    ///
    /// # Errors
    ///
    /// As in [`run`](Self::run). A failed task is removed from the progress, so the next run asks
    /// for a decision again.
    pub async fn resume(
        self,
        progress: &mut InvitationProgress,
        mut decide: impl FnMut(&GetEngagementInvitationOutput) -> Decision,
        mut save: impl FnMut(&InvitationProgress) -> Result<(), BoxError>,
    ) -> Result<Vec<Handled>, FlowError> {
        let mut ids: Vec<String> = progress.invitations().map(str::to_owned).collect();
        // The whole list is read first, because decisions change later pages.
        for id in self.pending().await? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut handled = Vec::with_capacity(ids.len());
        for id in ids {
            let call = self.client.get_engagement_invitation();
            let invitation = call.catalog(&self.catalog).identifier(&id).send().await?;
            if progress.action(&id).is_none() && progress.decide(&id, decide(&invitation)) {
                store(progress, &mut save)?;
            }
            let outcome = match self.answer(&invitation, progress, &mut save).await {
                Err(FlowError::Save(error)) => return Err(FlowError::Save(error)),
                outcome => outcome,
            };
            handled.push(Handled { invitation, outcome });
        }
        Ok(handled)
    }

    /// Returns the ids of the pending invitations.
    async fn pending(&self) -> Result<Vec<String>, FlowError> {
        let call = self
            .client
            .list_engagement_invitations()
            .catalog(&self.catalog)
            .participant_type(ParticipantType::Receiver)
            .status(InvitationStatus::Pending);
        let mut summaries = call.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(summary) = summaries.try_next().await? {
            ids.push(summary.id);
        }
        Ok(ids)
    }

    async fn answer(
        &self,
        invitation: &GetEngagementInvitationOutput,
        progress: &mut InvitationProgress,
        save: impl FnMut(&InvitationProgress) -> Result<(), BoxError>,
    ) -> Result<Outcome, FlowError> {
        match progress.action(invitation.id()).cloned() {
            Some(Action::Accept(task)) => self.accept(invitation.id(), task, progress, save).await,
            Some(Action::Reject(reason)) => {
                // A run that was interrupted may have rejected it.
                if invitation.status() != Some(&InvitationStatus::Rejected) {
                    self.reject(invitation.id(), reason).await?;
                }
                Ok(Outcome::Rejected)
            }
            None => Ok(Outcome::Skipped),
        }
    }

    async fn reject(&self, invitation: &str, reason: String) -> Result<(), FlowError> {
        self.client
            .reject_engagement_invitation()
            .catalog(&self.catalog)
            .identifier(invitation)
            .rejection_reason(reason)
            .send()
            .await?;
        Ok(())
    }

    async fn accept(
        &self,
        invitation: &str,
        task: TaskProgress,
        progress: &mut InvitationProgress,
        mut save: impl FnMut(&InvitationProgress) -> Result<(), BoxError>,
    ) -> Result<Outcome, FlowError> {
        let id = match task.task {
            Some(id) => id,
            None => {
                let id = self.start(invitation, task.token).await?;
                progress.start(invitation, &id);
                store(progress, &mut save)?;
                id
            }
        };
        let call = self.client.start_engagement_by_accepting_invitation_task();
        let done = call.catalog(&self.catalog).wait_for_task(id, self.timeout).await;
        if matches!(done, Err(TaskError::Failed(_))) {
            progress.forget(invitation);
            store(progress, &mut save)?;
        }
        let Some(opportunity) = done?.opportunity_id else {
            return Ok(Outcome::Accepted(None));
        };
        let call = self.client.get_opportunity();
        let opportunity = call.catalog(&self.catalog).identifier(opportunity).send().await?;
        Ok(Outcome::Accepted(Some(Box::new(opportunity))))
    }

    /// Starts the task that accepts an invitation, and returns its id.
    async fn start(&self, invitation: &str, token: String) -> Result<String, FlowError> {
        let started = self
            .client
            .start_engagement_by_accepting_invitation_task()
            .catalog(&self.catalog)
            .client_token(token)
            .identifier(invitation)
            .send()
            .await?;
        started
            .task_id
            .ok_or(FlowError::missing("StartEngagementByAcceptingInvitationTask", "TaskId"))
    }
}
