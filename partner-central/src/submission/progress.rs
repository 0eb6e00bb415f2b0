//! The progress of a submission, which the caller stores.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The progress of a submission.
///
/// It holds the tokens by which the service recognizes repeated requests, and the ids of what
/// exists already. Store it before the first request, as text (`to_string`, `parse`) or with serde.
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
            create_token: Uuid::new_v4().to_string(),
            task_token: Uuid::new_v4().to_string(),
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

    /// Forgets a failed task. Its token would only return the failed task again.
    pub(super) fn discard_task(&mut self) {
        self.task = None;
        self.task_token = Uuid::new_v4().to_string();
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl FromStr for Progress {
    type Err = ProgressError;

    fn from_str(text: &str) -> Result<Self, ProgressError> {
        serde_json::from_str(text).map_err(ProgressError)
    }
}

/// A text that is not a stored [`Progress`].
#[derive(Debug)]
pub struct ProgressError(serde_json::Error);

impl fmt::Display for ProgressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not the progress of a submission: {}", self.0)
    }
}

impl Error for ProgressError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}
