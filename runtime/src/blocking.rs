//! Clients for programs without `async`: their calls block the current thread.

pub use crate::mode::Blocking;
#[cfg(feature = "streaming")]
pub use crate::mode::BlockingReader;
pub use crate::paginate::Pages;

/// Items for builds with the feature `streaming`.
#[cfg(feature = "streaming")]
#[doc(hidden)]
#[macro_export]
macro_rules! if_streaming {
    ($($items:tt)*) => { $($items)* };
}

/// Items for builds with the feature `streaming`.
#[cfg(not(feature = "streaming"))]
#[doc(hidden)]
#[macro_export]
macro_rules! if_streaming {
    ($($items:tt)*) => {};
}

/// Defines a blocking client from one row per operation. `operations` is the module of the
/// operations.
#[doc(hidden)]
#[macro_export]
macro_rules! blocking_client {
    (
        service = $service:path, operations = $operations:ident {
            $($method:ident: $builder:ident;)*
        }
    ) => {
        /// A client for programs without `async`: its calls block the current thread. Cheap to
        /// clone.
        ///
        /// The builders are those of [`Client`](super::Client), and their `send` is not awaited.
        /// Paginators are iterators. Within an async runtime, use the async client: there, calls of
        /// this client fail with a construction failure.
        #[derive(Clone, Debug)]
        pub struct Client {
            handle: $crate::Handle,
            mode: $crate::blocking::Blocking,
        }

        impl Client {
            /// Returns a client with these settings.
            #[inline]
            pub fn from_conf(config: $crate::config::Config) -> Self {
                Self {
                    handle: $crate::Handle::new(&$service, config),
                    mode: $crate::blocking::Blocking::new(),
                }
            }

            /// Returns a client with the settings and credentials of the environment.
            ///
            /// # Errors
            /// A setting has an invalid value, the thread of the client cannot be started, or this
            /// is called from within an async runtime.
            #[inline]
            pub fn from_env() -> ::std::result::Result<Self, $crate::config::ConfigError> {
                let mode = $crate::blocking::Blocking::new();
                let handle = mode.handle_from_env(&$service)?;
                ::std::result::Result::Ok(Self { handle, mode })
            }

            /// Returns the settings.
            #[inline]
            pub fn config(&self) -> &$crate::config::Config {
                self.handle.config()
            }

            /// Opens a connection to the service and loads the credentials, so that the first
            /// call does not wait for either.
            ///
            /// # Errors
            /// A call could not be sent.
            #[inline]
            pub fn warm_up(&self) -> ::std::result::Result<(), $crate::error::SdkError<::std::convert::Infallible>> {
                self.mode.warm_up(&self.handle)
            }

            $crate::if_streaming! {
                /// Returns a reader of a stream, whose reads block the current thread.
                #[inline]
                pub fn blocking_reader(
                    &self,
                    stream: $crate::primitives::ByteStream,
                ) -> $crate::blocking::BlockingReader {
                    self.mode.reader(stream)
                }
            }

            $(
                #[doc = concat!("As [`Client::", stringify!($method), "`](super::Client::", stringify!($method), ").")]
                #[inline]
                pub fn $method(
                    &self,
                ) -> $operations::$method::builders::$builder<
                    $crate::fluent::BoundClient<$crate::blocking::Blocking>,
                > {
                    $operations::$method::builders::$builder::new($crate::fluent::BoundClient::new(
                        &self.handle,
                        ::std::clone::Clone::clone(&self.mode),
                    ))
                }
            )*
        }
    };
}
