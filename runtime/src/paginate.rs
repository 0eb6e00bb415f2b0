//! Going through the pages of an operation, and through the items on them.

mod stream;

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use crate::client::Handle;
use crate::error::SdkError;
use crate::fluent::Async;
use crate::operation::OperationInput;

use self::stream::{Batch, Next};

pub use self::stream::PaginationStream;

/// The input of an operation that answers in pages (`smithy.api#paginated`).
pub trait PaginatedInput: OperationInput + Clone + 'static {
    /// What says where a page ends and the next one begins.
    type Token: PaginationToken;

    /// The token that the input asks to go on from.
    fn token(&self) -> Option<&Self::Token>;

    /// Asks to go on from this token.
    fn set_token(&mut self, token: Self::Token);

    /// Asks for at most this many items a page; nothing where the operation has no such member.
    fn set_page_size(&mut self, size: i32);

    /// The token to go on from, where there is more.
    fn next_token(output: &Self::Output) -> Option<Self::Token>;
}

/// A token of pagination: a string, a number, or a map (the last evaluated key of a table).
pub trait PaginationToken: Clone + PartialEq + Send {
    /// Whether it says that there is no more.
    fn is_empty(&self) -> bool;
}

impl PaginationToken for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

/// Whatever number the service gives, it goes on from there: zero is where some begin.
impl PaginationToken for i32 {
    fn is_empty(&self) -> bool {
        false
    }
}

/// Whatever number the service gives, it goes on from there: zero is where some begin.
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

/// A paginated input whose pages hold items (the `items` of `smithy.api#paginated`).
pub trait PaginatedItems: PaginatedInput {
    /// What the pages hold.
    type Item: Send + 'static;

    /// The items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

type Page<I> = Result<<I as OperationInput>::Output, SdkError<<I as OperationInput>::Error>>;
type Item<I> = Result<<I as PaginatedItems>::Item, SdkError<<I as OperationInput>::Error>>;

/// Goes through the pages of an operation; nothing is sent before a page is asked for.
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
    /// Pages of this input.
    pub fn new(handle: Handle, input: I) -> Self {
        Self::with_mode(handle, input, Async)
    }

    /// The pages. An error ends them.
    pub fn send(self) -> PaginationStream<Page<I>> {
        PaginationStream::new(self.pages())
    }
}

impl<I: PaginatedInput, M> Paginator<I, M> {
    /// Pages of this input, asked for in this way.
    #[doc(hidden)]
    pub fn with_mode(handle: Handle, input: I, mode: M) -> Self {
        Self {
            handle,
            input,
            mode,
            stop_on_duplicate_token: true,
        }
    }

    /// Asks for at most this many items a page.
    #[must_use]
    pub fn page_size(mut self, size: i32) -> Self {
        self.input.set_page_size(size);
        self
    }

    /// Whether to end when the service gives the same token twice in a row, which it is by default; else a service
    /// with that fault would be asked for ever.
    #[must_use]
    pub fn stop_on_duplicate_token(mut self, stop: bool) -> Self {
        self.stop_on_duplicate_token = stop;
        self
    }

    /// Goes through the items instead of the pages.
    pub fn items(self) -> PaginatorItems<I, M>
    where
        I: PaginatedItems,
    {
        PaginatorItems(self)
    }

    /// The pages, to be awaited: how they are waited for is no part of asking for them.
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

/// Goes through the items of all pages.
#[derive(Clone, Debug)]
pub struct PaginatorItems<I, M = Async>(Paginator<I, M>);

impl<I: PaginatedItems> PaginatorItems<I> {
    /// The items. An error ends them.
    pub fn send(self) -> PaginationStream<Item<I>> {
        PaginationStream::new(self.0.page_items())
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::{PaginatedInput, PaginatedItems, PaginationStream, Paginator, PaginatorItems};
    use crate::blocking::{Blocking, Pages};

    impl<I: PaginatedInput> Paginator<I, Blocking> {
        /// The pages. An error ends them.
        pub fn send(self) -> Pages<I::Output, I::Error> {
            let (paginator, mode) = self.awaited();
            Pages::new(paginator.send(), I::OPERATION.name, mode)
        }
    }

    impl<I: PaginatedItems> PaginatorItems<I, Blocking> {
        /// The items. An error ends them.
        pub fn send(self) -> Pages<I::Item, I::Error> {
            let (paginator, mode) = self.0.awaited();
            Pages::new(PaginationStream::new(paginator.page_items()), I::OPERATION.name, mode)
        }
    }
}
