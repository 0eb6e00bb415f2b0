//! The error of an operation: that of the service, or one of its own.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{ErrorType, Operation, Service};
use crate::markdown;
use crate::names;
use crate::rust::{Item, MacroCall, ident};

/// Returns the item that defines the operation's error.
pub(super) fn item(service: &Service, operation: &Operation) -> Item {
    match operation.error_type {
        ErrorType::OfService => {
            let (name, docs) = (error_name(operation), error_docs(operation));
            quote!(#docs pub type #name = crate::Error;).into()
        }
        ErrorType::OfOperation => own_error(service, operation).into(),
    }
}

/// Returns the error's type, as `input.rs` names it.
pub(super) fn error_type(operation: &Operation) -> TokenStream {
    match operation.error_type {
        ErrorType::OfService => quote!(crate::Error),
        ErrorType::OfOperation => {
            let name = error_name(operation);
            quote!(super::#name)
        }
    }
}

fn error_name(operation: &Operation) -> Ident {
    ident(&operation.error_name)
}

/// Returns the error type of an operation, from one row per exception.
fn own_error(service: &Service, operation: &Operation) -> MacroCall {
    let name = error_name(operation);
    let exceptions = service
        .exceptions
        .iter()
        .filter(|shape| operation.errors.contains(&shape.name));
    let rows = exceptions.map(|shape| {
        let exception = ident(&shape.name);
        let predicate = format_ident!("is_{}", shape.snake_name);
        let codes = std::iter::once(shape.shape.as_str()).chain(shape.query_code.as_deref());
        let status = service.statuses.iter().find(|(of, _)| *of == shape.name);
        let status = status.map(|(_, status)| {
            let status = Literal::u16_unsuffixed(*status);
            quote!(, status = #status)
        });
        quote!(#exception: types::error::#exception, #predicate, #(#codes)|* #status;).into()
    });
    MacroCall {
        path: "smithy_client_runtime::operation_error",
        head: quote!(#name, crate::Error),
        docs: vec![format!(
            "An error of [`{0}`](crate::Client::{0}).",
            names::unraw(&operation.method)
        )],
        rows: rows.collect(),
    }
}

/// Returns the exceptions that the model lists, as links.
pub(in crate::emit) fn listed_errors(operation: &Operation) -> Option<String> {
    let listed: Vec<_> = operation
        .errors
        .iter()
        .map(|name| format!("[`{name}`](crate::types::error::{name})"))
        .collect();
    listed.split_last().map(|(last, others)| {
        if others.is_empty() {
            last.clone()
        } else {
            format!("{} and {last}", others.join(", "))
        }
    })
}

fn error_docs(operation: &Operation) -> TokenStream {
    let text = match listed_errors(operation) {
        None => "The service's error type; the model lists no exception for this operation.".to_owned(),
        Some(listed) => format!("The service's error type; this operation returns {listed}."),
    };
    let lines = markdown::wrap(&text, markdown::WIDTH);
    crate::emit::tokens::docs(&lines)
}
