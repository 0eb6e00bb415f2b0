//! Updates that read a resource, change it and write it back.

use crate::client::Handle;
use crate::error::CallError;
use crate::operation::OperationInput;

/// The default number of times that an update is repeated after conflicts.
pub const DEFAULT_REPEATS: u32 = 3;

/// The input of an operation that replaces what another operation reads (`smithy.codegen#update`).
pub trait UpdateInput: OperationInput {
    /// The input of the operation that reads.
    type Read: OperationInput<Error = Self::Error> + Clone;

    /// Returns the update that changes nothing, given the read call and its output.
    fn of_read(read: &Self::Read, current: &<Self::Read as OperationInput>::Output) -> Self;

    /// Returns whether an error reports that the resource changed since it was read.
    fn is_conflict(error: &Self::Error) -> bool;
}

/// Reads a resource, changes the input of its update and sends it. After a conflict it starts
/// again, up to `max_repeats` times.
///
/// # Errors
/// Errors of both calls. After the last repetition, the conflict.
pub async fn update_with<U: UpdateInput>(
    handle: &Handle,
    read: U::Read,
    mut edit: impl FnMut(&mut U),
    max_repeats: u32,
) -> Result<U::Output, CallError<U::Error>> {
    let mut repeats = 0;
    loop {
        let current = handle.call(read.clone()).await?;
        let mut update = U::of_read(&read, &current);
        edit(&mut update);
        match handle.call(update).into_own().await {
            Err(error) if repeats < max_repeats && error.as_service_error().is_some_and(U::is_conflict) => {
                repeats += 1;
                tracing::debug!(operation = U::OPERATION.name, repeats, "reads again after a conflict");
            }
            result => return result.map_err(Into::into),
        }
    }
}

/// Defines a call that reads a resource, changes it and writes it back.
///
/// The head has the documentation, the name of the call, and the inputs and the output of the two
/// operations. The rows are the members of the read call that the caller may set: its field, and a
/// form of [`setter!`](crate::setter!).
#[doc(hidden)]
#[macro_export]
macro_rules! update_call {
    (
        $(#$docs:tt)*
        pub struct $name:ident, input = $input:ident, output = $output:ident, error = $error:ident,
        read = $read:ident {
        $(
            $(#$text:tt)*
            $field:ident, set = $form:tt;
        )*
    }) => {
        $(#$docs)*
        #[must_use = "nothing happens before `send`"]
        pub struct $name<F, M = $crate::mode::Async> {
            handle: $crate::Handle,
            mode: M,
            read: $read,
            edit: F,
            max_repeats: u32,
        }

        impl<F, M> $name<F, M> {
            #[inline]
            pub(crate) fn new(handle: $crate::Handle, mode: M, read: $read, edit: F) -> Self {
                Self { handle, mode, read, edit, max_repeats: $crate::update::DEFAULT_REPEATS }
            }

            $( $crate::setter! { $form (read.$field) $field $(#$text)* } )*

            /// Sets the maximum number of times that the update is repeated after conflicts. The
            /// default is 3.
            #[inline]
            pub fn max_repeats(mut self, max_repeats: u32) -> Self {
                self.max_repeats = max_repeats;
                self
            }
        }

        impl<F: FnMut(&mut $input)> $name<F> {
            /// Reads, changes and writes. After a conflict it starts again.
            ///
            /// # Errors
            /// Errors of both operations. After the last repetition, the conflict.
            #[inline]
            pub async fn send(self) -> ::std::result::Result<$output, $crate::error::CallError<$error>> {
                $crate::update::update_with(&self.handle, self.read, self.edit, self.max_repeats).await
            }
        }

        $crate::if_blocking! {
            impl<F: FnMut(&mut $input)> $name<F, $crate::blocking::Blocking> {
                /// Reads, changes and writes, and blocks until the response arrives. After a
                /// conflict it starts again.
                ///
                /// # Errors
                /// Errors of both operations. After the last repetition, the conflict.
                #[inline]
                pub fn send(self) -> ::std::result::Result<$output, $crate::error::SdkError<$error>> {
                    let update = $crate::update::update_with(&self.handle, self.read, self.edit, self.max_repeats);
                    self.mode.finish(<$input as $crate::operation::OperationInput>::OPERATION.name, update)
                }
            }
        }

        impl<F, M> ::std::fmt::Debug for $name<F, M> {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name)).field("read", &self.read).finish_non_exhaustive()
            }
        }

        impl<F: FnMut(&mut $input) + ::std::marker::Send + 'static> ::std::future::IntoFuture for $name<F> {
            type Output = ::std::result::Result<$output, $crate::error::CallError<$error>>;
            type IntoFuture = ::std::pin::Pin<
                ::std::boxed::Box<dyn ::std::future::Future<Output = Self::Output> + ::std::marker::Send>,
            >;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(self.send())
            }
        }
    };
}
