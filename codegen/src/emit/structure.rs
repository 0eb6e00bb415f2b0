//! The definitions of structures, and the modules that hold them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Field, Role, Service, Structure};
use crate::rust::{SourceFile, ident};

use super::tokens::{alias, builder_of, docs_or, with_trait_summary};

/// `pub struct …` with its documentation and fields.
pub(super) fn definition(shape: &Structure) -> TokenStream {
    let name = ident(&shape.name);
    let docs = docs_or(&shape.docs, &format!("The `{}` structure.", shape.name));
    let alias = shape_alias(shape);
    let fields = shape.fields.iter().map(field);
    let hidden = match shape.role {
        Role::Exception => quote!(pub(crate) meta: error::ErrorMetadata,),
        Role::Output => quote!(pub(crate) _request_id: Option<String>,),
        Role::Input | Role::Data => TokenStream::new(),
    };
    quote! {
        #docs
        #alias
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #hidden
        }
    }
}

fn shape_alias(shape: &Structure) -> TokenStream {
    if shape.shape == "Unit" {
        TokenStream::new()
    } else {
        alias(&shape.shape, &shape.name)
    }
}

fn field(field: &Field) -> TokenStream {
    let (name, ty) = (field.ident(), field.rust_type());
    let docs = field_docs(field);
    let alias = alias(&field.member_name, &field.name);
    quote! {
        #docs
        #alias
        pub #name: #ty,
    }
}

/// The text, then one line of facts.
fn field_docs(field: &Field) -> TokenStream {
    with_trait_summary(
        docs_or(&field.docs, &format!("The `{}` member.", field.member_name)),
        &field.trait_summary,
    )
}

/// `src/types.rs`: a module for each shape, and their items.
pub(super) fn modules(service: &Service) -> SourceFile {
    let structures = service.structures.iter().map(|shape| (&shape.module, &shape.name));
    let unions = service.unions.iter().map(|shape| (&shape.module, &shape.name));
    let enums = service.enums.iter().map(|shape| (&shape.module, &shape.name));
    let mut shapes: Vec<_> = structures.chain(unions).chain(enums).collect();
    shapes.sort();
    let modules = shapes.iter().map(|(module, _)| ident(module));
    let mut items = vec![quote!(
        pub mod builders;
    )];
    if !service.exceptions.is_empty() {
        items.push(quote!(
            pub mod error;
        ));
    }
    items.push(quote!(#(mod #modules;)*));
    let uses = shapes.iter().map(|(module, name)| {
        let (module, name) = (ident(module), ident(name));
        quote!(pub use self::#module::#name;)
    });
    items.push(quote!(#(#uses)*));
    SourceFile::new(
        "src/types.rs",
        "Structures, unions and enums that requests and responses hold.",
        items,
    )
}

/// `src/types/builders.rs`: the builders by name.
pub(super) fn builders(service: &Service) -> SourceFile {
    let uses = service.structures.iter().map(|shape| {
        let (module, builder) = (ident(&shape.module), builder_of(&shape.name));
        quote!(pub use super::#module::#builder;)
    });
    SourceFile::new(
        "src/types/builders.rs",
        "Builders of the structures in [`types`](crate::types).",
        vec![quote!(#(#uses)*)],
    )
}
