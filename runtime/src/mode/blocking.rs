//! Calls that block the current thread.

#[cfg(feature = "streaming")]
mod reader;
mod thread;

use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;

#[cfg(feature = "streaming")]
pub use self::reader::BlockingReader;
use self::thread::Thread;
use crate::box_error::BoxError;
use crate::client::Handle;
use crate::error::{CallError, SdkError};
use crate::operation::{OperationInput, Service};
use crate::settings::ConfigError;

/// The mode of calls that block the current thread until the response arrives. Cheap to clone.
///
/// A background thread drives the connections. It starts with the first call and ends when the last
/// clone is dropped.
#[derive(Clone)]
pub struct Blocking {
    thread: Arc<Thread>,
}

impl Blocking {
    /// Returns a mode whose thread starts with the first call.
    #[expect(clippy::new_without_default, reason = "a thread is nothing that comes by default")]
    pub fn new() -> Self {
        Self { thread: Arc::default() }
    }

    /// Blocks until the future is ready.
    ///
    /// # Errors
    /// The thread cannot be started, or the method is called from within an async runtime, which it
    /// would block.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> Result<T, BoxError> {
        let mut output = None;
        {
            let mut future = pin!(async { output = Some(future.await) });
            self.wait_for(future.as_mut())?;
        }
        output.ok_or_else(|| "the call ended without an outcome".into())
    }

    /// Drives the future to its end. It is not generic, so that it is compiled once.
    fn wait_for(&self, future: Pin<&mut dyn Future<Output = ()>>) -> Result<(), BoxError> {
        if tokio::runtime::Handle::try_current().is_ok() {
            return Err(WITHIN_ASYNC.into());
        }
        self.thread.runtime()?.block_on(future);
        Ok(())
    }

    /// Calls the operation that the input belongs to.
    ///
    /// # Errors
    /// Errors of an awaited call, and a construction failure if the current thread must not block.
    pub fn call<I: OperationInput>(&self, handle: &Handle, input: I) -> Result<I::Output, CallError<I::Error>> {
        self.finish::<_, I::Error, _>(I::OPERATION.name, handle.call(input))
    }

    /// Blocks until the call of this operation is done.
    ///
    /// # Errors
    /// Errors of the call, and a construction failure if the current thread must not block.
    pub fn finish<O, E, C: From<SdkError<E>>>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<O, C>>,
    ) -> Result<O, C> {
        self.block_on(call)
            .unwrap_or_else(|error| Err(SdkError::construction_failure(error).with_operation(operation).into()))
    }

    /// Returns a client of this service with the settings of the environment.
    ///
    /// # Errors
    /// A setting has an invalid value, or the current thread must not block.
    pub fn handle_from_env(&self, service: &'static Service) -> Result<Handle, ConfigError> {
        self.block_on(Handle::from_env(service))
            .unwrap_or_else(|error| Err(ConfigError::variable("the blocking client", error.to_string())))
    }

    /// Opens a connection to the service and loads the credentials.
    ///
    /// # Errors
    /// A call could not be sent.
    pub fn warm_up(&self, handle: &Handle) -> Result<(), SdkError<std::convert::Infallible>> {
        self.finish::<_, std::convert::Infallible, _>("warm_up", handle.warm_up())
    }
}

const WITHIN_ASYNC: &str = "a blocking client is called from within an async runtime, which it would block: use the async `Client`, or call this one on a thread of its own (`std::thread::spawn`)";

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocking")
    }
}
