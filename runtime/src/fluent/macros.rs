//! The macros of fluent builders.

/// Defines the fluent builder of all operations of a client, which the builder of each operation's
/// input names.
///
/// The argument is the client. The type is part of the generated crate, because only that crate can
/// define the setters of an input. rustc checks its functions once, and not for each operation.
#[doc(hidden)]
#[macro_export]
macro_rules! fluent_builder {
    ($client:path) => {
        /// A call of an operation: set the members of the input, then send it.
        ///
        /// `I` is the input of the operation, and `C` the client. A builder of an input belongs to
        /// no client.
        pub struct FluentBuilder<I, C = $crate::fluent::BoundClient> {
            pub(crate) shape: I,
            pub(crate) client: C,
        }

        impl<I: ::std::clone::Clone, C: ::std::clone::Clone> ::std::clone::Clone for FluentBuilder<I, C> {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    shape: ::std::clone::Clone::clone(&self.shape),
                    client: ::std::clone::Clone::clone(&self.client),
                }
            }
        }

        impl<I: ::std::cmp::PartialEq> ::std::cmp::PartialEq for FluentBuilder<I, $crate::fluent::Unbound> {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.shape == other.shape
            }
        }

        impl<I: $crate::operation::OperationInput, C> ::std::fmt::Debug for FluentBuilder<I, C> {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::fluent::debug(f, I::OPERATION, &self.shape)
            }
        }

        impl<I: ::std::default::Default> ::std::default::Default for FluentBuilder<I, $crate::fluent::Unbound> {
            #[inline]
            fn default() -> Self {
                Self::new($crate::fluent::Unbound)
            }
        }

        impl<I, C> FluentBuilder<I, C> {
            #[inline]
            pub(crate) fn new(client: C) -> Self
            where
                I: ::std::default::Default,
            {
                Self { shape: ::std::default::Default::default(), client }
            }

            /// Returns the input. Missing required members are reported when it is sent.
            #[inline]
            pub fn build(self) -> ::std::result::Result<I, $crate::error::InputError<I::Error>>
            where
                I: $crate::operation::OperationInput,
            {
                ::std::result::Result::Ok(self.shape)
            }

            /// Returns the builder itself, whose getters return the members that are set.
            #[inline]
            pub fn as_input(&self) -> &Self {
                self
            }
        }

        impl<I: $crate::operation::OperationInput, M> FluentBuilder<I, $crate::fluent::BoundClient<M>> {
            /// Returns a call whose settings can be overridden: headers, timeouts, retries,
            /// endpoint.
            #[inline]
            pub fn customize(self) -> $crate::customize::CustomizableOperation<I, M> {
                self.client.customize(self.shape)
            }
        }

        impl<I: $crate::operation::OperationInput> FluentBuilder<I> {
            /// Sends the request when awaited, and returns the response.
            ///
            /// # Errors
            /// [`SdkError`](super::error::SdkError): an exception of the operation, or a failure of
            /// the client or the connection.
            #[inline]
            pub fn send(self) -> $crate::ResponseFuture<I::Output, I::Error> {
                self.client.call(self.shape)
            }

            /// Presigns the request when awaited, instead of sending it: anyone who has the result
            /// can send it until it expires.
            ///
            /// # Errors
            /// A construction failure, as in [`send`](Self::send).
            #[inline]
            pub fn presigned(self, presigning_config: $crate::presigning::PresigningConfig) -> $crate::PresigningFuture<I::Error> {
                self.client.presign(self.shape, presigning_config)
            }
        }

        $crate::if_blocking! {
            impl<I: $crate::operation::OperationInput> FluentBuilder<I, $crate::fluent::BoundClient<$crate::blocking::Blocking>> {
                /// Sends the request and blocks until the response arrives.
                ///
                /// # Errors
                /// [`SdkError`](super::error::SdkError): an exception of the operation, or a
                /// failure of the client or the connection.
                #[inline]
                pub fn send(self) -> ::std::result::Result<I::Output, $crate::error::CallError<I::Error>> {
                    self.client.wait(self.shape)
                }

                /// Presigns the request instead of sending it: anyone who has the result can send
                /// it until it expires.
                ///
                /// # Errors
                /// A construction failure, as in [`send`](Self::send).
                #[inline]
                pub fn presigned(self, presigning_config: $crate::presigning::PresigningConfig) -> ::std::result::Result<$crate::presigning::PresignedRequest, $crate::error::CallError<I::Error>> {
                    self.client.presign_and_wait(self.shape, presigning_config)
                }
            }
        }

        #[doc(hidden)]
        impl<I: $crate::operation::OperationInput, M> $crate::fluent::FluentBuilder for FluentBuilder<I, $crate::fluent::BoundClient<M>> {
            type Input = I;
        }

        impl<I: $crate::operation::OperationInput> FluentBuilder<I, $crate::fluent::Unbound> {
            /// Sends a request with this input through a client.
            #[inline]
            pub fn send_with(self, client: &$client) -> $crate::ResponseFuture<I::Output, I::Error> {
                client.handle.call(self.shape)
            }
        }
    };
}

/// Names the builder of an operation's input. It is a fluent builder if it comes from a client.
///
/// The arguments are the names of the fluent builder, the input builder, the method of the client
/// and the input; then the paginator if there is one, and each idempotency token with the function
/// that fills it. The macro is called in a submodule of `operation::<name>`, so
/// [`fluent_builder!`](crate::fluent_builder!) is two modules up.
#[doc(hidden)]
#[macro_export]
macro_rules! fluent {
    (
        $fluent:ident, builder = $builder:ident, method = $method:ident, input = $input:ident
        $(, paginator = $paginator:ident)? $(, token = $token:ident, ensure = $ensure:ident)*
    ) => {
        #[doc = concat!("A call of [`", stringify!($method), "`](super::super::super::Client::", stringify!($method), "): set the members of the input, then send it.")]
        pub type $fluent<C = $crate::fluent::BoundClient> = super::super::FluentBuilder<$input, C>;

        #[doc = concat!("A builder of [`", stringify!($input), "`] that belongs to no client: a [`", stringify!($fluent), "`] to be built, or sent with `send_with`.")]
        pub type $builder = $fluent<$crate::fluent::Unbound>;

        $(
            impl<M> $fluent<$crate::fluent::BoundClient<M>> {
                /// Returns a paginator over all pages, starting with the page that the input asks
                /// for.
                #[inline]
                pub fn into_paginator(self) -> super::paginator::$paginator<M> {
                    self.client.paginate(self.shape)
                }
            }
        )?

        $(
            impl<C> $fluent<C> {
                #[doc = concat!("The `", stringify!($token), "` that is going to be sent, filled with a UUID if it is unset.")]
                ///
                /// All attempts of the call use it, and so do clones of the builder that are
                /// created later.
                #[inline]
                pub fn $ensure(&mut self) -> &str {
                    $crate::fluent::ensure_token(&mut self.shape.$token)
                }
            }
        )*
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
