//! How exceptions are read, and the schemas of unions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Structure, UnionVariant};
use crate::rust::ident;

use super::table;
use super::tokens::builder_of;

/// Exceptions are read with what the protocol found out about the response.
pub(super) fn of_exception(shape: &Structure) -> Vec<TokenStream> {
    let mut items = vec![read_exception(shape)];
    items.extend(shape.nested.then(|| read_nested(shape)));
    items
}

/// An exception within another shape comes without what a response says beside its members.
fn read_nested(shape: &Structure) -> TokenStream {
    let name = ident(&shape.name);
    quote! {
        impl serde::ReadShape for #name {
            #[inline]
            fn read(reader: &mut dyn serde::ShapeReader) -> Result<Self, serde::ReadError> {
                Self::read(error::ErrorMetadata::default(), reader)
            }
        }
    }
}

fn read_exception(shape: &Structure) -> TokenStream {
    let (name, builder) = (ident(&shape.name), builder_of(&shape.name));
    let message = shape.fields.iter().find(|field| field.name == "message");
    let complete = match message.is_some_and(|message| message.sensitive) {
        true => quote!(complete_secret),
        false => quote!(complete),
    };
    quote! {
        impl #name {
            #[inline]
            pub(crate) fn read(
                meta: error::ErrorMetadata,
                reader: &mut dyn serde::ShapeReader,
            ) -> Result<Self, serde::ReadError> {
                let mut builder = #builder::default();
                <Self as structure::ReadException>::read_into(&mut builder, reader)?;
                error::#complete(&mut builder.message, &mut builder.meta, meta);
                Ok(structure::Structure::corrected(builder))
            }
        }
    }
}

/// `static SCHEMA` of a union, from its variants' wire names and marks.
pub(super) fn schema(id: &str, variants: &[UnionVariant]) -> TokenStream {
    let rows = variants.iter().map(|variant| {
        let (wire, marks) = (
            &variant.member_name,
            table::marks(variant.sensitive, variant.timestamp_format),
        );
        quote!(#wire #(#marks)*;)
    });
    quote! {
        static SCHEMA: schema::Schema = schema::Schema::new(#id, stringify!(#(#rows)*));
    }
}
