//! Operations: the module of each with its input, output and builders.

mod errors;
mod facts;
mod input;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{ErrorType, Operation, Service};
use crate::markdown;
use crate::names;
use crate::rust::{Item, MacroCall, Row, SourceFile, ident};

pub(super) use self::errors::listed_errors;
pub(super) use self::facts::auth_schemes;
pub(super) use self::input::input_items;
use super::tokens::{builder_of, doc};
use super::{bound_members, structure, update};

/// Returns `src/operation.rs`: the modules.
pub(super) fn modules(service: &Service) -> SourceFile {
    let modules = service.operations.iter().map(|operation| {
        let docs = doc(&format!(
            "`{}`: see [`Client::{1}`](crate::Client::{1}).",
            operation.shape,
            names::unraw(&operation.method)
        ));
        let module = ident(&operation.method);
        quote!(#docs pub mod #module;)
    });
    let items = vec![
        match service.uses_sdk_types {
            true => quote!(
                pub use smithy_client_runtime::sdk::RequestId;
            ),
            false => quote!(
                pub use smithy_client_runtime::error::RequestId;
            ),
        },
        quote!(#(#modules)*),
    ];
    let mut items: Vec<_> = items.into_iter().map(Item::from).collect();
    if !service.operations.is_empty() {
        let fluent_builder = quote!(smithy_client_runtime::fluent_builder!(crate::Client););
        items.push(Item::from(fluent_builder));
    }
    if service.sdk_id == "S3" {
        items.extend(extended_request_ids(service));
    }
    SourceFile::new(
        "src/operation.rs",
        "A module for each operation, with its input, output, error and builders.",
        items,
    )
}

/// Returns the trait for the second request id of S3, and its implementations.
fn extended_request_ids(service: &Service) -> [Item; 3] {
    let outputs = service.operations.iter().map(|operation| {
        let (module, output) = (ident(&operation.method), ident(&operation.output.name));
        quote!(#module::#output,).into()
    });
    let exceptions = service.exceptions.iter().map(|shape| {
        let name = ident(&shape.name);
        quote!(crate::types::error::#name,).into()
    });
    let errors = service
        .operations
        .iter()
        .filter(|operation| operation.error_type == ErrorType::OfOperation);
    let errors = errors.map(|operation| {
        let (module, error) = (ident(&operation.method), ident(&operation.error_name));
        quote!(#module::#error,).into()
    });
    let of_service: Row = quote!(crate::Error,).into();
    let call = |path, rows| {
        let (head, docs) = (quote!(RequestIdExt), Vec::new());
        Item::from(MacroCall { path, head, docs, rows })
    };
    [
        quote!(
            pub use smithy_client_runtime::error::RequestIdExt;
        )
        .into(),
        call("smithy_client_runtime::outputs_of_s3", outputs.collect()),
        call(
            "smithy_client_runtime::errors_of_s3",
            std::iter::once(of_service).chain(exceptions).chain(errors).collect(),
        ),
    ]
}

/// Returns the `//!` lines of an operation's module.
pub(super) fn module_docs(operation: &Operation) -> Vec<String> {
    let text = format!(
        "Input, output, error and builders of [`{0}`](crate::Client::{0}).",
        names::unraw(&operation.method)
    );
    markdown::wrap(&text, markdown::WIDTH)
}

/// Returns the first line of the page of an operation's builders.
pub(super) fn builders_docs(operation: &Operation) -> String {
    format!(
        "Builders of [`{0}`](crate::Client::{0}).",
        names::unraw(&operation.method)
    )
}

/// Returns `src/operation/<name>.rs`: everything that belongs to the operation.
pub(super) fn items(service: &Service, operation: &Operation) -> Vec<Item> {
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let paginator = operation.pagination.as_ref().map(|_| {
        quote!(
            pub mod paginator;
        )
    });
    let mut items = vec![
        quote! {
            pub mod builders;
            mod input;
            mod output;
            #paginator
        }
        .into(),
        quote! {
            pub use self::input::#input;
            pub use self::output::#output;
        }
        .into(),
        errors::item(service, operation),
    ];
    items.extend(update::module_items(operation).map(Item::from));
    items
}

/// Returns the item of `builders.rs`: the names of the builders.
pub(super) fn builders(operation: &Operation) -> TokenStream {
    let (input, output) = (builder_of(&operation.input.name), builder_of(&operation.output.name));
    let fluent = ident(&operation.fluent_builder);
    quote! {
        pub use super::input::{#fluent, #input};
        pub use super::output::#output;
    }
}

/// Returns the items of `output.rs`.
pub(super) fn output_items(service: &Service, operation: &Operation) -> Vec<Item> {
    let bound = bound_members::of_output(service, &operation.output);
    let output = ident(&operation.output.name);
    let implementation = quote!(smithy_client_runtime::output!(#output #bound););
    vec![structure::item(&operation.output), implementation.into()]
}
