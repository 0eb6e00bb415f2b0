//! The progress of decisions about invitations.

use serde::{Deserialize, Serialize};

use super::Decision;
use crate::progress::{TaskProgress, stored_as_text};

/// The progress of [`accept_invitations`](crate::accept_invitations).
///
/// It contains the decisions, and the tokens and ids of the tasks that carry them out. Store it as
/// text (`to_string`, `parse`) or with serde. It belongs to one run of the flow: begin the next run
/// with a new one, once you have the results of the invitations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InvitationProgress {
    pub(super) answers: Vec<Answer>,
}

/// A decision about an invitation, by the id of the invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Answer {
    pub(super) invitation: String,
    pub(super) action: Action,
}

/// The calls that carry out a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Action {
    /// A task accepts the invitation.
    Accept(TaskProgress),
    /// The invitation is rejected with this reason.
    Reject(String),
}

impl InvitationProgress {
    /// Returns the progress of a run that has not begun.
    pub fn new() -> Self {
        Self { answers: Vec::new() }
    }

    /// Returns the ids of the invitations with a decision.
    pub fn invitations(&self) -> impl Iterator<Item = &str> {
        self.answers.iter().map(|answer| answer.invitation.as_str())
    }

    pub(super) fn action(&self, invitation: &str) -> Option<&Action> {
        let mut answers = self.answers.iter();
        Some(&answers.find(|answer| answer.invitation == invitation)?.action)
    }

    /// Records a decision. An invitation that is left pending needs no record.
    pub(super) fn decide(&mut self, invitation: &str, decision: Decision) -> bool {
        let action = match decision {
            Decision::Accept => Action::Accept(TaskProgress::new()),
            Decision::Reject(reason) => Action::Reject(reason),
            Decision::Skip => return false,
        };
        self.answers.push(Answer {
            invitation: invitation.to_owned(),
            action,
        });
        true
    }

    /// Records that the task of an acceptance was started.
    pub(super) fn start(&mut self, invitation: &str, id: &str) {
        for answer in &mut self.answers {
            if let Action::Accept(task) = &mut answer.action
                && answer.invitation == invitation
            {
                task.task = Some(id.to_owned());
            }
        }
    }

    /// Removes a decision whose task failed. The next run asks for a decision again.
    pub(super) fn forget(&mut self, invitation: &str) {
        self.answers.retain(|answer| answer.invitation != invitation);
    }
}

stored_as_text!(InvitationProgress, "answers to invitations");
