//! The errors of waiters.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use super::FinalPoll;
use crate::box_error::BoxError;
use crate::error::SdkError;

/// The error of a waiter that did not see the wanted state.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaiterError<O, E> {
    /// The request could not be built. Nothing was sent.
    ConstructionFailure(ConstructionFailure),
    /// The maximum wait elapsed.
    ExceededMaxWait(ExceededMaxWait),
    /// The resource will never be in the wanted state.
    FailureState(FailureState<O, E>),
    /// A call failed with an error that the waiter does not expect.
    OperationFailed(OperationFailed<E>),
}

/// The error of a request that could not be built.
#[derive(Debug)]
pub struct ConstructionFailure {
    pub(super) name: &'static str,
    pub(super) source: BoxError,
}

/// The error of a wait that took too long.
#[derive(Debug)]
#[non_exhaustive]
pub struct ExceededMaxWait {
    pub(super) name: &'static str,
    pub(super) max_wait: Duration,
    pub(super) elapsed: Duration,
    pub(super) poll_count: u32,
}

impl ExceededMaxWait {
    /// Returns the maximum wait.
    #[inline]
    pub fn max_wait(&self) -> Duration {
        self.max_wait
    }

    /// Returns the time that passed.
    #[inline]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the number of calls.
    #[inline]
    pub fn poll_count(&self) -> u32 {
        self.poll_count
    }
}

/// The error of a resource that will never be in the wanted state.
#[derive(Debug)]
#[non_exhaustive]
pub struct FailureState<O, E> {
    pub(super) name: &'static str,
    /// Boxed, because outputs can be large.
    pub(super) final_poll: Box<FinalPoll<O, SdkError<E>>>,
}

impl<O, E> FailureState<O, E> {
    /// Returns the result of the last call.
    #[inline]
    pub fn final_poll(&self) -> &FinalPoll<O, SdkError<E>> {
        &self.final_poll
    }

    /// Returns the result of the last call, owned.
    #[inline]
    pub fn into_final_poll(self) -> FinalPoll<O, SdkError<E>> {
        *self.final_poll
    }
}

/// The error of a call that failed unexpectedly.
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationFailed<E> {
    pub(super) name: &'static str,
    pub(super) source: SdkError<E>,
}

impl<E> OperationFailed<E> {
    /// Returns the error.
    #[inline]
    pub fn error(&self) -> &SdkError<E> {
        &self.source
    }

    /// Returns the error, owned.
    #[inline]
    pub fn into_error(self) -> SdkError<E> {
        self.source
    }
}

impl<O, E: Error + 'static> fmt::Display for WaiterError<O, E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConstructionFailure(failure) => write!(f, "{}: {}", failure.name, failure.source),
            Self::ExceededMaxWait(exceeded) => write!(
                f,
                "{}: not in the wanted state after {:?} and {} calls; the longest wait is {:?}",
                exceeded.name, exceeded.elapsed, exceeded.poll_count, exceeded.max_wait
            ),
            Self::FailureState(failure) => {
                write!(f, "{}: the resource is in a state that it will not leave", failure.name)?;
                match failure.final_poll.as_result() {
                    Ok(_) => Ok(()),
                    Err(error) => write!(f, ": {error}"),
                }
            }
            Self::OperationFailed(failed) => write!(f, "{}: {}", failed.name, failed.source),
        }
    }
}

impl<O: fmt::Debug, E: Error + 'static> Error for WaiterError<O, E> {
    #[inline]
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::ConstructionFailure(failure) => Some(failure.source.as_ref()),
            Self::OperationFailed(failed) => Some(&failed.source),
            Self::FailureState(failure) => match failure.final_poll.as_result() {
                Ok(_) => None,
                Err(error) => Some(error),
            },
            Self::ExceededMaxWait(_) => None,
        }
    }
}
