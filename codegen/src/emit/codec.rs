//! The schema of a structure, how it is written, read and corrected.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Builder, Field, Role, Structure, TimestampFormat};

use super::tokens::{builder_of, ident};

/// The schema and the codec traits of a structure.
pub(super) fn of_structure(shape: &Structure) -> Vec<TokenStream> {
    let members = shape
        .fields
        .iter()
        .map(|field| member(&field.wire, field.sensitive, field.timestamp_format));
    let mut items = vec![schema(&shape.id, members)];
    if shape.direction.write {
        items.push(write(shape));
    }
    if shape.direction.read {
        items.push(if shape.role == Role::Exception {
            read_exception(shape)
        } else {
            read(shape)
        });
    }
    items.extend(shape.held.then(|| read_held(shape)));
    items.extend((shape.role == Role::Data || shape.held).then(|| correction(shape)));
    items
}

/// An exception within another shape comes without what a response says beside its members.
fn read_held(shape: &Structure) -> TokenStream {
    let name = ident(&shape.name);
    quote! {
        impl codec::ReadShape for #name {
            #[inline]
            fn read(reader: &mut dyn codec::ShapeReader) -> Result<Self, codec::ReadError> {
                Self::read(error::ErrorMetadata::default(), reader)
            }
        }
    }
}

/// `static SCHEMA`.
pub(super) fn schema(id: &str, members: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote! {
        static SCHEMA: schema::Schema = schema::Schema::new(#id, &[#(#members),*]);
    }
}

/// `Member::new(…)` with its traits.
pub(super) fn member(wire: &str, sensitive: bool, format: Option<TimestampFormat>) -> TokenStream {
    let sensitive = sensitive.then(|| quote!(.sensitive()));
    let format = format.map(|format| {
        let format = match format {
            TimestampFormat::DateTime => quote!(DateTime),
            TimestampFormat::HttpDate => quote!(HttpDate),
            TimestampFormat::EpochSeconds => quote!(EpochSeconds),
        };
        quote!(.timestamp(primitives::DateTimeFormat::#format))
    });
    quote!(schema::Member::new(#wire) #sensitive #format)
}

fn write(shape: &Structure) -> TokenStream {
    let name = ident(&shape.name);
    let fields = shape.fields.iter().map(Field::ident);
    quote! {
        impl codec::WriteShape for #name {
            #[inline]
            fn write(&self, member: schema::MemberRef, writer: &mut dyn codec::ShapeWriter) {
                writer.structure(member, &SCHEMA, &[#(&self.#fields),*]);
            }
        }
    }
}

fn read(shape: &Structure) -> TokenStream {
    let name = ident(&shape.name);
    let (start, target, end) = match shape.builder {
        Builder::Transparent => (
            quote!(let mut shape = Self::default();),
            quote!(shape),
            quote!(Ok(shape)),
        ),
        Builder::Infallible | Builder::Fallible => {
            let builder = builder_of(&shape.name);
            (
                quote!(let mut builder = #builder::default();),
                quote!(builder),
                quote!(Ok(builder.corrected())),
            )
        }
    };
    let body = read_members(shape, &start, &target);
    quote! {
        impl codec::ReadShape for #name {
            #[inline]
            fn read(reader: &mut dyn codec::ShapeReader) -> Result<Self, codec::ReadError> {
                #body
                #end
            }
        }
    }
}

fn read_members(shape: &Structure, start: &TokenStream, target: &TokenStream) -> TokenStream {
    let fields = shape.fields.iter().map(Field::ident);
    let start = match shape.builder {
        Builder::Transparent if shape.fields.is_empty() => &quote!(let shape = Self::default();),
        _ => start,
    };
    quote! {
        #start
        reader.structure(&SCHEMA, &mut [#(codec::place(&mut #target.#fields)),*])?;
    }
}

/// Exceptions are read with what the protocol found out about the response.
fn read_exception(shape: &Structure) -> TokenStream {
    let (name, builder) = (ident(&shape.name), builder_of(&shape.name));
    let body = read_members(shape, &quote!(let mut builder = #builder::default();), &quote!(builder));
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
                #body
                if builder.message.is_none() {
                    builder.message = meta.message().map(str::to_owned);
                }
                builder.meta = Some(#meta);
                Ok(builder.corrected())
            }
        }
    }
}

fn correction(shape: &Structure) -> TokenStream {
    let name = super::hygiene::own(&shape.name);
    quote!(smithy_client_runtime::correction!(#name);)
}
