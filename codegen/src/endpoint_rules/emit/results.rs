//! Endpoints and errors.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::endpoint_rules::ir::{End, Endpoint, EndpointAuthScheme, Expr, Property};

use super::calls;
use super::expr::{into_static, into_string};

/// A text longer than this gets a line of its own.
const LONG: usize = 40;

/// A literal longer than this does not fit on a line after a name.
const LONGEST: usize = 56;

/// Returns the end of a block: the values to name first, and the result. Returns `None` if the
/// block has no end.
pub(super) fn result(end: &End) -> Option<(TokenStream, TokenStream)> {
    match end {
        End::Endpoint(value) => {
            let url = into_string(&value.url);
            let (first, url) = if is_long(&value.url) {
                (quote!(let uri = #url;), quote!(uri))
            } else {
                (TokenStream::new(), url)
            };
            let value = endpoint_at(&url, value);
            Some((first, quote!(Ok(#value))))
        }
        End::Error(message) => {
            let reason = into_static(message);
            let (first, reason) = if is_long(message) {
                (quote!(let reason = #reason;), quote!(reason))
            } else {
                (TokenStream::new(), reason)
            };
            Some((first, quote!(Err(endpoint::EndpointError::new(#reason)))))
        }
        End::Call(name, arguments) => Some((TokenStream::new(), calls::call(name, arguments))),
        End::Exhausted => Some((TokenStream::new(), no_match())),
        End::FallThrough => None,
    }
}

fn is_long(text: &Expr) -> bool {
    match text {
        Expr::Text(text) => (LONG + 1..=LONGEST).contains(&text.len()),
        Expr::Variable(_) => false,
        _ => true,
    }
}

/// Returns the result if no rule matches.
pub(super) fn no_match() -> TokenStream {
    quote!(Err(endpoint::EndpointError::new("no endpoint rule matches")))
}

/// Returns an endpoint with its headers, auth schemes and properties.
pub(crate) fn endpoint(value: &Endpoint) -> TokenStream {
    endpoint_at(&into_string(&value.url), value)
}

fn endpoint_at(url: &TokenStream, value: &Endpoint) -> TokenStream {
    let headers = value.headers.iter().map(|(name, value)| {
        let value = into_string(value);
        quote!(.with_header(#name, #value))
    });
    let schemes = value.auth_schemes.iter().map(|scheme| {
        let scheme = auth_scheme(scheme);
        quote!(.with_auth_scheme(#scheme))
    });
    let properties = value.properties.iter().map(|(name, value)| {
        let value = open_value(value);
        quote!(.with_property(#name, #value))
    });
    quote!(endpoint::Endpoint::new(#url) #(#headers)* #(#schemes)* #(#properties)*)
}

fn auth_scheme(scheme: &EndpointAuthScheme) -> TokenStream {
    let name = into_static(&scheme.name);
    let signing_name = scheme.signing_name.iter().map(|value| {
        let value = into_string(value);
        quote!(.with_signing_name(#value))
    });
    let signing_region = scheme.signing_region.iter().map(|value| {
        let value = into_string(value);
        quote!(.with_signing_region(#value))
    });
    let encoding = scheme
        .disable_double_encoding
        .then(|| quote!(.with_disable_double_encoding(true)));
    let properties = scheme.properties.iter().map(|(name, value)| {
        let value = open_value(value);
        quote!(.with_property(#name, #value))
    });
    quote!(endpoint::AuthScheme::new(#name) #(#signing_name)* #(#signing_region)* #encoding #(#properties)*)
}

/// Returns a value that converts to a document.
fn open_value(property: &Property) -> TokenStream {
    match property {
        Property::Bool(value) => quote!(#value),
        Property::Integer(value) => {
            let value = Literal::i64_suffixed(*value);
            quote!(#value)
        }
        Property::String(value) => into_string(value),
        Property::List(elements) => {
            let elements = elements.iter().map(open_value);
            quote!(vec![#(#elements.into()),*])
        }
        Property::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = open_value(value);
                quote!((#name.to_owned(), #value.into()))
            });
            quote!(std::collections::HashMap::from([#(#entries),*]))
        }
    }
}
