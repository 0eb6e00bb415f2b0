//! The names of Rust's prelude in a file whose own type may shadow one of them.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::ir::Type;
use crate::rust::ident;

/// The prelude of the file of one type.
#[derive(Clone, Copy)]
pub(super) struct Prelude<'n> {
    /// The type that the file defines.
    own: &'n str,
}

impl<'n> Prelude<'n> {
    /// The prelude of a file whose own type shadows nothing.
    pub(super) const WHOLE: Self = Self { own: "" };

    /// Returns the prelude of the file that defines this type.
    pub(super) const fn of_file(own: &'n str) -> Self {
        Self { own }
    }

    /// Returns a name of the prelude, as a path if the file's own type shadows it.
    pub(super) fn name(self, name: &str) -> TokenStream {
        match path(name) {
            Some(path) if name == self.own => path,
            _ => ident(name).into_token_stream(),
        }
    }

    /// Returns a type.
    pub(super) fn ty(self, ty: &Type) -> TokenStream {
        match ty {
            Type::String => self.name("String"),
            Type::Boxed(inner) => self.generic("Box", [self.ty(inner)]),
            Type::List { element, sparse } => self.generic("Vec", [self.element(element, *sparse)]),
            Type::Map { key, value, sparse } => self.generic("HashMap", [self.ty(key), self.element(value, *sparse)]),
            other => scalar(other),
        }
    }

    /// Returns the type of a value that a sparse collection may lack.
    pub(super) fn element(self, ty: &Type, sparse: bool) -> TokenStream {
        let ty = self.ty(ty);
        if sparse { self.generic("Option", [ty]) } else { ty }
    }

    fn generic<const N: usize>(self, name: &str, arguments: [TokenStream; N]) -> TokenStream {
        let name = self.name(name);
        quote!(#name<#(#arguments),*>)
    }
}

fn path(name: &str) -> Option<TokenStream> {
    Some(match name {
        "Box" => quote!(std::boxed::Box),
        "Err" => quote!(std::result::Result::Err),
        "HashMap" => quote!(std::collections::HashMap),
        "None" => quote!(std::option::Option::None),
        "Ok" => quote!(std::result::Result::Ok),
        "Option" => quote!(std::option::Option),
        "Result" => quote!(std::result::Result),
        "Some" => quote!(std::option::Option::Some),
        "String" => quote!(std::string::String),
        "Vec" => quote!(std::vec::Vec),
        _ => return None,
    })
}

/// Returns a type that names nothing of the prelude.
fn scalar(ty: &Type) -> TokenStream {
    let module = |path: TokenStream, name: &str| {
        let name = ident(name);
        quote!(#path::#name)
    };
    let stream = |kind: &str, name: &str| {
        let (kind, name) = (ident(kind), ident(name));
        quote!(event_stream::#kind<types::#name, crate::Error>)
    };
    match ty {
        Type::Boolean => quote!(bool),
        Type::Byte => quote!(i8),
        Type::Short => quote!(i16),
        Type::Integer => quote!(i32),
        Type::Long => quote!(i64),
        Type::Float => quote!(f32),
        Type::Double => quote!(f64),
        Type::BigInteger => quote!(primitives::BigInteger),
        Type::BigDecimal => quote!(primitives::BigDecimal),
        Type::Blob => quote!(primitives::Blob),
        Type::Timestamp => quote!(primitives::DateTime),
        Type::Document => quote!(primitives::Document),
        Type::ByteStream => quote!(primitives::ByteStream),
        Type::Enum(name) | Type::IntEnum(name) | Type::Structure(name) | Type::Union(name) => {
            module(quote!(types), name)
        }
        Type::Exception(name) => module(quote!(types::error), name),
        Type::EventReceiver(name) => stream("EventReceiver", name),
        Type::EventStreamSender(name) => stream("EventStreamSender", name),
        Type::String | Type::Boxed(_) | Type::List { .. } | Type::Map { .. } => Prelude::WHOLE.ty(ty),
    }
}

impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(Prelude::WHOLE.ty(self));
    }
}
