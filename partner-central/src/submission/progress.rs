//! The progress of a submission.

use serde::{Deserialize, Serialize};

use crate::progress::{new_token, stored_as_text};

/// The progress of a submission.
///
/// It contains the tokens by which the service recognizes repeated requests, and the ids of the
/// resources that exist already. Store it before the first request, as text (`to_string`, `parse`)
/// or with serde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Progress {
    pub(super) create_token: String,
    pub(super) task_token: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) opportunity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) task: Option<String>,
}

impl Progress {
    /// Returns the progress of a submission that has not begun, with new tokens.
    pub fn new() -> Self {
        Self {
            create_token: new_token(),
            task_token: new_token(),
            opportunity: None,
            task: None,
        }
    }

    /// Returns the id of the opportunity, once it exists.
    pub fn opportunity(&self) -> Option<&str> {
        self.opportunity.as_deref()
    }

    /// Returns the id of the task that AWS works on, once it was started.
    pub fn task(&self) -> Option<&str> {
        self.task.as_deref()
    }

    /// Removes a failed task. Its token would only return the failed task again.
    pub(super) fn discard_task(&mut self) {
        self.task = None;
        self.task_token = new_token();
    }
}

stored_as_text!(Progress, "a submission");
