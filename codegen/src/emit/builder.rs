//! The builders of structures: a function that sets, one that sets or clears and one that reads, for each member.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Builder, Default, Field, Presence, Role, Structure, Type};
use crate::names;

use super::hygiene::own;
use super::piece::{Piece, Rows};
use super::tokens::{builder_of, doc, ident, prefixed};

/// The builder and its functions.
pub(super) fn items(shape: &Structure) -> Vec<Piece> {
    let (name, shape_name) = (builder_of(&shape.name), ident(&shape.name));
    let slot = if shape.builder == Builder::Transparent {
        quote!(shape)
    } else {
        TokenStream::new()
    };
    let meta = (shape.role == Role::Exception).then(meta_setters);
    let build = build(shape);
    let docs = doc(&format!("A builder of {}.", names::structure_link(&shape.name)));
    let definition = definition(shape, &name);
    let mut items = vec![quote!(#docs #definition).into()];
    items.extend(setters(&name, &slot, &quote!(#shape_name), &shape.fields).map(Piece::from));
    items.push(quote!(impl #name { #meta #build }).into());
    items
}

fn definition(shape: &Structure, name: &Ident) -> TokenStream {
    if shape.builder == Builder::Transparent {
        let inner = own(&shape.name);
        return quote! {
            #[derive(Clone, Debug, Default, PartialEq)]
            pub struct #name {
                pub(crate) shape: #inner,
            }
        };
    }
    let debug = (shape.redaction == crate::ir::Redaction::None).then(|| quote!(Debug,));
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
        #[derive(Clone, #debug Default, PartialEq)]
        pub struct #name {
            #(#fields,)*
            #hidden
        }
    }
}

/// A row for each member: the names of its three functions and how the first one takes its value.
///
/// `slot` is the way from the builder to the fields, `shape` the structure that the documentation names.
fn setters(builder: &Ident, slot: &TokenStream, shape: &TokenStream, fields: &[Field]) -> Option<Rows> {
    let rows = rows(fields);
    (!rows.is_empty()).then(|| Rows {
        path: "smithy_client_runtime::setters",
        head: quote!(#builder (#slot) of #shape),
        rows,
    })
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

fn meta_setters() -> TokenStream {
    quote! {
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

fn build(shape: &Structure) -> TokenStream {
    let name = own(&shape.name);
    let link = names::structure_link(&shape.name);
    match shape.builder {
        Builder::Transparent if shape.role == Role::Input => quote! {
            /// The input; what is required and missing is reported when it is sent.
            #[inline]
            pub fn build(self) -> Result<#name, error::BuildError> {
                Ok(self.shape)
            }
        },
        Builder::Transparent => {
            let corrected = (shape.role == Role::Data).then(|| {
                quote! {
                    #[inline]
                    pub(crate) fn corrected(self) -> #name {
                        self.shape
                    }
                }
            });
            let docs = doc(&format!("The {link}."));
            quote! {
                #docs
                #[inline]
                pub fn build(self) -> #name {
                    self.shape
                }
                #corrected
            }
        }
        Builder::Infallible => {
            let docs = doc(&format!("The {link}, with its defaults where nothing is set."));
            let corrected = corrected(shape);
            quote! {
                #docs
                #[inline]
                pub fn build(self) -> #name {
                    self.corrected()
                }
                #corrected
            }
        }
        Builder::Fallible => fallible(shape, &name),
    }
}

fn fallible(shape: &Structure, name: &TokenStream) -> TokenStream {
    let (text, link) = (&shape.name, names::structure_link(&shape.name));
    let docs = doc(&format!(
        "The {link}, or an error that names every required member that is not set."
    ));
    let checks = shape
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| {
            let (bare, name) = (names::bare(&field.name), field.ident());
            quote!((#bare, self.#name.is_some()))
        });
    let corrected = corrected(shape);
    quote! {
        #docs
        #[inline]
        pub fn build(self) -> Result<#name, error::BuildError> {
            error::BuildError::check(#text, &[#(#checks),*])?;
            Ok(self.corrected())
        }
        #corrected
    }
}

/// The structure with what is missing made up as the specification's client error correction says.
fn corrected(shape: &Structure) -> TokenStream {
    let name = own(&shape.name);
    let fields = shape.fields.iter().map(|field| {
        let name = field.ident();
        let value = match &field.presence {
            Presence::Optional => quote!(self.#name),
            Presence::Required => quote!(codec::corrected(self.#name)),
            Presence::Defaulted(default) => defaulted(&name, default, &field.ty),
        };
        if field.presence == Presence::Optional {
            quote!(#name: self.#name)
        } else {
            quote!(#name: #value)
        }
    });
    let text = &shape.name;
    let hidden = match shape.role {
        Role::Exception => quote!(meta: error::named(self.meta, #text),),
        Role::Output => quote!(_request_id: self._request_id,),
        Role::Input | Role::Data => TokenStream::new(),
    };
    quote! {
        #[inline]
        pub(crate) fn corrected(self) -> #name {
            #name {
                #(#fields,)*
                #hidden
            }
        }
    }
}

fn defaulted(name: &Ident, default: &Default, ty: &Type) -> TokenStream {
    match default_value(default, ty) {
        None => quote!(codec::corrected(self.#name)),
        Some(value) if ty.is_copy() => quote!(self.#name.unwrap_or(#value)),
        Some(value) => quote!(self.#name.unwrap_or_else(|| #value)),
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
