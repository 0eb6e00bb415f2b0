//! The errors of tasks.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::error::SdkError;

/// The reason for which there is no finished task.
#[derive(Debug)]
pub enum TaskError<T, E> {
    /// The call that starts the task failed.
    Call(SdkError<E>),
    /// The service started no task.
    NotStarted(TaskNotStarted),
    /// The task was started, and a call that asks for its state failed.
    Poll {
        /// The id of the task.
        id: String,
        /// The failure.
        source: SdkError<E>,
    },
    /// The service ended the task with a failure.
    Failed(TaskFailed<T>),
    /// The task was in progress at the end of the wait. It continues in the service.
    TimedOut(TaskTimedOut),
}

/// A response without the id of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskNotStarted {
    /// The operation.
    pub operation: &'static str,
    /// The explanations of the service.
    pub reasons: Vec<TaskReason>,
}

/// A task that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskFailed<T> {
    /// The id of the task.
    pub id: String,
    /// The explanations of the service, in the order of the model.
    pub reasons: Vec<TaskReason>,
    /// The task.
    pub task: T,
}

/// A task that was in progress at the end of the wait.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskTimedOut {
    /// The id of the task.
    pub id: String,
    /// The time that was waited.
    pub elapsed: Duration,
}

/// An explanation of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskReason {
    /// The member with the explanation, for example `ReasonCode`.
    pub member: &'static str,
    /// Its text.
    pub text: String,
}

impl TaskReason {
    #[inline]
    pub(super) fn new(member: &'static str, text: &str) -> Self {
        let text = text.to_owned();
        Self { member, text }
    }
}

impl<T, E> TaskError<T, E> {
    /// Returns the id of the task, if it was started.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Call(_) | Self::NotStarted(_) => None,
            Self::Poll { id, .. } => Some(id),
            Self::Failed(failed) => Some(&failed.id),
            Self::TimedOut(timed_out) => Some(&timed_out.id),
        }
    }

    /// Returns the failed task.
    pub fn as_failed(&self) -> Option<&TaskFailed<T>> {
        match self {
            Self::Failed(failed) => Some(failed),
            _ => None,
        }
    }

    /// Returns the error of the call that failed.
    pub fn as_call_error(&self) -> Option<&SdkError<E>> {
        match self {
            Self::Call(source) | Self::Poll { source, .. } => Some(source),
            _ => None,
        }
    }

    /// Returns the explanations of the service.
    pub fn reasons(&self) -> &[TaskReason] {
        match self {
            Self::NotStarted(not_started) => &not_started.reasons,
            Self::Failed(failed) => &failed.reasons,
            _ => &[],
        }
    }

    /// Returns the explanation in a member, for example `ReasonCode`.
    pub fn reason(&self, member: &str) -> Option<&str> {
        let mut reasons = self.reasons().iter();
        reasons
            .find(|reason| reason.member == member)
            .map(|reason| reason.text.as_str())
    }
}

impl<T, E: Error + 'static> fmt::Display for TaskError<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => fmt::Display::fmt(error, f),
            Self::NotStarted(not_started) => {
                write!(f, "the response of {} has no task id", not_started.operation)?;
                explain(f, &not_started.reasons)
            }
            Self::Poll { id, source } => {
                write!(f, "the task {id} was started, and its state is unknown: {source}")
            }
            Self::Failed(failed) => {
                write!(f, "the task {} failed", failed.id)?;
                explain(f, &failed.reasons)
            }
            Self::TimedOut(timed_out) => write!(
                f,
                "the task {} was in progress after {} s; it continues",
                timed_out.id,
                timed_out.elapsed.as_secs()
            ),
        }
    }
}

#[inline]
fn explain(f: &mut fmt::Formatter<'_>, reasons: &[TaskReason]) -> fmt::Result {
    for (at, reason) in reasons.iter().enumerate() {
        let separator = if at == 0 { ": " } else { "; " };
        write!(f, "{separator}{}: {}", reason.member, reason.text)?;
    }
    Ok(())
}

impl<T: fmt::Debug, E: Error + 'static> Error for TaskError<T, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Call(source) | Self::Poll { source, .. } => source.source(),
            _ => None,
        }
    }
}
