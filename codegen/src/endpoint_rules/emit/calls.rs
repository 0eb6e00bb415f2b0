//! Calls of the functions that rules are split into.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::endpoint_rules::ir::RuleVariable;

/// Returns a call of such a function.
pub(super) fn call(name: &str, arguments: &[RuleVariable]) -> TokenStream {
    let name = format_ident!("{name}");
    let arguments = arguments.iter().map(|argument| format_ident!("{}", argument.name));
    quote!(#name(#(#arguments),*))
}
