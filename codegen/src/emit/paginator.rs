//! Paginators of operations with paginated outputs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Items, Operation, Pagination, Type};
use crate::markdown;
use crate::names;
use crate::paths::emit::{Taken, taken};
use crate::rust::{Item, Row, SourceFile, ident};

/// Returns `paginator.rs`, if the operation is paginated.
pub(super) fn file(operation: &Operation, folder: &str) -> Option<SourceFile> {
    let pagination = operation.pagination.as_ref()?;
    let mut items = vec![alias(operation, "Paginator", "A paginator over the pages")];
    if let Some(list) = &pagination.items {
        items.push(alias(
            operation,
            "PaginatorItems",
            "A paginator over the items of all pages",
        ));
        items.push(paginated(operation, pagination).into());
        items.push(with_items(operation, list).into());
    } else {
        items.push(paginated(operation, pagination).into());
    }
    let docs = format!("Pages of [`{0}`](crate::Client::{0}).", names::unraw(&operation.method));
    Some(SourceFile::new(format!("{folder}/paginator.rs"), &docs, items))
}

/// Returns an alias of the runtime's paginator of this name.
fn alias(operation: &Operation, runtime: &str, what: &str) -> Item {
    let (name, runtime) = (format_ident!("{}{runtime}", operation.name), ident(runtime));
    let input = ident(&operation.input.name);
    let text = format!(
        "{what} of [`{0}`](crate::Client::{0}).",
        names::unraw(&operation.method)
    );
    Item::Alias(Row {
        docs: markdown::wrap(&text, markdown::WIDTH),
        tokens: quote!(pub type #name<M = fluent::Async> = paginate::#runtime<super::#input, M>;),
    })
}

fn paginated(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let (input, token) = (ident(&operation.input.name), ident(&pagination.input_token));
    let token_type = &pagination.token;
    let way = match token_type {
        Type::Integer | Type::Long => Taken::Copied,
        _ => Taken::Cloned,
    };
    let next = taken(&pagination.output_token, "output", way);
    let last_page = pagination.more_pages.as_ref().map(|field| {
        let field = ident(field);
        quote! {
            if output.#field != Some(true) {
                return None;
            }
        }
    });
    let (argument, page_size) = match &pagination.page_size {
        Some((field, ty)) => {
            let field = ident(field);
            let value = match ty {
                Type::Integer => quote!(Some(size)),
                Type::Long => quote!(Some(size.into())),
                Type::String => quote!(Some(size.to_string())),
                _ => quote!(size.try_into().ok()),
            };
            (format_ident!("size"), quote!(self.#field = #value;))
        }
        None => (format_ident!("_size"), TokenStream::new()),
    };
    quote! {
        impl paginate::PaginatedInput for super::#input {
            type Token = #token_type;
            #[inline]
            fn token(&self) -> Option<&Self::Token> {
                self.#token.as_ref()
            }
            #[inline]
            fn set_token(&mut self, token: Self::Token) {
                self.#token = Some(token);
            }
            #[inline]
            fn set_page_size(&mut self, #argument: i32) {
                #page_size
            }
            #[inline]
            fn next_token(output: &Self::Output) -> Option<Self::Token> {
                #last_page
                #next
            }
        }
    }
}

fn with_items(operation: &Operation, items: &Items) -> TokenStream {
    let input = ident(&operation.input.name);
    let item = match &items.collection {
        Type::List { element, sparse: false } => quote!(#element),
        Type::List { element, sparse: true } => quote!(Option<#element>),
        Type::Map {
            key,
            value,
            sparse: false,
        } => quote!((#key, #value)),
        Type::Map {
            key,
            value,
            sparse: true,
        } => quote!((#key, Option<#value>)),
        other => quote!(#other),
    };
    let collection = taken(&items.path, "output", Taken::Moved);
    let listed = match (
        &items.collection,
        items.path.members.iter().any(|member| member.optional),
    ) {
        (Type::Map { .. }, true) => quote!(#collection.unwrap_or_default().into_iter().collect()),
        (Type::Map { .. }, false) => quote!(#collection.into_iter().collect()),
        (_, true) => quote!(#collection.unwrap_or_default()),
        (_, false) => collection,
    };
    quote! {
        impl paginate::PaginatedItems for super::#input {
            type Item = #item;
            #[inline]
            fn items(output: Self::Output) -> Vec<Self::Item> {
                #listed
            }
        }
    }
}
