//! Emits the parameters of rules, which are read from the request once, into locals.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::endpoint_rules::ir::{Parameter, ParameterKind, ParameterPresence, ParameterSource};

/// Returns the name of the request, if anything is read from it.
pub(super) fn request(parameters: &[Parameter]) -> TokenStream {
    if parameters
        .iter()
        .any(|parameter| parameter.read || parameter.presence == ParameterPresence::Required)
    {
        quote!(request)
    } else {
        quote!(_)
    }
}

/// Returns a local for each parameter that is read, and a check for each that is required.
pub(super) fn bindings(parameters: &[Parameter]) -> TokenStream {
    parameters.iter().map(binding).collect()
}

fn binding(parameter: &Parameter) -> TokenStream {
    let name = format_ident!("{}", parameter.rust_name);
    let value = value(parameter);
    match &parameter.presence {
        ParameterPresence::Required => {
            let message = format!("`{}` is not set", parameter.name);
            let error = quote! { return Err(endpoint::EndpointError::new(#message)); };
            if parameter.read {
                quote! { let Some(#name) = #value else { #error }; }
            } else {
                quote! { if #value.is_none() { #error } }
            }
        }
        _ if !parameter.read => TokenStream::new(),
        ParameterPresence::Optional | ParameterPresence::Always => quote! { let #name = #value; },
        ParameterPresence::DefaultedBool(default) => quote! { let #name = #value.unwrap_or(#default); },
        ParameterPresence::DefaultedString(default) => quote! { let #name = #value.unwrap_or(#default); },
        ParameterPresence::DefaultedList(default_name, default) => {
            let default_name = format_ident!("{default_name}");
            quote! {
                let #default_name = [#(#default.to_owned()),*];
                let #name = #value.unwrap_or(&#default_name);
            }
        }
    }
}

fn value(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    match (parameter.source, parameter.kind) {
        (ParameterSource::Region, _) => quote!(request.region),
        (ParameterSource::UseFips, _) => quote!(request.use_fips),
        (ParameterSource::UseDualStack, _) => quote!(request.use_dual_stack),
        (ParameterSource::Endpoint, _) => quote!(request.endpoint),
        (ParameterSource::AccountId, _) => quote!(request.account_id),
        (ParameterSource::AccountIdEndpointMode, _) => quote!(request.account_id_endpoint_mode),
        (ParameterSource::Named, ParameterKind::Bool) => quote!(request.boolean(#name)),
        (ParameterSource::Named, ParameterKind::String) => quote!(request.string(#name)),
        (ParameterSource::Named, ParameterKind::StringArray) => quote!(request.strings(#name)),
    }
}
