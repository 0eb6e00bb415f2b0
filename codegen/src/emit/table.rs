//! The table of a structure: a row for each member, from which the runtime's macros make what every structure can do.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Builder, Field, Presence, Role, Structure, TimestampFormat, Type};
use crate::rust::{MacroCall, ident};

use super::tokens::builder_of;

/// A row for each field: what its accessor returns, its wire name, and what its traits say.
pub(super) fn rows(shape: &Structure) -> MacroCall {
    let (name, builder, id) = (ident(&shape.name), builder_of(&shape.name), &shape.id);
    let beside = beside(shape.role);
    let written = shape.direction.write.then(|| quote!(written));
    let optional = matches!(shape.builder, Builder::Transparent).then(|| quote!(; all optional));
    let rows: Vec<_> = shape.fields.iter().map(row).collect();
    let builder = match shape.role {
        Role::Input => quote!(super::builders::#builder),
        _ => quote!(#builder),
    };
    MacroCall {
        path: "smithy_client_runtime::structure",
        head: quote!(#name by #builder, #id #written #optional #beside),
        rows,
    }
}

/// The field that a structure has beside its members.
pub(super) fn beside(role: Role) -> TokenStream {
    match role {
        Role::Exception => quote!(; beside meta),
        Role::Output => quote!(; beside _request_id),
        Role::Input | Role::Data => TokenStream::new(),
    }
}

fn row(field: &Field) -> TokenStream {
    let (name, returned, wire) = (field.ident(), returned(field), &field.member_name);
    let marks = marks(field.sensitive, field.timestamp_format);
    quote!(#name: #returned = #wire #(#marks)*,)
}

/// The names of the marks that say the same as the traits.
pub(super) fn marks(sensitive: bool, format: Option<TimestampFormat>) -> Vec<proc_macro2::Ident> {
    let format = format.map(|format| match format {
        TimestampFormat::DateTime => "date_time",
        TimestampFormat::HttpDate => "http_date",
        TimestampFormat::EpochSeconds => "epoch_seconds",
    });
    let sensitive = sensitive.then_some("sensitive");
    sensitive.into_iter().chain(format).map(ident).collect()
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
