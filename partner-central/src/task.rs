//! Waiting for a task of the service.

use std::time::{Duration, Instant};

use partnercentral_selling::types::{
    ListEngagementByAcceptingInvitationTaskSummary, ListEngagementFromOpportunityTaskSummary,
    ListOpportunityFromEngagementTaskSummary, ReasonCode, TaskStatus,
};

use crate::error::FlowError;
use crate::validation;

/// The time after which a wait gives up, if the caller sets none.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(300);

/// The first pause between two polls. Each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// The longest pause between two polls.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The state of a task of any kind.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) opportunity: Option<String>,
    pub(crate) engagement: Option<String>,
    status: Option<TaskStatus>,
    reason: Option<ReasonCode>,
    message: Option<String>,
}

/// Polls a task until it is complete.
///
/// A task that is not in the list yet counts as in progress.
pub(crate) async fn wait<F>(id: &str, timeout: Duration, poll: impl Fn() -> F) -> Result<Task, FlowError>
where
    F: Future<Output = Result<Option<Task>, FlowError>>,
{
    let start = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        if let Some(task) = poll().await? {
            match &task.status {
                Some(TaskStatus::Complete) => return Ok(task),
                Some(TaskStatus::Failed) => {
                    return Err(FlowError::TaskFailed {
                        task: id.to_owned(),
                        reason: task.reason,
                        message: task.message.as_deref().map(validation::decoded),
                    });
                }
                _ => {}
            }
        }
        let waited = start.elapsed();
        if waited + pause > timeout {
            return Err(FlowError::TaskTimeout {
                task: id.to_owned(),
                waited,
            });
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

impl From<ListEngagementFromOpportunityTaskSummary> for Task {
    fn from(task: ListEngagementFromOpportunityTaskSummary) -> Self {
        Self {
            opportunity: task.opportunity_id,
            engagement: task.engagement_id,
            status: task.task_status,
            reason: task.reason_code,
            message: task.message,
        }
    }
}

impl From<ListEngagementByAcceptingInvitationTaskSummary> for Task {
    fn from(task: ListEngagementByAcceptingInvitationTaskSummary) -> Self {
        Self {
            opportunity: task.opportunity_id,
            engagement: None,
            status: task.task_status,
            reason: task.reason_code,
            message: task.message,
        }
    }
}

impl From<ListOpportunityFromEngagementTaskSummary> for Task {
    fn from(task: ListOpportunityFromEngagementTaskSummary) -> Self {
        Self {
            opportunity: task.opportunity_id,
            engagement: task.engagement_id,
            status: task.task_status,
            reason: task.reason_code,
            message: task.message,
        }
    }
}
