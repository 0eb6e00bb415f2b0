//! Unions: an open enum whose unknown variant stores the content.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Events, Redaction, Union, UnionVariant};
use crate::rust::ident;

use super::prelude::Prelude;
use super::serde_impls::only_with_serde;
use super::tokens::{alias, doc, doc_lines, docs, docs_or, index};
use super::{debug, schema};

/// Returns the union, its functions, and its serialization and deserialization.
pub(super) fn items(shape: &Union) -> Vec<TokenStream> {
    let mut items = vec![definition(shape), methods(shape)];
    items.extend(debug::of_union(shape));
    items.push(schema::of_union(&shape.id, &shape.traits, &shape.variants));
    items.extend(match shape.direction.write {
        true => Some(write(shape)),
        false => only_with_serde(shape, write(shape)),
    });
    items.extend(match shape.direction.read {
        true => Some(read(shape)),
        false => only_with_serde(shape, read(shape)),
    });
    items.push(correction(shape));
    items.extend(shape.events.iter().map(|events| event_stream(shape, events)));
    items
}

fn definition(shape: &Union) -> TokenStream {
    let (name, prelude) = (ident(&shape.name), Prelude::of_file(&shape.name));
    let shape_docs = docs_or(&shape.docs, &format!("The `{}` union.", shape.name));
    let alias_of_shape = alias(&shape.shape, &shape.name);
    let debug = (shape.redaction == Redaction::None).then(|| quote!(Debug,));
    let variants = shape.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let otherwise = format!("The `{}` member.", variant.member_name);
        let text = docs(&doc_lines(&variant.docs, &otherwise, &variant.trait_summary));
        let alias = alias(&variant.member_name, &variant.name);
        let value = variant.ty.as_ref().map(|ty| {
            let ty = prelude.ty(ty);
            quote!((#ty))
        });
        quote!(#text #alias #name #value,)
    });
    quote! {
        #shape_docs
        #alias_of_shape
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A variant that is not in the model of this version of the crate. Its content is
            /// stored and written back unchanged.
            Unknown(primitives::UnknownVariant),
        }
    }
}

fn methods(shape: &Union) -> TokenStream {
    let (name, prelude) = (ident(&shape.name), Prelude::of_file(&shape.name));
    let variants = shape.variants.iter().map(|variant| variant_methods(variant, prelude));
    quote! {
        impl #name {
            #(#variants)*
            /// Returns whether it is a variant that is not in the model of this version of the
            /// crate.
            #[inline]
            pub fn is_unknown(&self) -> bool {
                matches!(self, Self::Unknown(_))
            }
        }
    }
}

fn variant_methods(variant: &UnionVariant, prelude: Prelude<'_>) -> TokenStream {
    let name = ident(&variant.name);
    let [result, ok, err] = ["Result", "Ok", "Err"].map(|name| prelude.name(name));
    let (is, as_) = (
        format_ident!("is_{}", variant.snake_name),
        format_ident!("as_{}", variant.snake_name),
    );
    let is_doc = doc(&format!("Returns whether it is [`{0}`](Self::{0}).", variant.name));
    let (pattern, value, as_doc) = match &variant.ty {
        Some(ty) => (
            quote!(Self::#name(_)),
            Some((ty, quote!(Self::#name(value) => #ok(value)))),
            doc(&format!(
                "Returns the value of [`{0}`](Self::{0}), or the union itself if it is another variant.",
                variant.name
            )),
        ),
        None => (quote!(Self::#name), None, TokenStream::new()),
    };
    let as_function = value.map(|(ty, arm)| {
        let ty = match ty {
            crate::ir::Type::Boxed(inner) => inner.as_ref(),
            other => other,
        };
        let ty = prelude.ty(ty);
        quote! {
            #as_doc
            #[inline]
            pub fn #as_(&self) -> #result<&#ty, &Self> {
                match self {
                    #arm,
                    _ => #err(self),
                }
            }
        }
    });
    quote! {
        #as_function
        #is_doc
        #[inline]
        pub fn #is(&self) -> bool {
            matches!(self, #pattern)
        }
    }
}

fn write(shape: &Union) -> TokenStream {
    let name = ident(&shape.name);
    let arms = shape.variants.iter().enumerate().map(|(at, variant)| {
        let (at, name) = (index(at), ident(&variant.name));
        match variant.ty {
            Some(_) => quote!(Self::#name(value) => serializer.union(member, &SCHEMA, #at, value)),
            None => quote!(Self::#name => serializer.union(member, &SCHEMA, #at, &serde::Unit)),
        }
    });
    let known =
        (!shape.variants.is_empty()).then(|| quote!(_ => serde::SerializeShape::write(self, member, serializer),));
    quote! {
        #[doc(hidden)]
        impl serde::SerializeShape for #name {
            #[inline]
            fn write(&self, member: schema::MemberRef, serializer: &mut dyn serde::ShapeSerializer) {
                match self {
                    #(#arms,)*
                    Self::Unknown(value) => serde::SerializeShape::write(value, member, serializer),
                }
            }

            #[inline]
            fn write_element(&self, member: schema::MemberRef, serializer: &mut dyn serde::ShapeSerializer) {
                match self {
                    Self::Unknown(value) => serde::SerializeShape::write_element(value, member, serializer),
                    #known
                }
            }
        }
    }
}

fn read(shape: &Union) -> TokenStream {
    let (name, result) = (ident(&shape.name), Prelude::of_file(&shape.name).name("Result"));
    let last = shape.variants.len().saturating_sub(1);
    let arms = shape.variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        let value = match variant.ty {
            Some(_) => quote!(Self::#name(deserializer.read()?)),
            None => quote!({ deserializer.unit()?; Self::#name }),
        };
        let pattern = if at == last {
            quote!(_)
        } else {
            let at = index(at);
            quote!(#at)
        };
        quote!(serde::Variant::Known(#pattern) => #value)
    });
    let none = shape
        .variants
        .is_empty()
        .then(|| quote!(serde::Variant::Known(_) => Self::Unknown(primitives::UnknownVariant::default()),));
    quote! {
        #[doc(hidden)]
        impl serde::DeserializeShape for #name {
            const OVERWRITES: bool = true;

            #[inline]
            fn read_into(
                slot: &mut Self,
                deserializer: &mut dyn serde::ShapeDeserializer,
            ) -> #result<(), serde::DeserializeError> {
                *slot = match deserializer.begin_union(&SCHEMA)? {
                    #(#arms,)*
                    #none
                    serde::Variant::Unknown(variant) => Self::Unknown(variant),
                };
                deserializer.end_union()
            }
        }
    }
}

/// Returns the exceptions of an event stream, by the names that messages have.
fn event_stream(shape: &Union, events: &Events) -> TokenStream {
    let (name, prelude) = (ident(&shape.name), Prelude::of_file(&shape.name));
    let received = events.received.then(|| {
        let exceptions = events.exceptions.iter().map(|exception| {
            let (member_name, code) = (&exception.member_name, &exception.code);
            quote!((#member_name, #code))
        });
        quote! {
            #[doc(hidden)]
            impl event_stream::EventUnion for #name {
                const EXCEPTIONS: &'static [(&'static str, &'static str)] = &[#(#exceptions),*];
            }
        }
    });
    let sent = events.sent.then(|| {
        let [option, some, none] = ["Option", "Some", "None"].map(|name| prelude.name(name));
        let exceptions = events.exceptions.iter().map(|exception| {
            let (member_name, variant) = (&exception.member_name, ident(&exception.name));
            quote!(crate::Error::#variant(exception) => #some((#member_name, exception)),)
        });
        quote! {
            #[doc(hidden)]
            impl event_stream::SendExceptions<crate::Error> for #name {
                #[inline]
                fn exception(error: &crate::Error) -> #option<(&'static str, &dyn serde::SerializeShape)> {
                    match error {
                        #(#exceptions)*
                        _ => #none,
                    }
                }
            }
        }
    });
    quote!(#received #sent)
}

fn correction(shape: &Union) -> TokenStream {
    let name = ident(&shape.name);
    quote! {
        #[doc(hidden)]
        impl serde::ErrorCorrection for #name {
            #[inline]
            fn corrected() -> Self {
                Self::Unknown(primitives::UnknownVariant::default())
            }
        }
    }
}
