//! The macros of fluent builders.

/// Defines the builder of an operation's input. It is a fluent builder if it comes from a client.
///
/// The arguments are the names of the fluent builder, the input builder, the method of the client,
/// the input, the output and the error; then the paginator if there is one, and each idempotency
/// token with the function that fills it; `streams = true` if a member is a stream. The macro is
/// called in a submodule of `operation::<name>`, so the root of the client is three modules up.
#[doc(hidden)]
#[macro_export]
macro_rules! fluent {
    (
        $fluent:ident, builder = $builder:ident, method = $method:ident, input = $input:ident,
        output = $output:ident, error = $error:ident
        $(, paginator = $paginator:ident)? $(, token = $token:ident, ensure = $ensure:ident)*
        $(, streams = $streams:ident)?
    ) => {
        #[doc = concat!("A call of [`", stringify!($method), "`](super::super::super::Client::", stringify!($method), "): set the members of the input, then send it.")]
        pub struct $fluent<C = $crate::fluent::BoundClient> {
            pub(crate) shape: $input,
            pub(crate) client: C,
        }

        $crate::impl_copy_of_call! { $($streams)? $fluent, $builder }

        impl<C> ::std::fmt::Debug for $fluent<C> {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::structure::debug_builder(f, stringify!($fluent), &self.shape)
            }
        }

        impl ::std::default::Default for $builder {
            #[inline]
            fn default() -> Self {
                Self::new($crate::fluent::Unbound)
            }
        }

        #[doc = concat!("A builder of [`", stringify!($input), "`] that belongs to no client: a [`", stringify!($fluent), "`] to be built, or sent with `send_with`.")]
        pub type $builder = $fluent<$crate::fluent::Unbound>;

        impl<C> $fluent<C> {
            #[inline]
            pub(crate) fn new(client: C) -> Self {
                Self { shape: ::std::default::Default::default(), client }
            }

            /// Returns the input. Missing required members are reported when it is sent.
            #[inline]
            pub fn build(self) -> ::std::result::Result<$input, $crate::error::InputError<super::$error>> {
                ::std::result::Result::Ok(self.shape)
            }

            /// Returns the builder itself, whose getters return the members that are set.
            #[inline]
            pub fn as_input(&self) -> &Self {
                self
            }

            $(
                #[doc = concat!("The `", stringify!($token), "` that is going to be sent, filled with a UUID if it is unset.")]
                ///
                /// All attempts of the call use it, and so do clones of the builder that are
                /// created later.
                #[inline]
                pub fn $ensure(&mut self) -> &str {
                    $crate::fluent::ensure_token(&mut self.shape.$token)
                }
            )*
        }

        impl<M> $fluent<$crate::fluent::BoundClient<M>> {
            /// Returns a call whose settings can be overridden: headers, timeouts, retries,
            /// endpoint.
            #[inline]
            pub fn customize(self) -> $crate::customize::CustomizableOperation<$input, M> {
                self.client.customize(self.shape)
            }

            $(
                /// Returns a paginator over all pages, starting with the page that the input asks
                /// for.
                #[inline]
                pub fn into_paginator(self) -> super::paginator::$paginator<M> {
                    self.client.paginate(self.shape)
                }
            )?
        }

        impl $fluent {
            /// Sends the request when awaited, and returns the response.
            ///
            /// # Errors
            /// [`SdkError`](super::super::super::error::SdkError): an exception of the operation,
            /// or a failure of the client or the connection.
            #[inline]
            pub fn send(self) -> $crate::ResponseFuture<super::$output, super::$error> {
                self.client.call(self.shape)
            }

            /// Presigns the request when awaited, instead of sending it: anyone who has the result
            /// can send it until it expires.
            ///
            /// # Errors
            /// A construction failure, as in [`send`](Self::send).
            #[inline]
            pub fn presigned(self, presigning_config: $crate::presigning::PresigningConfig) -> $crate::PresigningFuture<super::$error> {
                self.client.presign(self.shape, presigning_config)
            }
        }

        $crate::if_blocking! {
            impl $fluent<$crate::fluent::BoundClient<$crate::blocking::Blocking>> {
                /// Sends the request and blocks until the response arrives.
                ///
                /// # Errors
                /// [`SdkError`](super::super::super::error::SdkError): an exception of the
                /// operation, or a failure of the client or the connection.
                #[inline]
                pub fn send(self) -> ::std::result::Result<super::$output, $crate::error::CallError<super::$error>> {
                    self.client.wait(self.shape)
                }

                /// Presigns the request instead of sending it: anyone who has the result can send
                /// it until it expires.
                ///
                /// # Errors
                /// A construction failure, as in [`send`](Self::send).
                #[inline]
                pub fn presigned(self, presigning_config: $crate::presigning::PresigningConfig) -> ::std::result::Result<$crate::presigning::PresignedRequest, $crate::error::CallError<super::$error>> {
                    self.client.presign_and_wait(self.shape, presigning_config)
                }
            }
        }

        #[doc(hidden)]
        impl<M> $crate::fluent::FluentBuilder for $fluent<$crate::fluent::BoundClient<M>> {
            type Input = $input;
        }

        impl $builder {
            /// Sends a request with this input through a client.
            #[inline]
            pub fn send_with(self, client: &super::super::super::Client) -> $crate::ResponseFuture<super::$output, super::$error> {
                client.handle.call(self.shape)
            }
        }
    };
}

/// Implements copies and equality of a fluent builder, unless a member is a stream.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_copy_of_call {
    (true $fluent:ident, $builder:ident) => {};
    ($fluent:ident, $builder:ident) => {
        impl<C: ::std::clone::Clone> ::std::clone::Clone for $fluent<C> {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    shape: ::std::clone::Clone::clone(&self.shape),
                    client: ::std::clone::Clone::clone(&self.client),
                }
            }
        }

        impl ::std::cmp::PartialEq for $builder {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.shape == other.shape
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
