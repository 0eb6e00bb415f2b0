//! `src/serde_impls.rs`: `serde` for all types, with the feature of that name.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Service, Union};
use crate::rust::{MacroCall, Row, SourceFile, ident};

/// Returns the file. Types with streams do not implement `serde`.
pub(super) fn file(service: &Service) -> SourceFile {
    let structures = service.structures.iter().filter(|shape| !shape.has_stream);
    let unions = service.unions.iter().filter(|shape| shape.events.is_none());
    let mut names: Vec<&str> = structures.map(|shape| shape.name.as_str()).collect();
    names.extend(unions.map(|shape| shape.name.as_str()));
    names.extend(service.enums.iter().map(|shape| shape.name.as_str()));
    names.sort_unstable();
    let types = names.into_iter().map(|name| {
        let name = ident(name);
        quote!(crate::types::#name,)
    });
    let messages = service.operations.iter().flat_map(|operation| {
        let module = ident(&operation.method);
        let messages = [&operation.input, &operation.output];
        messages
            .into_iter()
            .filter(|shape| !shape.has_stream)
            .map(move |shape| {
                let name = ident(&shape.name);
                quote!(crate::operation::#module::#name,)
            })
    });
    let call = MacroCall {
        path: "smithy_client_runtime::if_serde",
        docs: Vec::new(),
        head: quote!(smithy_client_runtime::serde_shapes!),
        rows: types.chain(messages).map(Row::from).collect(),
    };
    SourceFile::new(
        "src/serde_impls.rs",
        "The implementations of `serde`, with the feature `serde`.",
        vec![call],
    )
}

/// Returns an implementation that only the feature `serde` needs; `None` for event streams.
pub(super) fn only_with_serde(shape: &Union, implementation: TokenStream) -> Option<TokenStream> {
    shape
        .events
        .is_none()
        .then(|| quote!(smithy_client_runtime::if_serde! { #implementation }))
}
