//! The endpoint parameters of operations, inputs and the client.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::endpoint_rules::ir::ParameterKind;
use crate::ir::{ClientParam, EndpointParam, EndpointParamValue};
use crate::names;
use crate::paths::emit::{self as paths, PlaceExpr, Reached};
use crate::paths::ir::{PathEnd, PathValue, ShapePath};
use crate::rust::ident;

use super::tokens::{doc, docs_or};

/// Returns the statements that set the parameters of an operation in `request`.
pub(super) fn statements(params: &[EndpointParam]) -> TokenStream {
    params.iter().map(statement).collect()
}

fn statement(param: &EndpointParam) -> TokenStream {
    let name = &param.name;
    match &param.value {
        EndpointParamValue::Boolean(value) => quote!(request.set_boolean(#name, #value);),
        EndpointParamValue::String(value) => quote!(request.set_string(#name, #value);),
        EndpointParamValue::Strings(values) => quote!(request.set_strings(#name, vec![#(#values.to_owned()),*]);),
        EndpointParamValue::Path(path) => set_from_path(path, name),
        EndpointParamValue::DiscoveryId(path) => set_discovery_id(path, name),
    }
}

/// Returns the statement that sets a parameter to the values at a path.
fn set_from_path(path: &ShapePath, name: &str) -> TokenStream {
    let reached = Reached::along(&path.members, PlaceExpr::of(quote!(self)));
    let place = &reached.place;
    let (tokens, reference) = (&place.tokens, place.reference());
    let set = match &path.end {
        PathEnd::Value(PathValue::Boolean) if place.is_reference => quote!(request.set_boolean(#name, *#tokens);),
        PathEnd::Value(PathValue::Boolean) => quote!(request.set_boolean(#name, #tokens);),
        PathEnd::Value(PathValue::String { of_enum: false }) => quote!(request.set_string(#name, #reference);),
        PathEnd::Value(PathValue::String { of_enum: true }) => quote!(request.set_string(#name, #tokens.as_str());),
        PathEnd::Value(PathValue::Strings {
            of_enum: false,
            sparse: false,
        }) => quote!(request.set_strings(#name, #tokens.clone());),
        PathEnd::Value(PathValue::Strings { of_enum, sparse }) => {
            let strings = paths::owned_strings(tokens, *of_enum, *sparse);
            quote!(request.set_strings(#name, #strings.collect());)
        }
        // `lower` resolves the paths of parameters to strings and booleans only.
        PathEnd::Value(PathValue::Other) => TokenStream::new(),
        end @ (PathEnd::Elements { .. } | PathEnd::Keys { .. } | PathEnd::Branches(_)) => {
            let collected = paths::collect_end(end, &PlaceExpr::of(quote!(#tokens)));
            quote! {
                let mut values = Vec::new();
                #collected
                request.set_strings(#name, values);
            }
        }
    };
    reached.guard(set)
}

/// Returns the statement that sets an identifier for endpoint discovery.
fn set_discovery_id(path: &ShapePath, name: &str) -> TokenStream {
    let reached = Reached::along(&path.members, PlaceExpr::of(quote!(self)));
    let (tokens, reference) = (&reached.place.tokens, reached.place.reference());
    let value = match &path.end {
        PathEnd::Value(PathValue::String { of_enum: true }) => quote!(#tokens.as_str()),
        _ => quote!(#reference),
    };
    reached.guard(quote!(request.set_discovery_id(#name, #value);))
}

/// Returns the settings that only clients of this service have, as a trait for the common builder
/// of all services.
pub(super) fn settings(params: &[ClientParam]) -> Option<TokenStream> {
    if params.is_empty() {
        return None;
    }
    let declared = params.iter().map(|param| {
        let (setter, clearer) = (ident(&param.setter), clearer(param));
        let (argument, value) = (argument(param.kind), value(param.kind));
        let docs = docs_or(&param.docs, &format!("Sets the endpoint parameter `{}`.", param.name));
        let clears = doc(&format!(
            "Sets or clears the parameter of [`{0}`](Self::{0}).",
            names::unraw(&param.setter)
        ));
        quote! {
            #docs
            #[must_use]
            fn #setter(self, value: #argument) -> Self;
            #clears
            fn #clearer(&mut self, value: Option<#value>) -> &mut Self;
        }
    });
    let implemented = params.iter().map(|param| {
        let (setter, clearer, name) = (ident(&param.setter), clearer(param), &param.name);
        let (argument, value) = (argument(param.kind), value(param.kind));
        let (into, variant) = match param.kind {
            ParameterKind::Bool => (quote!(value), quote!(Boolean)),
            ParameterKind::String => (quote!(value.into()), quote!(String)),
            ParameterKind::StringArray => (quote!(value), quote!(Strings)),
        };
        quote! {
            #[inline]
            fn #setter(mut self, value: #argument) -> Self {
                self.#clearer(Some(#into));
                self
            }
            #[inline]
            fn #clearer(&mut self, value: Option<#value>) -> &mut Self {
                self.set_endpoint_param(#name, value.map(smithy_client_runtime::endpoint::Value::#variant))
            }
        }
    });
    Some(quote! {
        /// The settings that only clients of this service have, as methods of [`Builder`].
        pub trait ClientContextParams: Sized {
            #(#declared)*
        }
        impl ClientContextParams for Builder {
            #(#implemented)*
        }
    })
}

fn clearer(param: &ClientParam) -> proc_macro2::Ident {
    format_ident!("set_{}", names::suffix(&param.setter))
}

fn argument(kind: ParameterKind) -> TokenStream {
    match kind {
        ParameterKind::Bool => quote!(bool),
        ParameterKind::String => quote!(impl Into<String>),
        ParameterKind::StringArray => quote!(Vec<String>),
    }
}

fn value(kind: ParameterKind) -> TokenStream {
    match kind {
        ParameterKind::Bool => quote!(bool),
        ParameterKind::String => quote!(String),
        ParameterKind::StringArray => quote!(Vec<String>),
    }
}
