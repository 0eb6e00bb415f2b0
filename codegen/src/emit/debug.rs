//! `Debug` of unions with sensitive values.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Redaction, Union};
use crate::rust::ident;

/// Returns `impl fmt::Debug` of a union, unless it can be derived.
pub(super) fn of_union(shape: &Union) -> Option<TokenStream> {
    let name = ident(&shape.name);
    let body = match shape.redaction {
        Redaction::None => return None,
        Redaction::Whole => {
            let text = &shape.name;
            quote!(f.debug_tuple(#text).field(&primitives::Redacted).finish())
        }
        Redaction::Members => {
            let arms = shape.variants.iter().map(|variant| {
                let (text, name) = (&variant.name, ident(&variant.name));
                match (&variant.ty, variant.sensitive) {
                    (None, _) => quote!(Self::#name => f.write_str(#text)),
                    (Some(_), true) => {
                        quote!(Self::#name(_) => f.debug_tuple(#text).field(&primitives::Redacted).finish())
                    }
                    (Some(_), false) => quote!(Self::#name(value) => f.debug_tuple(#text).field(value).finish()),
                }
            });
            quote! {
                match self {
                    #(#arms,)*
                    Self::Unknown(value) => f.debug_tuple("Unknown").field(value).finish(),
                }
            }
        }
    };
    Some(quote! {
        impl fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                #body
            }
        }
    })
}
