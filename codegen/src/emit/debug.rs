//! `Debug` of shapes that hold sensitive values.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Builder, Field, Redaction, Role, Structure, Union};
use crate::names;

use super::tokens::{builder_of, ident};

/// `impl fmt::Debug` of a structure and of its builder, unless it can be derived.
pub(super) fn of_structure(shape: &Structure) -> Vec<TokenStream> {
    if shape.redaction == Redaction::None {
        return Vec::new();
    }
    let mut items = vec![redacted(&ident(&shape.name), shape)];
    if shape.builder != Builder::Transparent {
        items.push(redacted(&builder_of(&shape.name), shape));
    }
    items
}

fn redacted(name: &proc_macro2::Ident, shape: &Structure) -> TokenStream {
    let text = name.to_string();
    let body = match shape.redaction {
        Redaction::Whole => quote!(f.debug_tuple(#text).field(&primitives::Redacted).finish()),
        Redaction::Members | Redaction::None => {
            let fields = shape.fields.iter().map(field);
            let hidden = match shape.role {
                Role::Exception => quote!(.field("meta", &self.meta)),
                Role::Output => quote!(.field("_request_id", &self._request_id)),
                Role::Input | Role::Data => TokenStream::new(),
            };
            quote!(f.debug_struct(#text) #(#fields)* #hidden .finish())
        }
    };
    quote! {
        impl fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                #body
            }
        }
    }
}

fn field(field: &Field) -> TokenStream {
    let (name, ident) = (names::bare(&field.name), field.ident());
    if field.sensitive {
        quote!(.field(#name, &primitives::Redacted))
    } else {
        quote!(.field(#name, &self.#ident))
    }
}

/// `impl fmt::Debug` of a union, unless it can be derived.
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
