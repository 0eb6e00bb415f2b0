//! The model's own test cases for its endpoint rules.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::ir::endpoint::{Expected, ParameterValue, Rules, Source, TestCase, TestParameter};

use super::results;

/// The items of `tests/endpoint_tests/cases.rs`.
pub(crate) fn test_items(rules: &Rules, crate_ident: &Ident) -> Vec<TokenStream> {
    if rules.tests.is_empty() {
        return Vec::new();
    }
    let mut items = vec![quote!(use #crate_ident::config::endpoint::resolve;)];
    items.extend(rules.tests.iter().map(test));
    items
}

fn test(case: &TestCase) -> TokenStream {
    let name = format_ident!("{}", case.name);
    let request = request(case);
    let (value, expected) = match &case.expected {
        Expected::Endpoint(endpoint) => (results::endpoint(endpoint), quote!(Ok(expected))),
        Expected::Error(message) => (quote!(endpoint::EndpointError::new(#message)), quote!(Err(expected))),
    };
    quote! {
        #[test]
        fn #name() {
            #request
            let expected = #value;
            let resolved = resolve(&request);
            assert_eq!(resolved, #expected);
        }
    }
}

fn request(case: &TestCase) -> TokenStream {
    let fields: Vec<_> = case.parameters.iter().filter_map(field).collect();
    let setters: Vec<_> = case.parameters.iter().filter_map(setter).collect();
    let mutable = (!setters.is_empty()).then(|| quote!(mut));
    let value = if fields.is_empty() {
        quote!(endpoint::EndpointRequest::default())
    } else {
        quote!(endpoint::EndpointRequest { #(#fields,)* ..Default::default() })
    };
    quote! { let #mutable request = #value; #(#setters)* }
}

/// A built-in that is set to something else than its default.
fn field((parameter, value): &(TestParameter, ParameterValue)) -> Option<TokenStream> {
    let field = match parameter.source {
        Source::Region => quote!(region),
        Source::UseFips => quote!(use_fips),
        Source::UseDualStack => quote!(use_dual_stack),
        Source::Endpoint => quote!(endpoint),
        Source::AccountId => quote!(account_id),
        Source::Named => return None,
    };
    match value {
        ParameterValue::Bool(true) => Some(quote!(#field: true)),
        ParameterValue::String(text) => Some(quote!(#field: Some(#text))),
        ParameterValue::Bool(false) | ParameterValue::Strings(_) => None,
    }
}

fn setter((parameter, value): &(TestParameter, ParameterValue)) -> Option<TokenStream> {
    let TestParameter {
        name,
        source: Source::Named,
    } = parameter
    else {
        return None;
    };
    Some(match value {
        ParameterValue::Bool(value) => quote! { request.set_boolean(#name, #value); },
        ParameterValue::String(text) => quote! { request.set_string(#name, #text); },
        ParameterValue::Strings(texts) => quote! { request.set_strings(#name, vec![#(#texts.to_owned()),*]); },
    })
}
