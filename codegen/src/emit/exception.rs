//! The items that only exceptions have, and their modules.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Service, Structure};
use crate::rust::{SourceFile, ident};

use super::prelude::Prelude;
use super::tokens::{builder_of, doc};

/// Returns `Display`, `Error` and the metadata of the response.
pub(super) fn items(service: &Service, shape: &Structure) -> Vec<TokenStream> {
    let (name, option) = (ident(&shape.name), Prelude::of_file(&shape.name).name("Option"));
    let mut items = vec![
        quote! {
            impl fmt::Display for #name {
                #[inline]
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    error::display_exception(f, &self.meta, self)
                }
            }
        },
        quote!(impl std::error::Error for #name {}),
        quote! {
            impl error::ProvideErrorMetadata for #name {
                #[inline]
                fn meta(&self) -> &error::ErrorMetadata {
                    &self.meta
                }
            }
        },
        quote! {
            impl error::RequestId for #name {
                #[inline]
                fn request_id(&self) -> #option<&str> {
                    self.meta.request_id()
                }
            }
        },
    ];
    if service.uses_sdk_types {
        items.push(quote! {
            smithy_client_runtime::impl_sdk_metadata! { #name }
            smithy_client_runtime::impl_sdk_request_id! { #name }
        });
    }
    items
}

/// Returns `src/types/error.rs`.
pub(super) fn modules(service: &Service) -> SourceFile {
    let modules = service.exceptions.iter().map(|shape| ident(&shape.module));
    let uses = service.exceptions.iter().map(|shape| {
        let (module, name) = (ident(&shape.module), ident(&shape.name));
        quote!(pub use self::#module::#name;)
    });
    let mut items = vec![
        quote!(
            pub mod builders;
        ),
        quote!(#(mod #modules;)*),
        quote!(#(#uses)*),
    ];
    let streams = service.unions.iter().filter(|union| union.events.is_some());
    items.extend(streams.map(|union| {
        let name = format_ident!("{}Error", union.name);
        let docs = doc(&format!(
            "The error type of the event stream [`{0}`](crate::types::{0}).",
            union.name
        ));
        quote!(#docs pub type #name = crate::Error;)
    }));
    SourceFile::new("src/types/error.rs", "The exceptions that operations return.", items)
}

/// Returns `src/types/error/builders.rs`.
pub(super) fn builders(service: &Service) -> SourceFile {
    let uses = service.exceptions.iter().map(|shape| {
        let (module, builder) = (ident(&shape.module), builder_of(&shape.name));
        quote!(pub use super::#module::#builder;)
    });
    SourceFile::new(
        "src/types/error/builders.rs",
        "Builders of the exceptions in [`types::error`](crate::types::error).",
        vec![quote!(#(#uses)*)],
    )
}
