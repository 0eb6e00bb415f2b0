//! How structures are read, and the schemas of unions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Role, Structure, TimestampFormat};

use super::table;
use super::tokens::{builder_of, ident};

/// How a structure is read: exceptions come with what the protocol found out about the response, inputs never come.
pub(super) fn of_structure(shape: &Structure) -> Vec<TokenStream> {
    let name = super::hygiene::own(&shape.name);
    match shape.role {
        Role::Data => vec![quote!(smithy_client_runtime::held!(#name);)],
        Role::Output => vec![quote!(smithy_client_runtime::readable!(#name);)],
        Role::Exception if shape.held => vec![read_exception(shape), read_held(shape)],
        Role::Exception => vec![read_exception(shape)],
        Role::Input => Vec::new(),
    }
}

/// An exception within another shape comes without what a response says beside its members.
fn read_held(shape: &Structure) -> TokenStream {
    let name = ident(&shape.name);
    quote! {
        impl structure::Shape for #name {}
        impl codec::ReadShape for #name {
            #[inline]
            fn read(reader: &mut dyn codec::ShapeReader) -> Result<Self, codec::ReadError> {
                Self::read(error::ErrorMetadata::default(), reader)
            }
        }
    }
}

fn read_exception(shape: &Structure) -> TokenStream {
    let (name, builder) = (ident(&shape.name), builder_of(&shape.name));
    let message = shape.fields.iter().find(|field| field.name == "message");
    let meta = if message.is_some_and(|message| message.sensitive) {
        quote!(meta.without_message())
    } else {
        quote!(meta)
    };
    quote! {
        impl #name {
            #[inline]
            pub(crate) fn read(
                meta: error::ErrorMetadata,
                reader: &mut dyn codec::ShapeReader,
            ) -> Result<Self, codec::ReadError> {
                let mut builder = #builder::default();
                structure::read_into(&mut builder, reader)?;
                if builder.message.is_none() {
                    builder.message = meta.message().map(str::to_owned);
                }
                builder.meta = Some(#meta);
                Ok(structure::Structure::corrected(builder))
            }
        }
    }
}

/// `static SCHEMA` of a union.
pub(super) fn schema(id: &str, members: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote! {
        static SCHEMA: schema::Schema = schema::Schema::new(#id, &[#(#members),*]);
    }
}

/// `Member::new(…)` with its traits.
pub(super) fn member(wire: &str, sensitive: bool, format: Option<TimestampFormat>) -> TokenStream {
    let marks = table::marks(false, sensitive, format);
    quote!(schema::Member::new(#wire) #(.with(schema::marks::#marks))*)
}
