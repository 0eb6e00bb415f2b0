//! The progress of the creation of an opportunity from a lead.

use serde::{Deserialize, Serialize};

use crate::progress::{TaskProgress, stored_as_text};

/// The progress of [`lead_to_opportunity`](crate::lead_to_opportunity).
///
/// It contains the token by which the service recognizes a repeated start of the task, and the id
/// of the task. Store it as text (`to_string`, `parse`) or with serde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LeadProgress {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) context: Option<String>,
    pub(super) start: TaskProgress,
}

impl LeadProgress {
    /// Returns the progress of a flow that has not begun, with a new token.
    pub fn new() -> Self {
        Self {
            context: None,
            start: TaskProgress::new(),
        }
    }

    /// Returns the id of the context with the lead, once it is known.
    pub fn context(&self) -> Option<&str> {
        self.context.as_deref()
    }

    /// Returns the id of the task, once it was started.
    pub fn task(&self) -> Option<&str> {
        self.start.task.as_deref()
    }
}

stored_as_text!(LeadProgress, "an opportunity of a lead");
