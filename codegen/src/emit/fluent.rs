//! The builder of an operation's input, which is a fluent builder where it comes from a client.

use quote::{format_ident, quote};

use crate::ir::{Field, Operation};
use crate::names;
use crate::rust::{Item, MacroCall, ident};

use super::builder;
use super::tokens::builder_of;

/// `builders.rs`: the builder of the input, beside that of the output.
pub(super) fn builder_items(operation: &Operation) -> Vec<Item> {
    let output = builder_of(&operation.output.name);
    let uses = quote!(
        pub use super::output::#output;
    );
    vec![uses.into(), fluent(operation).into()]
}

/// One call of the runtime's macro, with a row a member.
fn fluent(operation: &Operation) -> MacroCall {
    let method = ident(&operation.method);
    let (fluent, error) = (
        ident(&operation.fluent_builder),
        format_ident!("{}Error", operation.name),
    );
    let (input, builder, output) = (
        ident(&operation.input.name),
        builder_of(&operation.input.name),
        ident(&operation.output.name),
    );
    let paginated = operation.pagination.as_ref().map(|_| {
        let paginator = format_ident!("{}Paginator", operation.name);
        quote!(; paginated #paginator)
    });
    let fields = &operation.input.fields;
    let tokens = fields.iter().filter_map(|field| {
        let (name, ensure) = (field.ident(), ensure(field, fields)?);
        Some(quote!(; token #name #ensure))
    });
    let streams = operation.input.has_stream.then(|| quote!(; streams true));
    MacroCall {
        path: "smithy_client_runtime::fluent",
        head: quote!(#fluent by #method of #input, #builder, #output, #error #paginated #(#tokens)* #streams),
        rows: builder::rows(fields),
    }
}

/// The function that fills an idempotency token, unless a member is called like it.
fn ensure(field: &Field, fields: &[Field]) -> Option<proc_macro2::Ident> {
    let name = format!("ensure_{}", names::unraw(&field.name));
    let taken = fields.iter().any(|other| names::unraw(&other.name) == name);
    (field.idempotency_token && !taken).then(|| ident(&name))
}
