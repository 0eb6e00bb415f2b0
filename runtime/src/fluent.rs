//! What is the same for the fluent builder of each operation, from one macro call with a row a member.

use crate::client::uuid;
use crate::operation::OperationInput;

/// The way of calls that are awaited: what fluent builders use that come from a client that is not a blocking one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Async;

/// A call on its way to being sent; every fluent builder is one.
pub trait FluentBuilder {
    /// The input of its operation.
    type Input: OperationInput;
}

/// Fills an idempotency token that is unset, and shows it.
#[doc(hidden)]
pub fn ensure_token(token: &mut Option<String>) -> &str {
    token.get_or_insert_with(uuid::v4)
}

/// A fluent builder with its setters, and `send_with` of the input's builder.
///
/// The head names the builder, the method of the client, input, input builder, output and error; then the paginator where
/// there is one, and each idempotency token with the function that fills it. The rows are those of `setters!`.
#[doc(hidden)]
#[macro_export]
#[allow(
    clippy::crate_in_macro_def,
    reason = "the client is that of the crate in which the macro is called"
)]
macro_rules! fluent {
    (
        $fluent:ident by $method:ident of $input:ident, $builder:ident, $output:ident, $error:ident
        $(; paginated $paginator:ident)? $(; token $token:ident $ensure:ident)* { $($rows:tt)* }
    ) => {
        use super::{$error, $input, $output};

        #[doc = concat!("A call of [`", stringify!($method), "`](crate::Client::", stringify!($method), "): set the members of the input, then send it.")]
        #[derive(Clone, Debug)]
        pub struct $fluent<M = $crate::fluent::Async> {
            handle: $crate::Handle,
            inner: $builder,
            mode: M,
        }

        impl<M> $fluent<M> {
            #[inline]
            pub(crate) fn new(handle: $crate::Handle, mode: M) -> Self {
                Self { handle, inner: ::std::default::Default::default(), mode }
            }

            /// The input as it is so far.
            #[inline]
            pub fn as_input(&self) -> &$builder {
                &self.inner
            }

            /// The call with settings and hooks of its own: headers, timeouts, retries, endpoint.
            #[inline]
            pub fn customize(self) -> $crate::customize::CustomizableOperation<$input, M> {
                $crate::customize::CustomizableOperation::with_mode(self.handle, self.inner.shape, self.mode)
            }

            $(
                /// Goes through all pages, from the one that the input asks for.
                #[inline]
                pub fn into_paginator(self) -> super::paginator::$paginator<M> {
                    $crate::paginate::Paginator::with_mode(self.handle, self.inner.shape, self.mode)
                }
            )?

            $(
                #[doc = concat!("The `", stringify!($token), "` that is going to be sent, filled with a UUID if it is unset.")]
                ///
                /// It is the same for all attempts of the call, and for a clone of the builder made after this.
                #[inline]
                pub fn $ensure(&mut self) -> &str {
                    $crate::fluent::ensure_token(&mut self.inner.shape.$token)
                }
            )*
        }

        impl $fluent {
            /// Sends the request and returns the response, when it is awaited.
            ///
            /// # Errors
            #[doc = concat!("[`SdkError`](crate::error::SdkError): what [`", stringify!($method), "`](crate::Client::", stringify!($method), ") lists, and failures on the way.")]
            #[inline]
            pub fn send(self) -> $crate::operation::ResponseFuture<$output, $error> {
                self.handle.call(self.inner.shape)
            }
        }

        $crate::if_blocking! {
            impl $fluent<$crate::blocking::Blocking> {
                /// Sends the request and waits for the response.
                ///
                /// # Errors
                #[doc = concat!("[`SdkError`](crate::error::SdkError): what [`", stringify!($method), "`](crate::Client::", stringify!($method), ") lists, and failures on the way.")]
                #[inline]
                pub fn send(self) -> ::std::result::Result<$output, $crate::error::SdkError<$error>> {
                    self.mode.call(&self.handle, self.inner.shape)
                }
            }
        }

        impl<M> $crate::fluent::FluentBuilder for $fluent<M> {
            type Input = $input;
        }

        $crate::setters! {
            <M> $fluent (inner shape) of $input { $($rows)* }
        }

        impl $builder {
            /// Sends a request with this input by the given client.
            #[inline]
            pub fn send_with(self, client: &crate::Client) -> $crate::operation::ResponseFuture<$output, $error> {
                client.handle.call(self.shape)
            }
        }
    };
}

/// Items for builds with the feature `blocking`.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! if_blocking {
    ($($items:tt)*) => { $($items)* };
}

/// Items for builds with the feature `blocking`.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! if_blocking {
    ($($items:tt)*) => {};
}

/// Exceptions of a service as its error, a row each.
#[doc(hidden)]
#[macro_export]
macro_rules! exceptions {
    ($error:ident { $($exception:ident: $shape:path,)* }) => {
        $(
            impl ::std::convert::From<$shape> for $error {
                #[inline]
                fn from(exception: $shape) -> Self {
                    Self::$exception(exception)
                }
            }
        )*
    };
}
