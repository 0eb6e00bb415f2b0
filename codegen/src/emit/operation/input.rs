//! The input of an operation, and its trait, which prepares calls.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::errors::error_type;
use super::facts::facts;
use crate::emit::{bound_members, context_params, structure, task, update};
use crate::ir::{HostPart, Operation, Service};
use crate::names;
use crate::rust::{Item, ident};

/// Returns the items of `input.rs`.
pub(in crate::emit) fn input_items(service: &Service, operation: &Operation) -> Vec<Item> {
    let mut items = vec![structure::input(operation), operation_input(service, operation).into()];
    items.extend(update::input_items(operation));
    items.extend(task::input_items(operation));
    items
}

fn operation_input(service: &Service, operation: &Operation) -> TokenStream {
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let facts = facts(service, operation);
    let prepare = prepare(operation);
    let error = error_type(operation);
    let endpoint_params = endpoint_params(operation);
    let bind = bound_members::bind(service, &operation.input);
    quote! {
        #[doc(hidden)]
        impl operation::OperationInput for #input {
            type Output = super::#output;
            type Error = #error;
            const OPERATION: &'static operation::Operation = &#facts;
            #bind
            #prepare
            #endpoint_params
        }
    }
}

/// Returns the function that sets idempotency tokens and checks that all required members are set.
fn prepare(operation: &Operation) -> Option<TokenStream> {
    let tokens: Vec<_> = operation
        .input
        .fields
        .iter()
        .filter(|field| field.idempotency_token)
        .collect();
    let required: Vec<_> = operation.input.fields.iter().filter(|field| field.required).collect();
    if tokens.is_empty() && required.is_empty() && operation.defaults.is_empty() {
        return None;
    }
    let defaults = operation.defaults.iter().map(|(field, value)| {
        let field = ident(field);
        quote!(operation::default_text(&mut self.#field, #value);)
    });
    let fill = tokens.iter().map(|field| {
        let name = field.ident();
        quote!(self.#name.get_or_insert_with(&mut *new_token);)
    });
    let argument = if tokens.is_empty() {
        format_ident!("_new_token")
    } else {
        format_ident!("new_token")
    };
    let result = if required.is_empty() {
        quote!(Ok(()))
    } else {
        let name = &operation.input.name;
        let fields: Vec<_> = required.iter().map(|field| names::unraw(&field.name)).collect();
        let fields = fields.join(" ");
        let set = required.iter().map(|field| field.ident());
        quote!(error::BuildError::check(#name, #fields, &[#(self.#set.is_some()),*]))
    };
    Some(quote! {
        #[inline]
        fn prepare(&mut self, #argument: &mut dyn FnMut() -> String) -> Result<(), error::BuildError> {
            #(#defaults)*
            #(#fill)*
            #result
        }
    })
}

fn endpoint_params(operation: &Operation) -> Option<TokenStream> {
    if operation.endpoint_params.is_empty() && operation.host_prefix.is_empty() && operation.endpoint_field.is_none() {
        return None;
    }
    let sets = context_params::statements(&operation.endpoint_params);
    let host_prefix = host_prefix(operation);
    let endpoint = operation.endpoint_field.as_ref().map(|field| {
        let field = ident(field);
        quote!(if let Some(value) = &self.#field { request.set_endpoint(value); })
    });
    Some(quote! {
        #[inline]
        fn endpoint_params(&self, request: &mut endpoint::EndpointRequest<'_>) {
            #sets
            #host_prefix
            #endpoint
        }
    })
}

fn host_prefix(operation: &Operation) -> Option<TokenStream> {
    let parts: Vec<_> = operation
        .host_prefix
        .iter()
        .map(|part| match part {
            HostPart::Text(text) => quote!(endpoint::HostPart::Text(#text)),
            HostPart::Label { member_name, field } => {
                let field = ident(field);
                quote!(endpoint::HostPart::Label(#member_name, self.#field.as_deref()))
            }
        })
        .collect();
    (!parts.is_empty()).then(|| quote!(request.set_host_prefix(&[#(#parts),*]);))
}
