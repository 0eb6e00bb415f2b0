//! The builders of structures: a function that sets, one that sets or clears and one that reads,
//! for each member.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Builder, Default, Field, Presence, Role, Structure, Type};
use crate::names;
use crate::rust::{Item, MacroCall, ident};

use super::table;
use super::tokens::{builder_of, doc, prefixed};

/// The builder and its functions.
pub(super) fn items(shape: &Structure) -> Vec<Item> {
    let (name, shape_name) = (builder_of(&shape.name), ident(&shape.name));
    let read = match shape.role {
        Role::Exception => Some(quote!(, read = exception)),
        _ => shape.direction.read.then(|| quote!(, read = structure)),
    };
    let (extra, streams) = (table::extra(shape.role), table::streams(shape));
    let head = quote!(#name, shape = #shape_name #read);
    let rows = rows(&shape.fields);
    let call = |path, head| Item::from(MacroCall { path, head, rows });
    let (path, head) = match shape.builder {
        // It is the fluent builder too, and stands with the operation's other builders.
        Builder::Transparent if shape.role == Role::Input => return Vec::new(),
        Builder::Transparent => return vec![call("smithy_client_runtime::in_place_builder", head)],
        Builder::Infallible => ("smithy_client_runtime::builder", quote!(#head #extra #streams)),
        Builder::Fallible => {
            let fields = shape.fields.iter();
            let required = fields.filter(|field| field.presence == Presence::Required);
            let required = required.map(Field::ident);
            let path = "smithy_client_runtime::fallible_builder";
            (path, quote!(#head #extra #streams, required = [#(#required)*]))
        }
    };
    let mut items = vec![
        definition(shape, &name).into(),
        call(path, head),
        corrected(shape).into(),
    ];
    items.extend((shape.role == Role::Exception).then(|| meta_setters(&name).into()));
    items
}

fn definition(shape: &Structure, name: &Ident) -> TokenStream {
    let docs = doc(&format!("A builder of {}.", names::structure_link(&shape.name)));
    let fields = shape.fields.iter().map(|field| {
        let (name, ty) = (field.ident(), &field.ty);
        quote!(pub(crate) #name: Option<#ty>)
    });
    let hidden = match shape.role {
        Role::Exception => quote!(pub(crate) meta: Option<error::ErrorMetadata>,),
        Role::Output => quote!(pub(crate) _request_id: Option<String>,),
        Role::Input | Role::Data => TokenStream::new(),
    };
    quote! {
        #docs
        pub struct #name {
            #(#fields,)*
            #hidden
        }
    }
}

/// The rows of `setters!` for these members.
pub(super) fn rows(fields: &[Field]) -> Vec<TokenStream> {
    fields
        .iter()
        .map(|field| {
            let (name, kind) = (field.ident(), kind(&field.ty));
            let (set, get) = (prefixed("set", &field.name), prefixed("get", &field.name));
            quote!(#name, #set, #get: [#kind];)
        })
        .collect()
}

fn kind(ty: &Type) -> TokenStream {
    match ty {
        Type::List { element, sparse: false } => {
            let element = argument(element);
            quote!(push #element)
        }
        Type::List { element, sparse: true } => quote!(push Option<#element>),
        Type::Map { key, value, sparse } => {
            let key = argument(key);
            let value = if *sparse {
                quote!(Option<#value>)
            } else {
                argument(value)
            };
            quote!(insert #key, #value)
        }
        Type::Boxed(inner) => quote!(boxed #inner),
        ty => argument(ty),
    }
}

/// Strings and integer enums are taken by `Into`.
fn argument(ty: &Type) -> TokenStream {
    match ty {
        Type::String | Type::IntEnum(_) => quote!(into #ty),
        ty => quote!(#ty),
    }
}

fn meta_setters(builder: &Ident) -> TokenStream {
    quote! {
        impl #builder {
            /// Sets what the response says of the error beside its members.
            #[inline]
            pub fn meta(mut self, meta: error::ErrorMetadata) -> Self {
                self.meta = Some(meta);
                self
            }
            /// Sets or clears what the response says of the error beside its members.
            #[inline]
            pub fn set_meta(&mut self, meta: Option<error::ErrorMetadata>) -> &mut Self {
                self.meta = meta;
                self
            }
        }
    }
}

/// The structure with what is missing made up as the specification's client error correction says.
fn corrected(shape: &Structure) -> TokenStream {
    let (name, builder) = (ident(&shape.name), builder_of(&shape.name));
    let fields = shape.fields.iter().map(|field| {
        let name = field.ident();
        let value = match &field.presence {
            Presence::Optional => quote!(builder.#name),
            Presence::Required => made_up(&name),
            Presence::Defaulted(default) => defaulted(&name, default, &field.ty),
        };
        quote!(#name: #value)
    });
    let text = &shape.name;
    let hidden = match shape.role {
        Role::Exception => quote!(meta: error::named(builder.meta, #text),),
        Role::Output => quote!(_request_id: builder._request_id,),
        Role::Input | Role::Data => TokenStream::new(),
    };
    quote! {
        impl structure::Structure for #name {
            type Builder = #builder;
            #[inline]
            fn corrected(builder: #builder) -> Self {
                Self {
                    #(#fields,)*
                    #hidden
                }
            }
        }
    }
}

/// The value of a required member, or what stands in for it.
fn made_up(name: &Ident) -> TokenStream {
    quote!(serde::or_corrected(builder.#name))
}

fn defaulted(name: &Ident, default: &Default, ty: &Type) -> TokenStream {
    match default_value(default, ty) {
        None => made_up(name),
        Some(value) if ty.is_copy() => quote!(builder.#name.unwrap_or(#value)),
        Some(value) => quote!(builder.#name.unwrap_or_else(|| #value)),
    }
}

/// The value of a default, or nothing where Rust's own default is the same.
fn default_value(default: &Default, ty: &Type) -> Option<TokenStream> {
    Some(match (default, ty) {
        (Default::Rust, _) => return None,
        (Default::True, _) => quote!(true),
        (Default::Number(text), Type::Float | Type::Double) => number(text, true),
        (Default::Number(text), _) => number(text, false),
        (Default::String(text), Type::Blob) => quote!(literal::blob(#text)),
        (Default::String(text), Type::BigInteger) => quote!(literal::big_integer(#text)),
        (Default::String(text), Type::BigDecimal) => quote!(literal::big_decimal(#text)),
        (Default::String(text), _) => quote!(#text.to_owned()),
        (Default::EnumValue(text), _) => quote!(#ty::from(#text)),
        (Default::IntEnumValue(value), _) => {
            let value = number(&value.to_string(), false);
            quote!(#ty::from(#value))
        }
        (Default::EpochSeconds(text), _) => {
            let seconds = number(text, true);
            quote!(primitives::DateTime::from_secs_f64(#seconds))
        }
        (Default::DateTime(text), _) => quote!(literal::date_time(#text)),
        (Default::Document(inner), _) => document(inner),
        (Default::EmptyArray, _) => quote!(primitives::Document::Array(Vec::new())),
        (Default::EmptyObject, _) => quote!(primitives::Document::Object(HashMap::new())),
    })
}

fn document(default: &Default) -> TokenStream {
    match default {
        Default::Rust => quote!(primitives::Document::Bool(false)),
        Default::True => quote!(primitives::Document::Bool(true)),
        Default::Number(text) => {
            let value = number(text, text.contains(['.', 'e', 'E']));
            quote!(primitives::Document::from(#value))
        }
        Default::String(text) => quote!(primitives::Document::from(#text)),
        _ => quote!(primitives::Document::Null),
    }
}

fn number(text: &str, float: bool) -> TokenStream {
    let text = if float && !text.contains(['.', 'e', 'E']) {
        format!("{text}.0")
    } else {
        text.to_owned()
    };
    text.parse().unwrap_or_else(|_| quote!(0))
}
