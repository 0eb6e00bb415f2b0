//! The values of `@default` as Rust.

use proc_macro2::TokenStream;
use quote::quote;

use super::prelude::Prelude;
use crate::ir::{Default, Type};

/// Returns the value of a default, or `None` if it equals that of client error correction.
pub(super) fn value(default: &Default, ty: &Type, prelude: Prelude<'_>) -> Option<TokenStream> {
    Some(match (default, ty) {
        (Default::Rust, _) => return None,
        (Default::True, _) => quote!(true),
        (Default::Number(text), Type::Float | Type::Double) => number(text, true),
        (Default::Number(text), _) => number(text, false),
        (Default::String(text), Type::Blob) => quote!(literal::blob(#text)),
        (Default::String(text), Type::BigInteger) => quote!(literal::big_integer(#text)),
        (Default::String(text), Type::BigDecimal) => quote!(literal::big_decimal(#text)),
        (Default::String(text), _) => quote!(#text.to_owned()),
        (Default::EnumValue(text), _) => quote!(#ty::from(#text)),
        (Default::IntEnumValue(value), _) => {
            let value = number(&value.to_string(), false);
            quote!(#ty::from(#value))
        }
        (Default::EpochSeconds(text), _) => {
            let seconds = number(text, true);
            quote!(primitives::DateTime::from_secs_f64(#seconds))
        }
        (Default::DateTime(text), _) => quote!(literal::date_time(#text)),
        (Default::Document(inner), _) => document(inner),
        (Default::EmptyArray, _) => {
            let vec = prelude.name("Vec");
            quote!(primitives::Document::Array(#vec::new()))
        }
        (Default::EmptyObject, _) => {
            let map = prelude.name("HashMap");
            quote!(primitives::Document::Object(#map::new()))
        }
    })
}

fn document(default: &Default) -> TokenStream {
    match default {
        Default::Rust => quote!(primitives::Document::Bool(false)),
        Default::True => quote!(primitives::Document::Bool(true)),
        Default::Number(text) => {
            let value = number(text, text.contains(['.', 'e', 'E']));
            quote!(primitives::Document::from(#value))
        }
        Default::String(text) => quote!(primitives::Document::from(#text)),
        _ => quote!(primitives::Document::Null),
    }
}

fn number(text: &str, float: bool) -> TokenStream {
    let text = if float && !text.contains(['.', 'e', 'E']) {
        format!("{text}.0")
    } else {
        text.to_owned()
    };
    text.parse().unwrap_or_else(|_| quote!(0))
}
