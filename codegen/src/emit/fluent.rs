//! The fluent builder of an operation, beside the builders of its input and output.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::Operation;
use crate::names;

use super::builder;
use super::piece::Piece;
use super::tokens::{doc, ident};

/// `builders.rs`: the fluent builder, beside the builders of input and output.
pub(super) fn builder_items(operation: &Operation) -> Vec<Piece> {
    let fluent = format_ident!("{}FluentBuilder", operation.name);
    let (input, output) = (
        super::tokens::builder_of(&operation.input.name),
        super::tokens::builder_of(&operation.output.name),
    );
    let docs = doc(&format!(
        "A call of [`{0}`](crate::Client::{0}): set the members of the input, then send it.",
        names::bare(&operation.method)
    ));
    let input_name = ident(&operation.input.name);
    let definition = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #fluent {
            handle: smithy_client_runtime::Handle,
            inner: #input,
        }
    };
    let uses = quote! {
        pub use super::input::#input;
        pub use super::output::#output;
    };
    let mut items = vec![
        uses.into(),
        definition.into(),
        fluent_methods(operation, &fluent).into(),
    ];
    let setters = builder::setters(
        &fluent,
        &quote!(inner shape),
        &quote!(super::#input_name),
        &operation.input.fields,
    );
    items.extend(setters.map(Piece::from));
    items.push(send_with(operation).into());
    items
}

fn fluent_methods(operation: &Operation, fluent: &proc_macro2::Ident) -> TokenStream {
    let (input, output) = (
        super::tokens::builder_of(&operation.input.name),
        ident(&operation.output.name),
    );
    let error = format_ident!("{}Error", operation.name);
    let paginate = operation.pagination.as_ref().map(|_| into_paginator(operation));
    quote! {
        impl #fluent {
            #[inline]
            pub(crate) fn new(handle: smithy_client_runtime::Handle) -> Self {
                Self { handle, inner: Default::default() }
            }
            /// The input as it is so far.
            #[inline]
            pub fn as_input(&self) -> &#input {
                &self.inner
            }
            /// Sends the request and returns the response.
            #[inline]
            pub async fn send(self) -> Result<super::#output, error::SdkError<super::#error>> {
                self.handle.call(self.inner.shape).await
            }
            #paginate
        }
    }
}

fn into_paginator(operation: &Operation) -> TokenStream {
    let paginator = format_ident!("{}Paginator", operation.name);
    quote! {
        /// Goes through all pages, from the one that the input asks for.
        #[inline]
        pub fn into_paginator(self) -> super::paginator::#paginator {
            super::paginator::#paginator::new(self.handle, self.inner.shape)
        }
    }
}

fn send_with(operation: &Operation) -> TokenStream {
    let (input, output) = (
        super::tokens::builder_of(&operation.input.name),
        ident(&operation.output.name),
    );
    let error = format_ident!("{}Error", operation.name);
    let method = ident(&operation.method);
    quote! {
        impl #input {
            /// Sends a request with this input by the given client.
            #[inline]
            pub async fn send_with(self, client: &crate::Client) -> Result<super::#output, error::SdkError<super::#error>> {
                let mut call = client.#method();
                call.inner = self;
                call.send().await
            }
        }
    }
}
