//! What operations, inputs and the client tell the endpoint rules.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::endpoint_rules::ir::ParameterKind;
use crate::ir::{ClientParam, EndpointParam, EndpointParamValue, Walk};
use crate::names;

use super::tokens::{docs_or, ident};

/// The statements that set the parameters of an operation in `request`.
pub(super) fn statements(params: &[EndpointParam]) -> TokenStream {
    params.iter().map(statement).collect()
}

fn statement(param: &EndpointParam) -> TokenStream {
    let name = &param.name;
    match &param.value {
        EndpointParamValue::Boolean(value) => quote!(request.set_boolean(#name, #value);),
        EndpointParamValue::String(value) => quote!(request.set_string(#name, #value);),
        EndpointParamValue::Strings(values) => quote!(request.set_strings(#name, vec![#(#values.to_owned()),*]);),
        EndpointParamValue::Found(walk) => found(walk, Place::of(quote!(self)), name),
    }
}

/// A value that is on the way, and whether its expression is a reference.
struct Place {
    tokens: TokenStream,
    is_reference: bool,
}

impl Place {
    fn of(tokens: TokenStream) -> Self {
        Self {
            tokens,
            is_reference: true,
        }
    }

    fn reference(&self) -> TokenStream {
        let tokens = &self.tokens;
        if self.is_reference {
            quote!(#tokens)
        } else {
            quote!(&#tokens)
        }
    }
}

/// Sets the parameter from what the walk leads to.
fn found(walk: &Walk, place: Place, name: &str) -> TokenStream {
    let way = Way::along(walk, place);
    let end = end(way.rest, &way.place, name);
    way.guards(end)
}

/// A walk through members, up to what is no member.
struct Way<'w> {
    conditions: Vec<TokenStream>,
    place: Place,
    rest: &'w Walk,
}

impl<'w> Way<'w> {
    fn along(walk: &'w Walk, place: Place) -> Self {
        let mut way = Self {
            conditions: Vec::new(),
            place,
            rest: walk,
        };
        while let Walk::Member { field, optional, then } = way.rest {
            let (field, tokens) = (ident(field), &way.place.tokens);
            if *optional {
                way.conditions.push(quote!(let Some(value) = &#tokens.#field));
                way.place = Place::of(quote!(value));
            } else {
                way.place = Place {
                    tokens: quote!(#tokens.#field),
                    is_reference: false,
                };
            }
            way.rest = then;
        }
        way
    }

    /// The end, reached where every optional member on the way is set.
    fn guards(self, end: TokenStream) -> TokenStream {
        let conditions = &self.conditions;
        if conditions.is_empty() {
            end
        } else {
            quote!(if #(#conditions)&&* { #end })
        }
    }
}

fn end(walk: &Walk, place: &Place, name: &str) -> TokenStream {
    let (tokens, reference) = (&place.tokens, place.reference());
    match walk {
        Walk::Member { .. } => found(walk, Place::of(quote!(#tokens)), name),
        Walk::Collect(inner) => {
            let collected = collected(inner, Place::of(quote!(#tokens)));
            quote! {
                let mut values = Vec::new();
                #collected
                request.set_strings(#name, values);
            }
        }
        Walk::Boolean if place.is_reference => quote!(request.set_boolean(#name, *#tokens);),
        Walk::Boolean => quote!(request.set_boolean(#name, #tokens);),
        Walk::String { of_enum: false } => quote!(request.set_string(#name, #reference);),
        Walk::String { of_enum: true } => quote!(request.set_string(#name, #tokens.as_str());),
        Walk::Strings {
            of_enum: false,
            sparse: false,
        } => quote!(request.set_strings(#name, #tokens.clone());),
        Walk::Strings { .. } => {
            let texts = texts(walk, tokens);
            quote!(request.set_strings(#name, #texts.collect());)
        }
        // These are within a `Collect`.
        Walk::Elements { .. } | Walk::All(_) | Walk::Keys { .. } => TokenStream::new(),
    }
}

/// Pushes what the walk leads to.
fn collected(walk: &Walk, place: Place) -> TokenStream {
    let way = Way::along(walk, place);
    let (tokens, reference) = (&way.place.tokens, way.place.reference());
    let end = match way.rest {
        Walk::Collect(inner) => collected(inner, Place::of(quote!(#tokens))),
        Walk::Elements { sparse, then } => {
            let then = collected(then, Place::of(quote!(value)));
            if *sparse {
                quote!(for value in #tokens.iter().flatten() { #then })
            } else {
                quote!(for value in #reference { #then })
            }
        }
        Walk::All(ways) => ways
            .iter()
            .map(|way| collected(way, Place::of(quote!(#tokens))))
            .collect(),
        Walk::Keys { of_enum: false } => quote!(values.extend(#tokens.keys().cloned());),
        Walk::Keys { of_enum: true } => quote!(values.extend(#tokens.keys().map(|key| key.as_str().to_owned()));),
        Walk::String { of_enum: false } => quote!(values.push(#tokens.clone());),
        Walk::String { of_enum: true } => quote!(values.push(#tokens.as_str().to_owned());),
        Walk::Strings { .. } => {
            let texts = texts(way.rest, tokens);
            quote!(values.extend(#texts);)
        }
        Walk::Member { .. } | Walk::Boolean => TokenStream::new(),
    };
    way.guards(end)
}

/// An iterator over owned strings.
fn texts(walk: &Walk, tokens: &TokenStream) -> TokenStream {
    let Walk::Strings { of_enum, sparse } = walk else {
        return TokenStream::new();
    };
    let flatten = sparse.then(|| quote!(.flatten()));
    let owned = if *of_enum {
        quote!(.map(|value| value.as_str().to_owned()))
    } else {
        quote!(.cloned())
    };
    quote!(#tokens.iter() #flatten #owned)
}

/// The settings that only clients of the service have, as a trait for the builder that all services share.
pub(super) fn settings(params: &[ClientParam]) -> Option<TokenStream> {
    if params.is_empty() {
        return None;
    }
    let declared = params.iter().map(|param| {
        let (setter, clearer) = (ident(&param.setter), clearer(param));
        let (argument, value) = (argument(param.kind), value(param.kind));
        let docs = docs_or(&param.docs, &format!("Sets the endpoint parameter `{}`.", param.name));
        let clears = format!(
            " Sets or clears what [`{0}`](Self::{0}) sets.",
            names::unraw(&param.setter)
        );
        quote! {
            #docs
            #[must_use]
            fn #setter(self, value: #argument) -> Self;
            #[doc = #clears]
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
        /// The settings that only clients of this service have: in scope, they are functions of [`Builder`].
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
