//! Waiters: calls that are repeated until a resource is in the wanted state
//! (`smithy.waiters#waitable`).

mod backoff;
pub mod error;
pub mod jmespath;
mod matcher;
mod observer;
#[cfg(feature = "aws-config")]
mod sdk;

use std::fmt;
use std::time::Duration;

use crate::client::Handle;
use crate::error::{Interface, OwnTypes, ProvideErrorMetadata, SdkError};
use crate::mode::Async;
#[cfg(feature = "blocking")]
use crate::mode::Blocking;
use crate::operation::{OperationInput, ServiceError};
use crate::serde::SerializeShape;

pub(crate) use self::backoff::Backoff;
use self::error::{ConstructionFailure, ExceededMaxWait, FailureState, OperationFailed, WaiterError};
use self::matcher::PollOutcome;
pub use self::matcher::{Acceptor, Comparator, Matcher, State};

/// The description of a waiter. Generated code has one `static` per waiter.
#[derive(Debug)]
pub struct Waiter {
    /// The name in the model, for example `BucketExists`.
    pub name: &'static str,
    /// The shortest time between two calls, in seconds.
    pub min_delay: u32,
    /// The longest time between two calls, in seconds.
    pub max_delay: u32,
    /// The conditions of the states. The first that matches decides.
    pub acceptors: &'static [Acceptor],
}

/// The result of the last call of a waiter, which was accepted.
#[derive(Clone, Debug)]
pub struct FinalPoll<O, E> {
    result: Result<O, E>,
}

impl<O, E> FinalPoll<O, E> {
    /// Returns a poll with this result.
    #[inline]
    pub fn new(result: Result<O, E>) -> Self {
        Self { result }
    }

    /// Returns the output or the error, owned.
    ///
    /// # Errors
    /// The waiter accepted an error of the service.
    #[inline]
    pub fn into_result(self) -> Result<O, E> {
        self.result
    }

    /// Returns the output or the error.
    ///
    /// # Errors
    /// The waiter accepted an error of the service.
    #[inline]
    pub fn as_result(&self) -> Result<&O, &E> {
        self.result.as_ref()
    }
}

/// The client of a builder whose call is repeated until a waiter accepts it.
#[derive(Clone, Debug)]
pub struct BoundWaiter<M = Async> {
    handle: Handle,
    waiter: &'static Waiter,
    #[cfg_attr(
        not(feature = "blocking"),
        expect(dead_code, reason = "only a call that blocks asks for it")
    )]
    mode: M,
}

/// The result of a waiter for an operation.
pub type WaiterResult<I> = Result<FinalPollOf<I>, WaiterErrorOf<I>>;

/// The result of the last call of a waiter for an operation.
pub type FinalPollOf<I> = <<<I as OperationInput>::Error as ServiceError>::Interface as WaiterInterface>::FinalPoll<
    <I as OperationInput>::Output,
    <I as OperationInput>::Error,
>;

/// The error of a waiter for an operation.
pub type WaiterErrorOf<I> = <<<I as OperationInput>::Error as ServiceError>::Interface as WaiterInterface>::WaiterError<
    <I as OperationInput>::Output,
    <I as OperationInput>::Error,
>;

/// The public types of the results of waiters.
pub trait WaiterInterface: Interface {
    /// The result of the last call.
    type FinalPoll<O, E: ServiceError>;

    /// The reason for which the wait ended without the wanted state.
    type WaiterError<O, E: ServiceError>;

    /// Converts the result of a waiter to the public types.
    ///
    /// # Errors
    /// The error of the waiter.
    fn shown<O, E: ServiceError>(
        end: Result<FinalPoll<O, SdkError<E>>, WaiterError<O, E>>,
    ) -> Result<Self::FinalPoll<O, E>, Self::WaiterError<O, E>>;
}

impl WaiterInterface for OwnTypes {
    type FinalPoll<O, E: ServiceError> = FinalPoll<O, SdkError<E>>;
    type WaiterError<O, E: ServiceError> = WaiterError<O, E>;

    #[inline]
    fn shown<O, E: ServiceError>(
        end: Result<FinalPoll<O, SdkError<E>>, WaiterError<O, E>>,
    ) -> Result<FinalPoll<O, SdkError<E>>, WaiterError<O, E>> {
        end
    }
}

impl<M> BoundWaiter<M> {
    /// Returns the client of a waiter, in a mode of its calls.
    #[inline]
    pub fn new(handle: &Handle, waiter: &'static Waiter, mode: M) -> Self {
        Self {
            handle: handle.clone(),
            waiter,
            mode,
        }
    }
}

impl BoundWaiter {
    /// Calls the operation until the waiter accepts the result, for at most this time.
    ///
    /// # Errors
    /// [`WaiterError`]: the resource did not reach the wanted state.
    pub async fn wait<I>(self, input: I, max_wait: Duration) -> WaiterResult<I>
    where
        I: OperationInput + Clone,
        I::Output: SerializeShape,
        I::Error: ProvideErrorMetadata + ServiceError<Interface: WaiterInterface>,
    {
        <I::Error as ServiceError>::Interface::shown(poll(&self.handle, self.waiter, input, max_wait).await)
    }
}

#[cfg(feature = "blocking")]
impl BoundWaiter<Blocking> {
    /// Calls the operation until the waiter accepts the result, for at most this time.
    ///
    /// # Errors
    /// [`WaiterError`]: the resource did not reach the wanted state.
    pub fn wait<I>(self, input: I, max_wait: Duration) -> WaiterResult<I>
    where
        I: OperationInput + Clone,
        I::Output: SerializeShape,
        I::Error: ProvideErrorMetadata + ServiceError<Interface: WaiterInterface>,
    {
        let name = self.waiter.name;
        let wait = poll(&self.handle, self.waiter, input, max_wait);
        let end = self
            .mode
            .block_on(wait)
            .unwrap_or_else(|source| Err(WaiterError::ConstructionFailure(ConstructionFailure { name, source })));
        <I::Error as ServiceError>::Interface::shown(end)
    }
}

type OwnResult<I> = Result<
    FinalPoll<<I as OperationInput>::Output, SdkError<<I as OperationInput>::Error>>,
    WaiterError<<I as OperationInput>::Output, <I as OperationInput>::Error>,
>;

async fn poll<I>(handle: &Handle, waiter: &'static Waiter, input: I, max_wait: Duration) -> OwnResult<I>
where
    I: OperationInput + Clone,
    I::Output: SerializeShape,
    I::Error: ProvideErrorMetadata,
{
    let name = waiter.name;
    let [min_delay, max_delay] =
        [waiter.min_delay, waiter.max_delay].map(|seconds| Duration::from_secs(seconds.into()));
    let mut backoff = Backoff::new(min_delay, max_delay, max_wait, handle.config().now());
    loop {
        let result = handle.call(input.clone()).into_own().await;
        let state = match &result {
            Ok(output) => waiter.state(&input, PollOutcome::Output(output)),
            Err(SdkError::ServiceError(error)) => waiter.state(&input, PollOutcome::Error(error.err().code())),
            Err(_) => None,
        };
        match (state, result) {
            (Some(State::Success), result) => return Ok(FinalPoll::new(result)),
            (Some(State::Failure), result) => {
                let final_poll = Box::new(FinalPoll::new(result));
                return Err(WaiterError::FailureState(FailureState { name, final_poll }));
            }
            (None, Err(error @ SdkError::ConstructionFailure(_))) => {
                let source = error.into();
                return Err(WaiterError::ConstructionFailure(ConstructionFailure { name, source }));
            }
            (None, Err(source)) => return Err(WaiterError::OperationFailed(OperationFailed { name, source })),
            (Some(State::Retry), _) | (None, Ok(_)) => {}
        }
        match backoff.next(handle.config().now()) {
            Some(delay) if delay.is_zero() => {}
            Some(delay) => handle.config().sleep(delay).await,
            None => {
                return Err(WaiterError::ExceededMaxWait(ExceededMaxWait {
                    name,
                    max_wait,
                    elapsed: backoff.elapsed(handle.config().now()),
                    poll_count: backoff.polls(),
                }));
            }
        }
    }
}

impl Waiter {
    /// Returns the state that the first matching condition names.
    #[inline]
    fn state(&self, input: &dyn SerializeShape, outcome: PollOutcome<'_>) -> Option<State> {
        let mut matching = self
            .acceptors
            .iter()
            .filter(|acceptor| acceptor.matcher.matches(input, &outcome));
        matching.next().map(|acceptor| acceptor.state)
    }
}

impl fmt::Display for Waiter {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
