//! What is the same for the fluent builder of each operation, from one macro call with a row a member.

use crate::client::{Handle, uuid};
use crate::customize::CustomizableOperation;
use crate::operation::{OperationInput, ResponseFuture};
use crate::paginate::{PaginatedInput, Paginator};

/// The way of calls that are awaited: what fluent builders use that come from a client that is not a blocking one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Async;

/// The client that a fluent builder sends by, and the way in which the answer is waited for.
#[derive(Clone, Debug)]
pub struct Caller<M = Async> {
    handle: Handle,
    mode: M,
}

/// Stands where the builder of an input belongs to no client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detached;

impl<M> Caller<M> {
    /// A client and the way of its calls.
    #[inline]
    pub fn new(handle: &Handle, mode: M) -> Self {
        Self {
            handle: handle.clone(),
            mode,
        }
    }

    /// A call with settings of its own.
    #[inline]
    pub fn customize<I>(self, input: I) -> CustomizableOperation<I, M> {
        CustomizableOperation::with_mode(self.handle, input, self.mode)
    }

    /// A call for each page.
    #[inline]
    pub fn paginate<I: PaginatedInput>(self, input: I) -> Paginator<I, M> {
        Paginator::with_mode(self.handle, input, self.mode)
    }
}

impl Caller {
    /// The call of the operation that the input belongs to.
    #[inline]
    pub fn call<I: OperationInput>(self, input: I) -> ResponseFuture<I::Output, I::Error> {
        self.handle.call(input)
    }
}

#[cfg(feature = "blocking")]
impl Caller<crate::blocking::Blocking> {
    /// Calls the operation that the input belongs to.
    ///
    /// # Errors
    /// Those of the call.
    #[inline]
    pub fn wait<I: OperationInput>(self, input: I) -> Result<I::Output, crate::error::SdkError<I::Error>> {
        self.mode.call(&self.handle, input)
    }
}

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

/// The builder of an operation's input, which is a fluent builder where it comes from a client.
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
        pub struct $fluent<C = $crate::fluent::Caller> {
            pub(crate) shape: $input,
            client: C,
        }

        impl<C: ::std::clone::Clone> ::std::clone::Clone for $fluent<C> {
            #[inline]
            fn clone(&self) -> Self {
                Self { shape: ::std::clone::Clone::clone(&self.shape), client: ::std::clone::Clone::clone(&self.client) }
            }
        }

        impl<C> ::std::fmt::Debug for $fluent<C> {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::structure::debug_builder(f, stringify!($fluent), &self.shape)
            }
        }

        impl ::std::default::Default for $builder {
            #[inline]
            fn default() -> Self {
                Self::new($crate::fluent::Detached)
            }
        }

        impl ::std::cmp::PartialEq for $builder {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.shape == other.shape
            }
        }

        #[doc = concat!("A builder of [`", stringify!($input), "`] that belongs to no client: a [`", stringify!($fluent), "`] to be built, or sent with `send_with`.")]
        pub type $builder = $fluent<$crate::fluent::Detached>;

        impl<C> $fluent<C> {
            #[inline]
            pub(crate) fn new(client: C) -> Self {
                Self { shape: ::std::default::Default::default(), client }
            }

            /// The input; what is required and missing is reported when it is sent.
            #[inline]
            pub fn build(self) -> ::std::result::Result<$input, $crate::error::BuildError> {
                ::std::result::Result::Ok(self.shape)
            }

            /// The input as it is so far: to be read, or cloned and built.
            #[inline]
            pub fn as_input(&self) -> &Self {
                self
            }

            $(
                #[doc = concat!("The `", stringify!($token), "` that is going to be sent, filled with a UUID if it is unset.")]
                ///
                /// It is the same for all attempts of the call, and for a clone of the builder made after this.
                #[inline]
                pub fn $ensure(&mut self) -> &str {
                    $crate::fluent::ensure_token(&mut self.shape.$token)
                }
            )*
        }

        impl<M> $fluent<$crate::fluent::Caller<M>> {
            /// The call with settings and hooks of its own: headers, timeouts, retries, endpoint.
            #[inline]
            pub fn customize(self) -> $crate::customize::CustomizableOperation<$input, M> {
                self.client.customize(self.shape)
            }

            $(
                /// Goes through all pages, from the one that the input asks for.
                #[inline]
                pub fn into_paginator(self) -> super::paginator::$paginator<M> {
                    self.client.paginate(self.shape)
                }
            )?
        }

        impl $fluent {
            /// Sends the request and returns the response, when it is awaited.
            ///
            /// # Errors
            #[doc = concat!("[`SdkError`](crate::error::SdkError): what [`", stringify!($method), "`](crate::Client::", stringify!($method), ") lists, and failures on the way.")]
            #[inline]
            pub fn send(self) -> $crate::operation::ResponseFuture<$output, $error> {
                self.client.call(self.shape)
            }
        }

        $crate::if_blocking! {
            impl $fluent<$crate::fluent::Caller<$crate::blocking::Blocking>> {
                /// Sends the request and waits for the response.
                ///
                /// # Errors
                #[doc = concat!("[`SdkError`](crate::error::SdkError): what [`", stringify!($method), "`](crate::Client::", stringify!($method), ") lists, and failures on the way.")]
                #[inline]
                pub fn send(self) -> ::std::result::Result<$output, $crate::error::SdkError<$error>> {
                    self.client.wait(self.shape)
                }
            }
        }

        impl<M> $crate::fluent::FluentBuilder for $fluent<$crate::fluent::Caller<M>> {
            type Input = $input;
        }

        $crate::setters! {
            <C> $fluent (shape) of $input { $($rows)* }
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
