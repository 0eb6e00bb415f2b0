//! The test that no sensitive value is shown, with a row per shape with sensitive members.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::prefixed;
use crate::ir::{Builder, Field, Role, Service, Structure, Type};
use crate::rust::{MacroCall, Row, SourceFile, ident};

/// Returns `src/redaction_tests.rs`, if any member is sensitive. It is within the crate, because
/// the fields of builders are private.
pub(super) fn file(service: &Service) -> Option<SourceFile> {
    let data = service.structures.iter().map(|shape| {
        let name = ident(&shape.name);
        row(shape, &quote!(types::#name))
    });
    let exceptions = service.exceptions.iter().map(|shape| {
        let name = ident(&shape.name);
        row(shape, &quote!(types::error::#name))
    });
    let operations = service.operations.iter().flat_map(|operation| {
        let module = ident(&operation.method);
        [&operation.input, &operation.output].map(|shape| {
            let name = ident(&shape.name);
            row(shape, &quote!(crate::operation::#module::#name))
        })
    });
    let rows: Vec<_> = data.chain(exceptions).chain(operations).flatten().collect();
    (!rows.is_empty()).then(|| {
        let call = MacroCall {
            path: "smithy_client_runtime::redaction_tests",
            head: quote!(nothing_sensitive_is_shown),
            rows: rows.into_iter().map(Row::from).collect(),
            docs: Vec::new(),
        };
        let docs = "No `Debug`, builder, error or schema lets a sensitive value be shown.";
        SourceFile::new("src/redaction_tests.rs", docs, vec![call])
    })
}

fn row(shape: &Structure, path: &TokenStream) -> Option<TokenStream> {
    let sensitive = shape.fields.iter().filter(|field| field.sensitive);
    let members: Vec<_> = sensitive.map(member).collect();
    if members.is_empty() {
        return None;
    }
    let slot = (shape.builder == Builder::Transparent).then(|| quote!(shape));
    let ways = match (shape.role, shape.direction.read, shape.direction.write) {
        (Role::Exception, _, true) => quote!(exception write),
        (Role::Exception, _, false) => quote!(exception),
        (Role::Input, _, _) | (_, false, true) => quote!(write),
        (Role::Output, _, _) | (_, true, false) => quote!(read),
        (_, true, true) => quote!(read write),
        (_, false, false) => quote!(),
    };
    Some(quote!((#ways) #path, (#slot) [#(#members),*];))
}

fn member(field: &Field) -> TokenStream {
    let (wire, set) = (&field.member_name, prefixed("set", &field.name));
    let value = mark(&field.ty).map(|value| quote!((#set = #value)));
    quote!(#wire #value)
}

/// Returns a value that contains the mark, if a value of the type can.
fn mark(ty: &Type) -> Option<TokenStream> {
    Some(match ty {
        Type::String => quote!(redaction::mark()),
        Type::Blob => quote!(primitives::Blob::new(redaction::MARK)),
        Type::Enum(_) => quote!(#ty::from(redaction::MARK)),
        Type::List { element, sparse } => {
            let element = mark(element)?;
            let element = if *sparse { quote!(Some(#element)) } else { element };
            quote!(Vec::from([#element]))
        }
        Type::Map { key, value, sparse } => {
            let (key, value) = (mark(key)?, mark(value)?);
            let value = if *sparse { quote!(Some(#value)) } else { value };
            quote!(HashMap::from([(#key, #value)]))
        }
        Type::Boxed(inner) => {
            let inner = mark(inner)?;
            quote!(Box::new(#inner))
        }
        _ => return None,
    })
}
