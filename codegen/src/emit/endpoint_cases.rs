//! The model's own test cases for its endpoint rules.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::endpoint_rules::emit::results;
use crate::endpoint_rules::ir::{Expected, ParameterSource, ParameterValue, Rules, TestCase, TestParameter};
use crate::ir::EndpointCall;

use super::imports;
use super::value::{Unwrapping, structure};

/// Returns the items of `tests/endpoint_tests/cases.rs`.
pub(super) fn items(rules: &Rules, calls: &[EndpointCall], crate_ident: &Ident) -> Vec<TokenStream> {
    if rules.tests.is_empty() {
        return Vec::new();
    }
    let tests: Vec<_> = rules
        .tests
        .iter()
        .enumerate()
        .map(|(index, case)| test(case, calls.iter().filter(|call| call.case == index)))
        .collect();
    let mut items = imports::of_endpoint_tests(&tests, crate_ident);
    items.extend(tests);
    items
}

fn test<'c>(case: &TestCase, calls: impl Iterator<Item = &'c EndpointCall>) -> TokenStream {
    let name = format_ident!("{}", case.name);
    let request = request(&case.parameters, false);
    let expected = match &case.expected {
        Expected::Endpoint(endpoint) => {
            let endpoint = results::endpoint(endpoint);
            quote!(Ok(#endpoint))
        }
        Expected::Error(message) => quote!(Err(endpoint::EndpointError::new(#message))),
    };
    let calls = calls.map(call);
    quote! {
        #[test]
        fn #name() {
            #request
            let expected = #expected;
            let resolved = resolve(&request);
            assert_eq!(resolved, expected);
            #(#calls)*
        }
    }
}

fn call(call: &EndpointCall) -> TokenStream {
    let request = request(&call.settings, true);
    let input = structure(&call.input, Unwrapping::Unwrap);
    quote! {
        #request
        #input.endpoint_params(&mut request);
        let resolved = resolve(&request);
        assert_eq!(resolved, expected);
    }
}

fn request(parameters: &[(TestParameter, ParameterValue)], changes: bool) -> TokenStream {
    let fields: Vec<_> = parameters.iter().filter_map(field).collect();
    let setters: Vec<_> = parameters.iter().filter_map(setter).collect();
    let mutable = (changes || !setters.is_empty()).then(|| quote!(mut));
    let value = if fields.is_empty() {
        quote!(endpoint::EndpointRequest::default())
    } else {
        quote!(endpoint::EndpointRequest { #(#fields,)* ..Default::default() })
    };
    quote! { let #mutable request = #value; #(#setters)* }
}

/// Returns a built-in that differs from its default.
fn field((parameter, value): &(TestParameter, ParameterValue)) -> Option<TokenStream> {
    let field = match parameter.source {
        ParameterSource::Region => quote!(region),
        ParameterSource::UseFips => quote!(use_fips),
        ParameterSource::UseDualStack => quote!(use_dual_stack),
        ParameterSource::Endpoint => quote!(endpoint),
        ParameterSource::AccountId => quote!(account_id),
        ParameterSource::AccountIdEndpointMode => quote!(account_id_endpoint_mode),
        ParameterSource::Named => return None,
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
        source: ParameterSource::Named,
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
