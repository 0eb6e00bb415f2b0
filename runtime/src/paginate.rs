//! Paginators: the pages of an operation, and the items on them.

#[cfg(feature = "blocking")]
mod pages;
#[cfg(feature = "aws-config")]
mod sdk;
mod stream;

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use crate::client::Handle;
use crate::error::service::ServiceError;
use crate::error::{CallError, Interface, OwnTypes};
use crate::mode::Async;
use crate::operation::OperationInput;

use self::stream::{Batch, Next};

#[cfg(feature = "blocking")]
pub use self::pages::Pages;
pub use self::stream::PaginationStream;

/// The input of a paginated operation (`smithy.api#paginated`).
pub trait PaginatedInput: OperationInput + Clone + 'static {
    /// The type of the token.
    type Token: PaginationToken;

    /// Returns the token that the input continues from.
    fn token(&self) -> Option<&Self::Token>;

    /// Sets the token to continue from.
    fn set_token(&mut self, token: Self::Token);

    /// Sets the maximum number of items per page. Does nothing if the operation has no such member.
    fn set_page_size(&mut self, size: i32);

    /// Returns the token of the next page, if there is one.
    fn next_token(output: &Self::Output) -> Option<Self::Token>;
}

/// A token of pagination: a string, a number, or a map (the last evaluated key of a table).
pub trait PaginationToken: Clone + PartialEq + Send {
    /// Returns whether the token marks the last page.
    fn is_empty(&self) -> bool;
}

impl PaginationToken for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

/// A number is never empty, because some services start with zero.
impl PaginationToken for i32 {
    fn is_empty(&self) -> bool {
        false
    }
}

/// A number is never empty, because some services start with zero.
impl PaginationToken for i64 {
    fn is_empty(&self) -> bool {
        false
    }
}

impl<K: Clone + Eq + Hash + Send, V: Clone + PartialEq + Send> PaginationToken for HashMap<K, V> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

/// A paginated input whose pages contain items (the `items` of `smithy.api#paginated`).
pub trait PaginatedItems: PaginatedInput {
    /// The item of a page.
    type Item: Send + 'static;

    /// Returns the items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

/// The public stream type of paginators.
#[doc(hidden)]
pub trait PaginationInterface: Interface {
    /// A stream of pages or items.
    type Stream<T: Send + 'static>;

    /// Converts a stream to the public type.
    fn shown<T: Send + 'static>(stream: PaginationStream<T>) -> Self::Stream<T>;
}

impl PaginationInterface for OwnTypes {
    type Stream<T: Send + 'static> = PaginationStream<T>;

    #[inline]
    fn shown<T: Send + 'static>(stream: PaginationStream<T>) -> PaginationStream<T> {
        stream
    }
}

type InterfaceOf<I> = <<I as OperationInput>::Error as ServiceError>::Interface;
type Shown<I, T> = <InterfaceOf<I> as PaginationInterface>::Stream<T>;
type Page<I> = Result<<I as OperationInput>::Output, CallError<<I as OperationInput>::Error>>;
type Item<I> = Result<<I as PaginatedItems>::Item, CallError<<I as OperationInput>::Error>>;

/// A paginator over the pages of an operation. The first request is sent when the first page is
/// requested.
#[derive(Clone)]
pub struct Paginator<I, M = Async> {
    handle: Handle,
    input: I,
    #[cfg_attr(
        not(feature = "blocking"),
        expect(dead_code, reason = "only a call that blocks asks for it")
    )]
    mode: M,
    stop_on_duplicate_token: bool,
}

impl<I: PaginatedInput> Paginator<I> {
    /// Returns a paginator that starts with this input.
    pub fn new(handle: Handle, input: I) -> Self {
        Self::with_mode(handle, input, Async)
    }

    /// Returns the stream of pages. It ends after an error.
    pub fn send(self) -> Shown<I, Page<I>>
    where
        InterfaceOf<I>: PaginationInterface,
    {
        InterfaceOf::<I>::shown(PaginationStream::new(self.pages()))
    }
}

impl<I: PaginatedInput, M> Paginator<I, M> {
    /// Returns a paginator that starts with this input, with requests in this mode.
    #[doc(hidden)]
    pub fn with_mode(handle: Handle, input: I, mode: M) -> Self {
        Self {
            handle,
            input,
            mode,
            stop_on_duplicate_token: true,
        }
    }

    /// Sets the maximum number of items per page.
    #[must_use]
    pub fn page_size(mut self, size: i32) -> Self {
        self.input.set_page_size(size);
        self
    }

    /// Sets whether pagination ends when the service returns the same token twice in a row. By
    /// default it does, so that a faulty service does not cause an endless loop.
    #[must_use]
    pub fn stop_on_duplicate_token(mut self, stop: bool) -> Self {
        self.stop_on_duplicate_token = stop;
        self
    }

    /// Returns a paginator over the items instead of the pages.
    pub fn items(self) -> PaginatorItems<I, M>
    where
        I: PaginatedItems,
    {
        PaginatorItems(self)
    }

    /// Returns the paginator of awaited pages, and the mode.
    #[cfg(feature = "blocking")]
    fn awaited(self) -> (Paginator<I>, M) {
        let paginator = Paginator {
            handle: self.handle,
            input: self.input,
            mode: Async,
            stop_on_duplicate_token: self.stop_on_duplicate_token,
        };
        (paginator, self.mode)
    }
}

impl<I: PaginatedInput> Paginator<I> {
    fn pages(self) -> Next<Page<I>> {
        Box::new(move || {
            Box::pin(async move {
                let page = self.handle.call(self.input.clone()).await;
                let next = page
                    .as_ref()
                    .ok()
                    .and_then(|output| self.after(output))
                    .map(Self::pages);
                Batch {
                    ready: vec![page],
                    next,
                }
            })
        })
    }

    fn page_items(self) -> Next<Item<I>>
    where
        I: PaginatedItems,
    {
        Box::new(move || {
            Box::pin(async move {
                let page = self.handle.call(self.input.clone()).await;
                let next = page
                    .as_ref()
                    .ok()
                    .and_then(|output| self.after(output))
                    .map(Self::page_items);
                let ready = match page {
                    Ok(output) => I::items(output).into_iter().map(Ok).collect(),
                    Err(error) => vec![Err(error)],
                };
                Batch { ready, next }
            })
        })
    }

    fn after(mut self, output: &I::Output) -> Option<Self> {
        let token = I::next_token(output).filter(|token| !token.is_empty())?;
        if self.stop_on_duplicate_token && self.input.token() == Some(&token) {
            return None;
        }
        self.input.set_token(token);
        Some(self)
    }
}

impl<I, M> fmt::Debug for Paginator<I, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paginator")
            .field("handle", &self.handle)
            .finish_non_exhaustive()
    }
}

/// A paginator over the items of all pages.
#[derive(Clone, Debug)]
pub struct PaginatorItems<I, M = Async>(Paginator<I, M>);

impl<I: PaginatedItems> PaginatorItems<I> {
    /// Returns the stream of items. It ends after an error.
    pub fn send(self) -> Shown<I, Item<I>>
    where
        InterfaceOf<I>: PaginationInterface,
    {
        InterfaceOf::<I>::shown(PaginationStream::new(self.0.page_items()))
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::Pages;
    use super::{PaginatedInput, PaginatedItems, PaginationStream, Paginator, PaginatorItems};
    use crate::mode::Blocking;

    impl<I: PaginatedInput> Paginator<I, Blocking> {
        /// Returns an iterator over the pages. It ends after an error.
        pub fn send(self) -> Pages<I::Output, I::Error> {
            let (paginator, mode) = self.awaited();
            Pages::new(PaginationStream::new(paginator.pages()), I::OPERATION.name, mode)
        }
    }

    impl<I: PaginatedItems> PaginatorItems<I, Blocking> {
        /// Returns an iterator over the items. It ends after an error.
        pub fn send(self) -> Pages<I::Item, I::Error> {
            let (paginator, mode) = self.0.awaited();
            Pages::new(PaginationStream::new(paginator.page_items()), I::OPERATION.name, mode)
        }
    }
}
