//! The deserialization of exceptions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Structure;
use crate::rust::ident;

use super::prelude::Prelude;
use super::structure;
use super::tokens::builder_of;

/// Returns the items that read an exception together with the metadata of the response.
pub(super) fn of_exception(shape: &Structure) -> Vec<TokenStream> {
    let mut items = vec![read_exception(shape)];
    items.extend(shape.nested.then(|| read_nested(shape)));
    items
}

/// Returns the implementation that reads an exception within another shape, without metadata of a
/// response.
fn read_nested(shape: &Structure) -> TokenStream {
    let name = ident(&shape.name);
    let [result, ok] = result_and_ok(shape);
    quote! {
        #[doc(hidden)]
        impl serde::DeserializeShape for #name {
            #[inline]
            fn read_into(
                slot: &mut Self,
                deserializer: &mut dyn serde::ShapeDeserializer,
            ) -> #result<(), serde::DeserializeError> {
                *slot = Self::read(error::ErrorMetadata::default(), deserializer)?;
                #ok(())
            }
        }
    }
}

fn result_and_ok(shape: &Structure) -> [TokenStream; 2] {
    let prelude = Prelude::of_file(&shape.name);
    [prelude.name("Result"), prelude.name("Ok")]
}

fn read_exception(shape: &Structure) -> TokenStream {
    let (name, builder) = (ident(&shape.name), builder_of(&shape.name));
    let [result, ok] = result_and_ok(shape);
    let mut fields = (0..).zip(&shape.fields);
    let message = fields.find(|(_, field)| field.name == "message");
    let complete = match message.is_some_and(|(_, message)| message.sensitive) {
        true => quote!(complete_secret),
        false => quote!(complete),
    };
    let message = structure::place(message.map_or(0, |(place, _)| place));
    let meta = structure::place(shape.fields.len());
    quote! {
        impl #name {
            #[inline]
            pub(crate) fn read(
                meta: error::ErrorMetadata,
                deserializer: &mut dyn serde::ShapeDeserializer,
            ) -> #result<Self, serde::DeserializeError> {
                let mut builder = #builder::default();
                <Self as structure::ReadException>::read_into(&mut builder.fields, deserializer)?;
                error::#complete(&mut builder.fields #(.#message)*, &mut builder.fields #(.#meta)*, meta);
                #ok(structure::Structure::from_fields(builder.fields))
            }
        }
    }
}
