//! The description of an operation for the runtime.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::ir::{AuthScheme, DiscoveredEndpoint, Http, HttpChecksum, Idempotency, Operation, Service, Streaming};
use crate::rust::ident;

/// Returns the description of the operation for the runtime.
pub(super) fn facts(service: &Service, operation: &Operation) -> TokenStream {
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
    let discovered = operation.discovered_endpoint.map(|mode| {
        let mode = match mode {
            DiscoveredEndpoint::Optional => quote!(Optional),
            DiscoveredEndpoint::Required => quote!(Required),
        };
        quote!(.discovered_endpoint(operation::DiscoveredEndpoint::#mode))
    });
    let streaming = streaming(operation);
    quote! {
        operation::Operation::new(&crate::client::SERVICE, #shape, operation::Idempotency::#idempotency) #http #gzip #checksum #http_checksum #auth #unsigned #streaming #tree_hash #discovered
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

/// Returns the description of the streams of an operation.
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

/// Returns a slice of auth schemes.
pub(in crate::emit) fn auth_schemes(schemes: &[AuthScheme]) -> TokenStream {
    let schemes = schemes.iter().map(auth_scheme);
    quote!(&[#(operation::AuthScheme::#schemes),*])
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
