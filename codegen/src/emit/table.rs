//! The table of a structure: a row for each member, from which the runtime's macros make what every
//! structure can do.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Builder, Field, Presence, Role, Structure, Type};
use crate::rust::{MacroCall, ident};

use super::schema;
use super::tokens::builder_of;

/// A row for each field: what its accessor returns, and its record in the schema.
pub(super) fn rows(shape: &Structure) -> MacroCall {
    let (name, builder, id) = (ident(&shape.name), builder_of(&shape.name), &shape.id);
    let extra = extra(shape.role);
    let serialize = shape.direction.write.then(|| quote!(, serialize = true));
    let default = matches!(shape.builder, Builder::Transparent).then(|| quote!(, default = true));
    let traits = schema::shape_record(&shape.traits).map(|record| quote!(, traits = #record));
    let streams = streams(shape);
    let rows: Vec<_> = shape.fields.iter().map(row).collect();
    let builder = match shape.role {
        Role::Input => quote!(super::builders::#builder),
        _ => quote!(#builder),
    };
    MacroCall {
        path: "smithy_client_runtime::structure",
        head: quote!(#name, builder = #builder, id = #id #traits #serialize #default #extra #streams),
        rows,
    }
}

/// Returns the field of a structure that is not a member.
pub(super) fn extra(role: Role) -> TokenStream {
    match role {
        Role::Exception => quote!(, extra = meta),
        Role::Output => quote!(, extra = _request_id),
        Role::Input | Role::Data => TokenStream::new(),
    }
}

/// Says that a structure cannot be copied or compared.
pub(super) fn streams(shape: &Structure) -> Option<TokenStream> {
    shape.has_stream.then(|| quote!(, streams = true))
}

fn row(field: &Field) -> TokenStream {
    let (name, returned, record) = (
        field.ident(),
        returned(field),
        schema::record(&field.member_name, &field.schema),
    );
    quote!(#name: #returned = #record,)
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
