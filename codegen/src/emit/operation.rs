//! Operations: the module of each with its input, output and builders.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{AuthScheme, ErrorType, HostPart, Http, HttpChecksum, Idempotency, Operation, Service, Streaming};
use crate::markdown;
use crate::names;
use crate::rust::{Item, MacroCall, SourceFile, ident};

use super::tokens::{builder_of, doc};
use super::{bound_members, context_params, structure, update};

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
    SourceFile::new(
        "src/operation.rs",
        "A module for each operation, with its input, output, error and builders.",
        items,
    )
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
    let error = match operation.error_type {
        ErrorType::OfService => {
            let (name, docs) = (error_name(operation), error_docs(operation));
            quote!(#docs pub type #name = crate::Error;).into()
        }
        ErrorType::OfOperation => own_error(service, operation).into(),
    };
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
        error,
    ];
    items.extend(update::module_items(operation).map(Item::from));
    items
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
pub(super) fn listed_errors(operation: &Operation) -> Option<String> {
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
    super::tokens::docs(&lines)
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

/// `input.rs`
pub(super) fn input_items(service: &Service, operation: &Operation) -> Vec<Item> {
    let mut items = vec![structure::input(operation), operation_input(service, operation).into()];
    items.extend(update::input_items(operation));
    items
}

fn operation_input(service: &Service, operation: &Operation) -> TokenStream {
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let facts = facts(service, operation);
    let prepare = prepare(operation);
    let error = match operation.error_type {
        ErrorType::OfService => quote!(crate::Error),
        ErrorType::OfOperation => {
            let name = error_name(operation);
            quote!(super::#name)
        }
    };
    let endpoint_params = endpoint_params(operation);
    let bind = bound_members::bind(service, &operation.input);
    quote! {
        #[doc(hidden)]
        impl operation::OperationInput for #input {
            type Output = super::#output;
            type Error = #error;
            const OPERATION: &'static operation::Operation = &#facts;
            #bind
            #prepare
            #endpoint_params
        }
    }
}

/// Returns the description of the operation for the runtime.
fn facts(service: &Service, operation: &Operation) -> TokenStream {
    let shape = &operation.shape;
    let idempotency = match operation.idempotency {
        Idempotency::ReadOnly => quote!(ReadOnly),
        Idempotency::Idempotent => quote!(Idempotent),
        Idempotency::NonIdempotent => quote!(NonIdempotent),
    };
    let gzip = operation.gzip.then(|| quote!(.gzip()));
    let checksum = operation.checksum.then(|| quote!(.checksum()));
    let http_checksum = operation.http_checksum.as_ref().map(http_checksum);
    let http = operation.http.as_ref().map(|Http { method, uri, code }| {
        let code = Literal::u16_unsuffixed(*code);
        quote!(.http(#method, #uri, #code))
    });
    let auth = (operation.auth_schemes != service.auth_schemes).then(|| {
        let schemes = auth_schemes(&operation.auth_schemes);
        quote!(.auth_schemes(#schemes))
    });
    let unsigned = operation.unsigned_payload.then(|| quote!(.unsigned_payload()));
    let tree_hash = operation.tree_hash.then(|| quote!(.tree_hash()));
    let streaming = streaming(operation);
    quote! {
        operation::Operation::new(&crate::client::SERVICE, #shape, operation::Idempotency::#idempotency) #http #gzip #checksum #http_checksum #auth #unsigned #streaming #tree_hash
    }
}

fn http_checksum(checksum: &HttpChecksum) -> TokenStream {
    let HttpChecksum {
        algorithm_header,
        is_required,
        mode_header,
        response_algorithms,
    } = checksum;
    let option = |header: &Option<String>| match header {
        Some(header) => quote!(::std::option::Option::Some(#header)),
        None => quote!(::std::option::Option::None),
    };
    let (algorithm_header, mode_header) = (option(algorithm_header), option(mode_header));
    quote! {
        .http_checksum(&operation::HttpChecksum {
            algorithm_header: #algorithm_header,
            is_required: #is_required,
            mode_header: #mode_header,
            response_algorithms: &[#(#response_algorithms),*],
        })
    }
}

/// Returns a slice of auth schemes.
pub(super) fn auth_schemes(schemes: &[AuthScheme]) -> TokenStream {
    let schemes = schemes.iter().map(auth_scheme);
    quote!(&[#(operation::AuthScheme::#schemes),*])
}

/// The facts about the streams of an operation.
fn streaming(operation: &Operation) -> TokenStream {
    let Streaming {
        output,
        events,
        sends_events,
        awaits_initial_response,
        requires_length,
    } = operation.streaming;
    let facts = [
        (output, "streams_output"),
        (events, "streams_events"),
        (sends_events, "sends_events"),
        (awaits_initial_response, "awaits_initial_response"),
        (requires_length, "requires_length"),
    ];
    let calls = facts.iter().filter(|(is_so, _)| *is_so).map(|(_, call)| ident(call));
    quote!(#(.#calls())*)
}

fn auth_scheme(scheme: &AuthScheme) -> Ident {
    ident(match scheme {
        AuthScheme::SigV4 => "SigV4",
        AuthScheme::SigV4a => "SigV4a",
        AuthScheme::HttpBearer => "HttpBearer",
        AuthScheme::HttpApiKey => "HttpApiKey",
        AuthScheme::HttpBasic => "HttpBasic",
        AuthScheme::HttpDigest => "HttpDigest",
        AuthScheme::NoAuth => "NoAuth",
    })
}

/// Fills idempotency tokens, then names every required member that is not set.
fn prepare(operation: &Operation) -> Option<TokenStream> {
    let tokens: Vec<_> = operation
        .input
        .fields
        .iter()
        .filter(|field| field.idempotency_token)
        .collect();
    let required: Vec<_> = operation.input.fields.iter().filter(|field| field.required).collect();
    if tokens.is_empty() && required.is_empty() && operation.defaults.is_empty() {
        return None;
    }
    let defaults = operation.defaults.iter().map(|(field, value)| {
        let field = ident(field);
        quote!(operation::default_text(&mut self.#field, #value);)
    });
    let fill = tokens.iter().map(|field| {
        let name = field.ident();
        quote!(self.#name.get_or_insert_with(&mut *new_token);)
    });
    let argument = if tokens.is_empty() {
        format_ident!("_new_token")
    } else {
        format_ident!("new_token")
    };
    let result = if required.is_empty() {
        quote!(Ok(()))
    } else {
        let name = &operation.input.name;
        let fields: Vec<_> = required.iter().map(|field| names::unraw(&field.name)).collect();
        let fields = fields.join(" ");
        let set = required.iter().map(|field| field.ident());
        quote!(error::BuildError::check(#name, #fields, &[#(self.#set.is_some()),*]))
    };
    Some(quote! {
        #[inline]
        fn prepare(&mut self, #argument: &mut dyn FnMut() -> String) -> Result<(), error::BuildError> {
            #(#defaults)*
            #(#fill)*
            #result
        }
    })
}

fn endpoint_params(operation: &Operation) -> Option<TokenStream> {
    if operation.endpoint_params.is_empty() && operation.host_prefix.is_empty() && operation.endpoint_field.is_none() {
        return None;
    }
    let sets = context_params::statements(&operation.endpoint_params);
    let host_prefix = host_prefix(operation);
    let endpoint = operation.endpoint_field.as_ref().map(|field| {
        let field = ident(field);
        quote!(if let Some(value) = &self.#field { request.set_endpoint(value); })
    });
    Some(quote! {
        #[inline]
        fn endpoint_params(&self, request: &mut endpoint::EndpointRequest<'_>) {
            #sets
            #host_prefix
            #endpoint
        }
    })
}

fn host_prefix(operation: &Operation) -> Option<TokenStream> {
    let parts: Vec<_> = operation
        .host_prefix
        .iter()
        .map(|part| match part {
            HostPart::Text(text) => quote!(endpoint::HostPart::Text(#text)),
            HostPart::Label { member_name, field } => {
                let field = ident(field);
                quote!(endpoint::HostPart::Label(#member_name, self.#field.as_deref()))
            }
        })
        .collect();
    (!parts.is_empty()).then(|| quote!(request.set_host_prefix(&[#(#parts),*]);))
}

/// Returns the items of `output.rs`.
pub(super) fn output_items(service: &Service, operation: &Operation) -> Vec<Item> {
    let bound = bound_members::of_output(service, &operation.output);
    let output = super::hygiene::own(&operation.output.name);
    let implementation = quote!(smithy_client_runtime::output!(#output #bound););
    vec![structure::item(&operation.output), implementation.into()]
}
