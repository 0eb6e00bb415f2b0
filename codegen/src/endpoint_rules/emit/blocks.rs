//! Emits blocks of straight-line code.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::endpoint_rules::ir::{
    Expr, Ownership, RuleBlock, RuleFunction, RuleValueKind, RuleVariable, Statement, Test,
};
use crate::rust::doc;

use super::expr::{lent, operand, plain, type_of};
use super::results;

/// The number of parameters from which clippy requires a reason.
const TOO_MANY_ARGUMENTS: usize = 8;

/// Returns a block as the body of a function: its end is the function's value.
pub(super) fn body(block: &RuleBlock) -> TokenStream {
    let steps = block.steps.iter().map(step);
    let end = results::result(&block.end).map(|(first, end)| quote!(#first #end));
    quote! { #(#steps)* #end }
}

/// Returns a function for a part of the rules.
pub(super) fn function(function: &RuleFunction) -> TokenStream {
    let name = format_ident!("{}", function.name);
    let docs = doc(&format!("The rules for when {}.", function.condition));
    let parameters = function.arguments.iter().map(|RuleVariable { name, ty, .. }| {
        let (name, ty) = (format_ident!("{name}"), type_of(*ty));
        quote!(#name: #ty)
    });
    let many = (function.arguments.len() >= TOO_MANY_ARGUMENTS)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "these are the values that the rules compare")]));
    let body = body(&function.body);
    quote! {
        #docs
        #many
        fn #name(#(#parameters),*) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
            #body
        }
    }
}

fn branch(block: &RuleBlock) -> TokenStream {
    let steps = block.steps.iter().map(step);
    let end = results::result(&block.end).map(|(first, end)| quote!(#first return #end;));
    quote! { #(#steps)* #end }
}

fn step(step: &Statement) -> TokenStream {
    match step {
        Statement::Let(name, value) => {
            let name = format_ident!("{name}");
            match (value.ownership(), value.ty().kind) {
                (Ownership::Made, RuleValueKind::String) => {
                    let value = operand(value);
                    quote!(let #name: &str = &#value;)
                }
                (Ownership::Made, RuleValueKind::Strings) => {
                    let value = operand(value);
                    quote!(let #name: &[String] = &#value;)
                }
                _ => {
                    let value = lent(value);
                    quote!(let #name = #value;)
                }
            }
        }
        Statement::If(tests, then) => {
            let tests = tests.iter().map(test);
            let then = branch(then);
            quote!(if #(#tests)&&* { #then })
        }
    }
}

fn test(test: &Test) -> TokenStream {
    match test {
        Test::Is(value) => plain(value),
        Test::Some(name, value) => {
            let name = format_ident!("{name}");
            let value = scrutinee(value);
            quote!(let Some(#name) = #value)
        }
    }
}

/// Returns an optional value to take a reference from.
pub(super) fn scrutinee(value: &Expr) -> TokenStream {
    match (value.ownership(), value.ty().kind) {
        (Ownership::Copied | Ownership::Lent, _) => plain(value),
        (_, RuleValueKind::String | RuleValueKind::Strings) => lent(value),
        _ => {
            let value = operand(value);
            quote!(&#value)
        }
    }
}
