//! Calls for programs without `async`: the thread waits for the answer.

mod thread;

use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;

use self::thread::Thread;
use crate::client::Handle;
use crate::error::{BoxError, SdkError};
use crate::operation::{OperationInput, Service};
use crate::paginate::PaginationStream;
use crate::settings::ConfigError;

/// The way of calls for which the thread waits; what fluent builders of a blocking client use. Cheap to clone.
///
/// Connections live on a thread of their own, which is started by the first call and ends with the last clone.
#[derive(Clone)]
pub struct Blocking {
    thread: Arc<Thread>,
}

impl Blocking {
    /// A way of its own, which starts its thread when it is first needed.
    #[expect(clippy::new_without_default, reason = "a thread is nothing that comes by default")]
    pub fn new() -> Self {
        Self { thread: Arc::default() }
    }

    /// Waits for a future.
    ///
    /// # Errors
    /// No thread can be started, or this is called from within an async runtime, which waiting would hold up.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> Result<T, BoxError> {
        let mut output = None;
        {
            let mut future = pin!(async { output = Some(future.await) });
            self.wait_for(future.as_mut())?;
        }
        output.ok_or_else(|| "the call ended without an outcome".into())
    }

    /// Not generic, so that it is compiled once.
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
    /// As those of a call that is awaited; and a construction failure where waiting is not possible.
    pub fn call<I: OperationInput>(&self, handle: &Handle, input: I) -> Result<I::Output, SdkError<I::Error>> {
        self.finish(I::OPERATION.name, handle.call(input))
    }

    /// Waits for a call of the operation of this name.
    pub(crate) fn finish<O, E>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<O, SdkError<E>>>,
    ) -> Result<O, SdkError<E>> {
        self.block_on(call)
            .unwrap_or_else(|error| Err(SdkError::construction_failure(error).with_operation(operation)))
    }

    /// A client of this service by the settings of the environment.
    ///
    /// # Errors
    /// A setting whose value cannot be used; or waiting is not possible.
    pub fn handle_from_env(&self, service: &'static Service) -> Result<Handle, ConfigError> {
        self.block_on(Handle::from_env(service))
            .unwrap_or_else(|error| Err(ConfigError::variable("the blocking client", error.to_string())))
    }

    /// Opens a connection to the service and loads the credentials.
    ///
    /// # Errors
    /// What would keep a call from being sent.
    pub fn warm_up(&self, handle: &Handle) -> Result<(), SdkError<std::convert::Infallible>> {
        self.finish("warm_up", handle.warm_up())
    }
}

const WITHIN_ASYNC: &str = "a blocking client is called from within an async runtime, which it would hold up: use the \
    `Client` that is awaited, or call this one on a thread of its own (`std::thread::spawn`)";

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocking")
    }
}

/// Pages or items of a paginated operation, one after the other; an error ends them.
#[derive(Debug)]
pub struct Pages<T, E> {
    stream: Option<PaginationStream<Result<T, SdkError<E>>>>,
    operation: &'static str,
    mode: Blocking,
}

impl<T, E> Pages<T, E> {
    pub(crate) fn new(
        stream: PaginationStream<Result<T, SdkError<E>>>,
        operation: &'static str,
        mode: Blocking,
    ) -> Self {
        Self {
            stream: Some(stream),
            operation,
            mode,
        }
    }
}

impl<T, E> Iterator for Pages<T, E> {
    type Item = Result<T, SdkError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.mode.block_on(self.stream.as_mut()?.next());
        next.unwrap_or_else(|error| {
            self.stream = None;
            Some(Err(SdkError::construction_failure(error).with_operation(self.operation)))
        })
    }
}

/// A client whose calls wait for the answer: its functions are those of the client that is awaited, a row each.
#[doc(hidden)]
#[macro_export]
macro_rules! blocking_client {
    ($service:path { $($method:ident: $($builder:ident)::+;)* }) => {
        /// A client for programs without `async`: its calls wait for the answer. Cheap to clone.
        ///
        /// The builders are those of [`Client`](crate::Client), and their `send` is not awaited. Paginators are iterators.
        /// Within an async runtime use the other client: this one answers there with a construction failure.
        #[derive(Clone, Debug)]
        pub struct Client {
            handle: $crate::Handle,
            mode: $crate::blocking::Blocking,
        }

        impl Client {
            /// A client with these settings.
            #[inline]
            pub fn from_conf(config: $crate::config::Config) -> Self {
                Self {
                    handle: $crate::Handle::new(&$service, config),
                    mode: $crate::blocking::Blocking::new(),
                }
            }

            /// A client with the settings and credentials of the environment.
            ///
            /// # Errors
            /// A setting that has a value it cannot have, no thread for the client, or a call from within an async runtime.
            #[inline]
            pub fn from_env() -> ::std::result::Result<Self, $crate::config::ConfigError> {
                let mode = $crate::blocking::Blocking::new();
                let handle = mode.handle_from_env(&$service)?;
                ::std::result::Result::Ok(Self { handle, mode })
            }

            /// The settings.
            #[inline]
            pub fn config(&self) -> &$crate::config::Config {
                self.handle.config()
            }

            /// Opens a connection to the service and loads the credentials, so that the first call need not wait for either.
            ///
            /// # Errors
            /// What would keep a call from being sent.
            #[inline]
            pub fn warm_up(&self) -> ::std::result::Result<(), $crate::error::SdkError<::std::convert::Infallible>> {
                self.mode.warm_up(&self.handle)
            }

            $(
                #[doc = concat!("As [`Client::", stringify!($method), "`](crate::Client::", stringify!($method), ").")]
                #[inline]
                pub fn $method(&self) -> $($builder)::+<$crate::fluent::Caller<$crate::blocking::Blocking>> {
                    $($builder)::+::new($crate::fluent::Caller::new(
                        &self.handle,
                        ::std::clone::Clone::clone(&self.mode),
                    ))
                }
            )*
        }
    };
}
