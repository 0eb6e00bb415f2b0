//! Members that a client sets in every input that has them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Field, Service, Structure, Type};
use crate::markdown;
use crate::rust::ident;

use super::tokens::docs;

/// Returns the functions of the client, or of the blocking client, that bind a member.
pub(super) fn methods(service: &Service, is_blocking: bool) -> Vec<TokenStream> {
    let mode = is_blocking.then(|| quote!(mode: self.mode.clone()));
    let methods = service.bound_members.iter().map(|bound| {
        let (method, member) = (ident(&bound.method), &bound.member);
        let text = format!(
            "Returns a client that sets the member `{member}` of each input that has it. A value that a call sets \
             itself takes precedence. If the value in a response differs from that in its request, the call fails with a \
             response error."
        );
        let docs = docs(&markdown::wrap(&text, markdown::WIDTH));
        quote! {
            #docs
            #[inline]
            #[must_use]
            pub fn #method(&self, value: impl Into<String>) -> Self {
                Self { handle: self.handle.with_bound_member(#member, value.into()), #mode }
            }
        }
    });
    methods.collect()
}

fn fields<'f>(service: &'f Service, shape: &'f Structure) -> impl Iterator<Item = &'f Field> {
    let is_bound = |field: &&Field| {
        service
            .bound_members
            .iter()
            .any(|bound| bound.member == field.member_name)
    };
    shape
        .fields
        .iter()
        .filter(is_bound)
        .filter(|field| field.ty == Type::String)
}

/// Returns the function of an input that sets bound members.
pub(super) fn bind(service: &Service, input: &Structure) -> Option<TokenStream> {
    let calls: Vec<_> = fields(service, input)
        .map(|field| {
            let (name, member) = (field.ident(), &field.member_name);
            quote!(bound.bind(#member, &mut self.#name);)
        })
        .collect();
    (!calls.is_empty()).then(|| {
        quote! {
            #[inline]
            fn bind(&mut self, bound: &mut operation::BoundMembers) {
                #(#calls)*
            }
        }
    })
}

/// Returns the arguments of `output!` for the bound members of an output. The error of a difference
/// shows the value, so sensitive members are not compared.
pub(super) fn of_output(service: &Service, output: &Structure) -> TokenStream {
    fields(service, output)
        .filter(|field| !field.sensitive)
        .map(|field| {
            let (name, member) = (field.ident(), &field.member_name);
            quote!(, #member = #name)
        })
        .collect()
}
