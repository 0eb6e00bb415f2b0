//! The fluent builders of operations, from one macro call with a row per member.

mod macros;

use std::fmt;
use std::time::Duration;

use crate::client::{Handle, PresigningFuture, ResponseFuture, uuid};
use crate::customize::CustomizableOperation;
#[cfg(feature = "blocking")]
use crate::error::CallError;
pub use crate::mode::Async;
#[cfg(feature = "blocking")]
use crate::mode::Blocking;
use crate::operation::{Operation, OperationInput};
use crate::paginate::{PaginatedInput, Paginator};
#[cfg(feature = "blocking")]
use crate::presigning::PresignedRequest;
use crate::presigning::PresigningConfig;
use crate::task::{self, TaskInput, TaskResult};

/// The client of a fluent builder, and the mode of its calls.
#[derive(Clone, Debug)]
pub struct BoundClient<M = Async> {
    handle: Handle,
    mode: M,
}

/// The client of an input builder that has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unbound;

impl<M> BoundClient<M> {
    /// Returns a client with the mode of its calls.
    #[inline]
    pub fn new(handle: &Handle, mode: M) -> Self {
        Self {
            handle: handle.clone(),
            mode,
        }
    }

    /// Returns a call whose settings can be overridden.
    #[inline]
    pub fn customize<I>(self, input: I) -> CustomizableOperation<I, M> {
        CustomizableOperation::with_mode(self.handle, input, self.mode)
    }

    /// Returns a paginator, which calls the operation for each page.
    #[inline]
    pub fn paginate<I: PaginatedInput>(self, input: I) -> Paginator<I, M> {
        Paginator::with_mode(self.handle, input, self.mode)
    }
}

impl BoundClient {
    /// Starts a task and waits until it has ended.
    ///
    /// # Errors
    /// [`TaskError`](crate::task::TaskError): the task did not finish.
    pub async fn send_and_wait<I: TaskInput>(&self, input: &mut I, max_wait: Duration) -> TaskResult<I> {
        task::send_and_wait(&self.handle, input, max_wait).await
    }

    /// Waits until a task has ended.
    ///
    /// # Errors
    /// [`TaskError`](crate::task::TaskError): the task did not finish.
    pub async fn wait_for_task<I: TaskInput>(&self, input: &I, id: String, max_wait: Duration) -> TaskResult<I> {
        task::wait(&self.handle, input, id, max_wait).await
    }

    /// Calls the operation that the input belongs to.
    #[inline]
    pub fn call<I: OperationInput>(self, input: I) -> ResponseFuture<I::Output, I::Error> {
        self.handle.call(input)
    }

    /// Presigns a call of the operation that the input belongs to.
    #[inline]
    pub fn presign<I: OperationInput>(self, input: I, config: PresigningConfig) -> PresigningFuture<I::Error> {
        self.handle.presign(input, config)
    }
}

#[cfg(feature = "blocking")]
impl BoundClient<Blocking> {
    /// Starts a task and blocks until it has ended.
    ///
    /// # Errors
    /// [`TaskError`](crate::task::TaskError): the task did not finish.
    pub fn send_and_block<I: TaskInput>(&self, input: &mut I, max_wait: Duration) -> TaskResult<I> {
        let wait = task::send_and_wait(&self.handle, input, max_wait);
        self.mode.finish::<_, I::Error, _>(I::OPERATION.name, wait)
    }

    /// Blocks until a task has ended.
    ///
    /// # Errors
    /// [`TaskError`](crate::task::TaskError): the task did not finish.
    pub fn block_for_task<I: TaskInput>(&self, input: &I, id: String, max_wait: Duration) -> TaskResult<I> {
        let wait = task::wait(&self.handle, input, id, max_wait);
        self.mode.finish::<_, I::Error, _>(I::OPERATION.name, wait)
    }

    /// Calls the operation that the input belongs to.
    ///
    /// # Errors
    /// Errors of the call.
    #[inline]
    pub fn wait<I: OperationInput>(self, input: I) -> Result<I::Output, CallError<I::Error>> {
        self.mode.call(&self.handle, input)
    }

    /// Presigns a call of the operation that the input belongs to.
    ///
    /// # Errors
    /// A construction failure.
    #[inline]
    pub fn presign_and_wait<I: OperationInput>(
        self,
        input: I,
        config: PresigningConfig,
    ) -> Result<PresignedRequest, CallError<I::Error>> {
        let request = self.handle.presign(input, config);
        self.mode.finish::<_, I::Error, _>(I::OPERATION.name, request)
    }
}

/// A fluent builder.
pub trait FluentBuilder {
    /// The input of the operation.
    type Input: OperationInput;
}

/// Formats a fluent builder, whose name is that of the operation.
///
/// # Errors
/// Errors of the formatter.
#[doc(hidden)]
pub fn debug(f: &mut fmt::Formatter<'_>, operation: &Operation, shape: &dyn fmt::Debug) -> fmt::Result {
    f.debug_struct(&format!("{}FluentBuilder", operation.name))
        .field("shape", shape)
        .finish()
}

/// Fills an idempotency token that is unset, and returns it.
#[doc(hidden)]
pub fn ensure_token(token: &mut Option<String>) -> &str {
    token.get_or_insert_with(uuid::v4)
}
