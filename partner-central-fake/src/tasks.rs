//! Asynchronous tasks: the time and the result of their end.

use std::collections::VecDeque;

use serde_json::Value;

/// The time at which tasks finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskPolicy {
    /// A task is reported in progress this many times, and finishes at the next poll.
    AfterPolls(u32),
    /// Tasks finish when a test calls [`Fake::complete_tasks`](crate::Fake::complete_tasks).
    OnRequest,
}

impl Default for TaskPolicy {
    fn default() -> Self {
        Self::AfterPolls(1)
    }
}

/// The reason why a task fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFailure {
    /// A value of the model's enum `ReasonCode`.
    pub reason_code: String,
    /// The message.
    pub message: String,
}

impl TaskFailure {
    /// Returns a failure with this reason code and message.
    pub fn new(reason_code: &str, message: &str) -> Self {
        Self {
            reason_code: reason_code.to_owned(),
            message: message.to_owned(),
        }
    }
}

/// The kind of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// `StartEngagementByAcceptingInvitationTask`
    EngagementByAcceptingInvitation,
    /// `StartEngagementFromOpportunityTask`
    EngagementFromOpportunity,
    /// `StartOpportunityFromEngagementTask`
    OpportunityFromEngagement,
    /// `StartProspectingFromEngagementTask`
    ProspectingFromEngagement,
}

impl TaskKind {
    /// Returns the name of the resource in ARNs.
    pub(crate) fn resource(self) -> &'static str {
        match self {
            Self::EngagementByAcceptingInvitation => "engagement-by-accepting-invitation-task",
            Self::EngagementFromOpportunity => "engagement-from-opportunity-task",
            Self::OpportunityFromEngagement => "opportunity-from-engagement-task",
            Self::ProspectingFromEngagement => "prospecting-from-engagement-task",
        }
    }

    /// Returns the kind that an operation lists.
    pub(crate) fn listed_by(operation: &str) -> Self {
        match operation {
            "ListEngagementByAcceptingInvitationTasks" => Self::EngagementByAcceptingInvitation,
            "ListEngagementFromOpportunityTasks" => Self::EngagementFromOpportunity,
            "ListOpportunityFromEngagementTasks" => Self::OpportunityFromEngagement,
            _ => Self::ProspectingFromEngagement,
        }
    }
}

/// A task: the form in which operations return it, and the input that started it.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) kind: TaskKind,
    pub(crate) body: Value,
    pub(crate) input: Value,
    pub(crate) is_finished: bool,
    pub(crate) failure: Option<TaskFailure>,
    polls: u32,
}

/// All tasks of a catalog, and the requested results of future tasks.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    pub(crate) all: Vec<Task>,
    pub(crate) policy: TaskPolicy,
    /// The failures of the next tasks, of this kind or of any.
    failures: VecDeque<(Option<TaskKind>, TaskFailure)>,
}

impl Tasks {
    /// Adds a task that has just been started.
    pub(crate) fn add(&mut self, kind: TaskKind, body: Value, input: Value) {
        let matches = |(expected, _): &(Option<TaskKind>, TaskFailure)| expected.is_none_or(|other| other == kind);
        let at = self.failures.iter().position(matches);
        let failure = at.and_then(|at| self.failures.remove(at)).map(|(_, failure)| failure);
        self.all.push(Task {
            kind,
            body,
            input,
            is_finished: false,
            failure,
            polls: 0,
        });
    }

    /// Lets the next task of a kind fail.
    pub(crate) fn fail_next(&mut self, kind: Option<TaskKind>, failure: TaskFailure) {
        self.failures.push_back((kind, failure));
    }

    /// Counts a poll of all tasks of a kind, and returns the positions of those that finish now.
    pub(crate) fn poll(&mut self, kind: TaskKind) -> Vec<usize> {
        let TaskPolicy::AfterPolls(limit) = self.policy else {
            return Vec::new();
        };
        let mut due = Vec::new();
        for (at, task) in self.all.iter_mut().enumerate() {
            if task.kind == kind && !task.is_finished {
                if task.polls >= limit {
                    due.push(at);
                }
                task.polls += 1;
            }
        }
        due
    }

    /// Returns the positions of all tasks in progress.
    pub(crate) fn in_progress(&self) -> Vec<usize> {
        let tasks = self.all.iter().enumerate();
        tasks.filter(|(_, task)| !task.is_finished).map(|(at, _)| at).collect()
    }
}
