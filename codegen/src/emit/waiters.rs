//! Waiters: a module for each, with its names and its conditions.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Acceptor, Matcher, Operation, PathComparator, PathMatcher, Service, Waiter, WaiterState};
use crate::markdown;
use crate::names;
use crate::paths::jmespath::emit::constant;
use crate::rust::{Item, Row, SourceFile, ident};

use super::module_file;
use super::tokens::{doc, docs_or};

/// Returns the operations that have waiters, with each of them.
pub(super) fn all(service: &Service) -> impl Iterator<Item = (&Operation, &Waiter)> {
    let operations = service.operations.iter();
    operations.flat_map(|operation| operation.waiters.iter().map(move |waiter| (operation, waiter)))
}

/// Returns `src/waiters.rs` and a file for each waiter; no files if the service has none.
pub(super) fn files(service: &Service) -> Vec<SourceFile> {
    let modules: BTreeSet<&str> = all(service).map(|(_, waiter)| waiter.module.as_str()).collect();
    if modules.is_empty() {
        return Vec::new();
    }
    let names = modules.into_iter().map(ident);
    let runtime = match service.uses_sdk_types {
        true => quote!(smithy_client_runtime::sdk),
        false => quote!(smithy_client_runtime),
    };
    let mut items = vec![
        quote!(
            pub use #runtime::waiters::{FinalPoll, error};
        ),
        quote!(#(pub mod #names;)*),
    ];
    let waited = service
        .operations
        .iter()
        .filter(|operation| !operation.waiters.is_empty());
    items.extend(waited.map(wait));
    let docs = "Waiters: calls that are repeated until a resource is in the wanted state.";
    let mut files = vec![SourceFile::new("src/waiters.rs", docs, items)];
    files.extend(all(service).map(|(operation, waiter)| file(operation, waiter)));
    files
}

/// Returns the methods of the client; `is_blocking` for the client without `async`.
pub(super) fn methods(service: &Service, is_blocking: bool) -> Vec<TokenStream> {
    // In the API of the official crates they are only methods of a trait, so that its import is not
    // unused.
    let waiters = all(service).filter(|_| is_blocking || !service.uses_sdk_types);
    let methods = waiters.map(|(_, waiter)| {
        let (docs, signature, _) = signature(waiter, is_blocking);
        let body = body(waiter, is_blocking);
        quote! {
            #docs
            #[inline]
            pub #signature {
                #body
            }
        }
    });
    methods.collect()
}

/// Returns the body of a waiter's method.
fn body(waiter: &Waiter, is_blocking: bool) -> TokenStream {
    let (_, _, builder) = signature(waiter, is_blocking);
    let module = ident(&waiter.module);
    let mode = match is_blocking {
        true => quote!(::std::clone::Clone::clone(&self.mode)),
        false => quote!(fluent::Async),
    };
    quote! {
        #builder::new(smithy_client_runtime::waiters::BoundWaiter::new(
            &self.handle,
            &crate::waiters::#module::WAITER,
            #mode,
        ))
    }
}

/// Returns the trait with the methods of the client, under its name in the official crates.
pub(super) fn client_trait(service: &Service) -> Option<TokenStream> {
    let waiters: Vec<&Waiter> = all(service).map(|(_, waiter)| waiter).collect();
    if waiters.is_empty() {
        return None;
    }
    let declared = waiters.iter().map(|waiter| {
        let (docs, signature, _) = signature(waiter, false);
        quote!(#docs #signature;)
    });
    let defined = waiters.iter().map(|waiter| {
        let (_, signature, _) = signature(waiter, false);
        let body = match service.uses_sdk_types {
            true => body(waiter, false),
            false => {
                let method = ident(&waiter.method);
                quote!(Self::#method(self))
            }
        };
        quote! {
            #[inline]
            #signature {
                #body
            }
        }
    });
    let docs = match service.uses_sdk_types {
        true => "The waiters of the [`Client`].",
        false => "The waiters of the [`Client`], which also has them as methods.",
    };
    let docs = doc(docs);
    Some(quote! {
        #docs
        pub trait Waiters {
            #(#declared)*
        }

        impl Waiters for Client {
            #(#defined)*
        }
    })
}

fn signature(waiter: &Waiter, is_blocking: bool) -> (TokenStream, TokenStream, TokenStream) {
    let docs = docs_or(&waiter.docs, &format!("Waits for `{}`.", waiter.name));
    let (method, module) = (ident(&waiter.method), ident(&waiter.module));
    let builder = ident(&waiter.fluent_builder);
    let builder = quote!(crate::waiters::#module::#builder);
    let mode = is_blocking.then(|| quote!(<smithy_client_runtime::blocking::Blocking>));
    (docs, quote!(fn #method(&self) -> #builder #mode), builder)
}

/// Returns the method that waits.
fn wait(operation: &Operation) -> TokenStream {
    let module = ident(&operation.method);
    let (fluent, input) = (ident(&operation.fluent_builder), ident(&operation.input.name));
    let fluent = quote!(crate::operation::#module::builders::#fluent);
    let result = quote!(smithy_client_runtime::waiters::WaiterResult<crate::operation::#module::#input>);
    let docs = quote! {
        /// Calls the operation until the waiter accepts the result, for at most this time.
        ///
        /// # Errors
        /// [`WaiterError`](crate::waiters::error::WaiterError): the resource did not reach the
        /// wanted state.
    };
    quote! {
        impl #fluent<smithy_client_runtime::waiters::BoundWaiter> {
            #docs
            #[inline]
            pub async fn wait(self, max_wait: ::std::time::Duration) -> #result {
                self.client.wait(self.shape, max_wait).await
            }
        }

        #[cfg(feature = "blocking")]
        impl #fluent<smithy_client_runtime::waiters::BoundWaiter<smithy_client_runtime::blocking::Blocking>> {
            #docs
            #[inline]
            pub fn wait(self, max_wait: ::std::time::Duration) -> #result {
                self.client.wait(self.shape, max_wait)
            }
        }
    }
}

/// Returns `src/waiters/<name>.rs`.
fn file(operation: &Operation, waiter: &Waiter) -> SourceFile {
    let module = ident(&operation.method);
    let (fluent, input) = (ident(&operation.fluent_builder), ident(&operation.input.name));
    let input = quote!(crate::operation::#module::#input);
    let [builder, poll, error] = [
        ident(&waiter.fluent_builder),
        format_ident!("{}FinalPoll", waiter.name),
        format_ident!("WaitUntil{}Error", waiter.name),
    ];
    let [builder_docs, poll_docs, error_docs] = [
        format!(
            "A builder of a wait: set the members of the input of [`{0}`](crate::Client::{0}), then call `wait`.",
            names::unraw(&operation.method)
        ),
        "The result of the last call.".to_owned(),
        "The reason for which the wait ended without the wanted state.".to_owned(),
    ]
    .map(|text| markdown::fill(&text, markdown::WIDTH));
    let alias = |docs, tokens| Item::Alias(Row { docs, tokens });
    let items = vec![
        alias(
            builder_docs,
            quote! {
                pub type #builder<M = fluent::Async> =
                    crate::operation::#module::builders::#fluent<waiters::BoundWaiter<M>>;
            },
        ),
        alias(poll_docs, quote!(pub type #poll = waiters::FinalPollOf<#input>;)),
        alias(error_docs, quote!(pub type #error = waiters::WaiterErrorOf<#input>;)),
        facts(waiter).into(),
    ];
    let docs = format!("The waiter `{}`.", waiter.name);
    SourceFile::new(format!("src/waiters/{}.rs", module_file(&waiter.module)), &docs, items)
}

fn facts(waiter: &Waiter) -> TokenStream {
    let Waiter {
        name,
        min_delay,
        max_delay,
        acceptors,
        ..
    } = waiter;
    let (min_delay, max_delay) = (Literal::u32_unsuffixed(*min_delay), Literal::u32_unsuffixed(*max_delay));
    let acceptors = acceptors.iter().map(acceptor);
    quote! {
        pub(crate) static WAITER: waiters::Waiter = waiters::Waiter {
            name: #name,
            min_delay: #min_delay,
            max_delay: #max_delay,
            acceptors: &[#(#acceptors),*],
        };
    }
}

fn acceptor(acceptor: &Acceptor) -> TokenStream {
    let state = match acceptor.state {
        WaiterState::Success => quote!(Success),
        WaiterState::Failure => quote!(Failure),
        WaiterState::Retry => quote!(Retry),
    };
    let matcher = match &acceptor.matcher {
        Matcher::Success(success) => quote!(Success(#success)),
        Matcher::ErrorType(codes) => quote!(ErrorType(&[#(#codes),*])),
        Matcher::Output(matcher) => path(&quote!(Output), matcher),
        Matcher::InputOutput(matcher) => path(&quote!(InputOutput), matcher),
    };
    quote!(waiters::Acceptor { state: waiters::State::#state, matcher: waiters::Matcher::#matcher })
}

fn path(kind: &TokenStream, matcher: &PathMatcher) -> TokenStream {
    let path = constant(&matcher.path);
    let comparator = match &matcher.comparator {
        PathComparator::StringEquals(expected) => quote!(StringEquals(#expected)),
        PathComparator::BooleanEquals(expected) => quote!(BooleanEquals(#expected)),
        PathComparator::AllStringEquals(expected) => quote!(AllStringEquals(#expected)),
        PathComparator::AnyStringEquals(expected) => quote!(AnyStringEquals(#expected)),
    };
    quote!(#kind(#path, waiters::Comparator::#comparator))
}
