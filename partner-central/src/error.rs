//! The error of a flow.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use partnercentral_selling::Error;
use partnercentral_selling::error::{BoxError, SdkError, TaskError};
use partnercentral_selling::types::ReasonCode;

use crate::validation;

/// The default limit of the wait for a task.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(300);

/// The reason why a flow ended early.
#[derive(Debug)]
#[non_exhaustive]
pub enum FlowError {
    /// A call failed. The error names the operation, the code, the message and the request id.
    Call(Box<SdkError<Error>>),
    /// The service ended a task with a failure.
    TaskFailed {
        /// The id of the task.
        task: String,
        /// The reason, if the service sent one.
        reason: Option<ReasonCode>,
        /// The explanation of the service, without HTML entities.
        message: Option<String>,
    },
    /// A task was still in progress at the end of the wait. It continues in the service: run the
    /// flow again with the stored progress, or list the tasks.
    TaskTimeout {
        /// The id of the task.
        task: String,
        /// The time that was waited.
        waited: Duration,
    },
    /// A response lacks a value that the flow needs.
    Missing {
        /// The operation.
        operation: &'static str,
        /// The member.
        member: &'static str,
    },
    /// The engagement does not have exactly one lead; name its context.
    AmbiguousLead {
        /// The id of the engagement.
        engagement: String,
        /// The ids of the contexts with leads.
        contexts: Vec<String>,
    },
    /// The caller could not store the progress. The steps until then took effect.
    Save(BoxError),
}

impl FlowError {
    pub(crate) fn missing(operation: &'static str, member: &'static str) -> Self {
        Self::Missing { operation, member }
    }
}

impl From<SdkError<Error>> for FlowError {
    fn from(error: SdkError<Error>) -> Self {
        Self::Call(Box::new(error))
    }
}

impl<T> From<TaskError<T, Error>> for FlowError {
    fn from(error: TaskError<T, Error>) -> Self {
        match error {
            TaskError::Failed(failed) => {
                let reason = |member: &str| failed.reasons.iter().find(|reason| reason.member == member);
                Self::TaskFailed {
                    reason: reason("ReasonCode").map(|reason| ReasonCode::from(reason.text.as_str())),
                    message: reason("Message").map(|reason| validation::decoded(&reason.text)),
                    task: failed.id,
                }
            }
            TaskError::TimedOut(timed_out) => Self::TaskTimeout {
                task: timed_out.id,
                waited: timed_out.elapsed,
            },
            TaskError::NotStarted(not_started) => Self::missing(not_started.operation, "TaskId"),
            TaskError::Call(source) | TaskError::Poll { source, .. } => Self::from(source),
        }
    }
}

impl fmt::Display for FlowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => fmt::Display::fmt(error, f),
            Self::TaskFailed { task, reason, message } => {
                write!(f, "the task {task} failed")?;
                if let Some(reason) = reason {
                    write!(f, ": {}", reason.as_str())?;
                }
                message.as_ref().map_or(Ok(()), |message| write!(f, ": {message}"))
            }
            Self::TaskTimeout { task, waited } => write!(
                f,
                "the task {task} was still in progress after {} s; it continues",
                waited.as_secs()
            ),
            Self::Missing { operation, member } => write!(f, "the response of {operation} has no {member}"),
            Self::AmbiguousLead { engagement, contexts } if contexts.is_empty() => {
                write!(f, "the engagement {engagement} has no lead")
            }
            Self::AmbiguousLead { engagement, contexts } => write!(
                f,
                "the engagement {engagement} has several leads ({}): choose one with `context`",
                contexts.join(", ")
            ),
            Self::Save(error) => write!(f, "the progress could not be stored: {error}"),
        }
    }
}

impl StdError for FlowError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Save(error) => Some(&**error),
            _ => None,
        }
    }
}
