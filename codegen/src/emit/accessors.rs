//! The functions that read a structure's fields, and `builder()`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Field, Presence, Structure, Type};

use super::piece::Rows;
use super::tokens::{builder_of, ident};

/// A row for each field, with what its accessor returns.
pub(super) fn rows(shape: &Structure) -> Rows {
    let (name, builder) = (ident(&shape.name), builder_of(&shape.name));
    let rows: Vec<_> = shape
        .fields
        .iter()
        .map(|field| {
            let (name, returned) = (field.ident(), returned(field));
            quote!(#name: #returned,)
        })
        .collect();
    Rows {
        path: "smithy_client_runtime::accessors",
        head: quote!(#name by #builder),
        rows,
    }
}

fn returned(field: &Field) -> TokenStream {
    let ty = &field.ty;
    let optional = field.presence == Presence::Optional;
    match ty {
        ty if ty.is_copy() && optional => quote!(Option<#ty>),
        ty if ty.is_copy() => quote!(#ty),
        Type::String if optional => quote!(Option<&str>),
        Type::String => quote!(&str),
        Type::List { element, sparse: false } => quote!(&[#element]),
        Type::List { element, sparse: true } => quote!(&[Option<#element>]),
        Type::Boxed(inner) if optional => quote!(Option<&#inner>),
        Type::Boxed(inner) => quote!(&#inner),
        ty if optional => quote!(Option<&#ty>),
        ty => quote!(&#ty),
    }
}
