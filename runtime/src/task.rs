//! Tasks: an operation that starts one, and a second one that returns its state
//! (`smithy.codegen#task`).

mod error;

use std::time::Duration;

pub use self::error::{TaskError, TaskFailed, TaskNotStarted, TaskReason, TaskTimedOut};
use crate::client::{Handle, uuid};
use crate::error::SdkError;
use crate::operation::OperationInput;
use crate::waiters::Backoff;

/// The shortest pause between two polls of a task.
const MIN_DELAY: Duration = Duration::from_millis(500);

/// The longest pause between two polls of a task.
const MAX_DELAY: Duration = Duration::from_secs(10);

/// The input of an operation that starts a task.
pub trait TaskInput: OperationInput + Clone {
    /// The input of the operation that returns the state of a task.
    type Poll: OperationInput<Error = Self::Error>;
    /// The description of a task that this operation returns.
    type Task;
    /// The values of the status that mean success.
    const SUCCESS: &'static [&'static str];
    /// The values of the status that mean failure.
    const FAILURE: &'static [&'static str];

    /// Returns the member by which the service recognizes a repeated request.
    fn token(&mut self) -> Option<&mut Option<String>>;

    /// Returns the id of the task that was started.
    fn id(output: &Self::Output) -> Option<String>;

    /// Passes the explanations of a response to a function: their member and their text.
    fn output_reasons(output: &Self::Output, visit: &mut dyn FnMut(&'static str, &str));

    /// Returns the call that asks for a task.
    fn poll(&self, id: &str) -> Self::Poll;

    /// Takes the task out of a response.
    fn task(output: <Self::Poll as OperationInput>::Output, id: &str) -> Option<Self::Task>;

    /// Returns whether a task has ended, if it has a member for that.
    fn has_ended(task: &Self::Task) -> Option<bool> {
        let _ = task;
        None
    }

    /// Passes each status of a task to a function.
    fn statuses(task: &Self::Task, visit: &mut dyn FnMut(&str));

    /// Passes the explanations of a task to a function: their member and their text.
    fn reasons(task: &Self::Task, visit: &mut dyn FnMut(&'static str, &str));
}

/// The result of a task: the finished task, or the reason for which there is none.
pub type TaskResult<I> =
    Result<<I as TaskInput>::Task, TaskError<<I as TaskInput>::Task, <I as OperationInput>::Error>>;

/// Starts a task and waits until it has ended, for at most this time.
///
/// The idempotency token stays in the input, so a repeat is the same request. After a failed task
/// it is cleared, because it would only return the failed task again.
///
/// # Errors
/// [`TaskError`]: the task did not finish.
pub async fn send_and_wait<I: TaskInput>(handle: &Handle, input: &mut I, max_wait: Duration) -> TaskResult<I> {
    if let Some(token) = input.token() {
        token.get_or_insert_with(uuid::v4);
    }
    let output = handle.call(input.clone()).into_own().await.map_err(TaskError::Call)?;
    let result = match I::id(&output) {
        Some(id) => wait(handle, &*input, id, max_wait).await,
        None => Err(TaskError::NotStarted(TaskNotStarted {
            operation: I::OPERATION.name,
            reasons: reasons(|visit| I::output_reasons(&output, visit)),
        })),
    };
    if matches!(result, Err(TaskError::Failed(_) | TaskError::NotStarted(_)))
        && let Some(token) = input.token()
    {
        *token = None;
    }
    result
}

/// Waits until a task has ended, for at most this time. A task that the service does not list yet
/// is in progress.
///
/// # Errors
/// [`TaskError`]: the task did not finish.
pub async fn wait<I: TaskInput>(handle: &Handle, input: &I, id: String, max_wait: Duration) -> TaskResult<I> {
    let mut backoff = Backoff::new(MIN_DELAY, MAX_DELAY, max_wait, handle.config().now());
    loop {
        let output = handle.call(input.poll(&id)).into_own().await;
        let task = match output {
            Ok(output) => I::task(output, &id),
            Err(source) => return Err(TaskError::Poll { id, source }),
        };
        if let Some(task) = task {
            match state::<I>(&task) {
                TaskState::InProgress => {}
                TaskState::Succeeded => return Ok(task),
                TaskState::Failed => {
                    let reasons = reasons(|visit| I::reasons(&task, visit));
                    return Err(TaskError::Failed(TaskFailed { id, reasons, task }));
                }
            }
        }
        let Some(delay) = backoff.next(handle.config().now()) else {
            let elapsed = backoff.elapsed(handle.config().now());
            return Err(TaskError::TimedOut(TaskTimedOut { id, elapsed }));
        };
        tracing::debug!(
            operation = I::OPERATION.name,
            task = id,
            ?delay,
            "the task is in progress"
        );
        handle.config().sleep(delay).await;
    }
}

/// The state of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TaskState {
    InProgress,
    Succeeded,
    Failed,
}

/// Returns the state of a task. A task of several parts has failed if all of them have failed.
fn state<I: TaskInput>(task: &I::Task) -> TaskState {
    let (mut open, mut succeeded, mut failed) = (false, false, false);
    I::statuses(task, &mut |status| {
        let is_failure = I::FAILURE.contains(&status);
        let is_success = I::SUCCESS.contains(&status);
        failed |= is_failure;
        succeeded |= is_success;
        open |= !is_failure && !is_success;
    });
    let has_ended = I::has_ended(task).unwrap_or(!open && (succeeded || failed));
    match has_ended {
        false => TaskState::InProgress,
        true if failed && !succeeded && !open => TaskState::Failed,
        true => TaskState::Succeeded,
    }
}

/// Collects explanations, each one once.
fn reasons(explain: impl FnOnce(&mut dyn FnMut(&'static str, &str))) -> Vec<TaskReason> {
    let mut reasons = Vec::new();
    explain(&mut |member, text| {
        let reason = TaskReason::new(member, text);
        if !text.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    });
    reasons
}

impl<T, E> From<SdkError<E>> for TaskError<T, E> {
    fn from(error: SdkError<E>) -> Self {
        Self::Call(error)
    }
}

/// Adds the functions of a task to the fluent builder of the operation that starts it.
#[doc(hidden)]
#[macro_export]
macro_rules! task_call {
    ($fluent:ident, input = $input:ident {}) => {
        impl $fluent {
            /// Starts the task and waits until it has ended, for at most this time. Returns the
            /// finished task.
            ///
            /// The call can be repeated. After a lost connection it is the same request, which the
            /// service recognizes. After a failed task it is a new one.
            ///
            /// # Errors
            /// [`TaskError`]($crate::task::TaskError): a failed call, a failed task with its
            /// reasons, or a task that takes longer.
            #[inline]
            pub async fn send_and_wait(&mut self, max_wait: ::std::time::Duration) -> $crate::task::TaskResult<$input> {
                self.client.send_and_wait(&mut self.shape, max_wait).await
            }

            /// Waits until a task that was started before has ended, for at most this time.
            ///
            /// # Errors
            /// As in [`send_and_wait`](Self::send_and_wait).
            #[inline]
            pub async fn wait_for_task(&self, id: impl Into<String>, max_wait: ::std::time::Duration) -> $crate::task::TaskResult<$input> {
                self.client.wait_for_task(&self.shape, id.into(), max_wait).await
            }
        }

        $crate::if_blocking! {
            impl $fluent<$crate::fluent::BoundClient<$crate::blocking::Blocking>> {
                /// Starts the task and blocks until it has ended, for at most this time. Returns
                /// the finished task.
                ///
                /// The call can be repeated. After a lost connection it is the same request, which
                /// the service recognizes. After a failed task it is a new one.
                ///
                /// # Errors
                /// [`TaskError`]($crate::task::TaskError): a failed call, a failed task with its
                /// reasons, or a task that takes longer.
                #[inline]
                pub fn send_and_wait(&mut self, max_wait: ::std::time::Duration) -> $crate::task::TaskResult<$input> {
                    self.client.send_and_block(&mut self.shape, max_wait)
                }

                /// Blocks until a task that was started before has ended, for at most this time.
                ///
                /// # Errors
                /// As in [`send_and_wait`](Self::send_and_wait).
                #[inline]
                pub fn wait_for_task(&self, id: impl Into<String>, max_wait: ::std::time::Duration) -> $crate::task::TaskResult<$input> {
                    self.client.block_for_task(&self.shape, id.into(), max_wait)
                }
            }
        }
    };
}
