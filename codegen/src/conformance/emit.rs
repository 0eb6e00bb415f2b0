//! The test crate of a service's protocol test cases: a function per case, and the comparison of
//! the values of each shape.

mod events;
mod map_entries;

use proc_macro2::TokenStream;
use quote::quote;

use crate::conformance::ir::{Body, Error, ExpectedRequest, Reply, Request, Response, Settings, Suite};
use crate::emit::imports;
use crate::emit::value::{Unwrapping, setters, structure};
use crate::ir::value::StructureValue;
use crate::ir::{Enum, Field, Service, Union};
use crate::rust::{Item, SourceFile, ident};

const FOLDER: &str = "tests/protocol_tests";

/// Returns the files of the test crate, except the support that is the same for all.
pub(crate) fn files(service: &Service, suite: &Suite) -> Vec<SourceFile> {
    let requests = suite.requests.iter().map(request).collect();
    let responses = suite.responses.iter().map(response).collect();
    let errors = suite.errors.iter().map(error).collect();
    let events = suite.events.iter().map(events::test).collect();
    vec![
        main(service),
        file(
            "shapes",
            "How values are compared: member by member, and NaN equals NaN.",
            shapes(service),
        ),
        file("requests", "The requests that the client sends.", requests),
        file(
            "responses",
            "The results that the client reads from successful responses.",
            responses,
        ),
        file("errors", "The errors that the client reads from responses.", errors),
        file(
            "events",
            "The event streams that the client sends and receives.",
            events,
        ),
    ]
}

fn file(name: &str, docs: &str, items: Vec<TokenStream>) -> SourceFile {
    let items: Vec<_> = items.into_iter().map(Item::from).collect();
    let mut all: Vec<_> = imports::of_tests(&items).into_iter().map(Item::from).collect();
    all.extend(items);
    SourceFile {
        path: format!("{FOLDER}/{name}.rs"),
        docs: vec![docs.to_owned()],
        items: all,
    }
}

fn main(service: &Service) -> SourceFile {
    let formats = super::formats(service);
    let formats = formats.iter().map(|format| ident(format.name));
    let crate_ident = ident(&service.crate_name);
    let items = vec![
        quote!(#![allow(dead_code, missing_docs, unused_macros, reason = "not every service has cases of every kind")])
            .into(),
        quote!(use #crate_ident as service;).into(),
        quote! {
            #[macro_use]
            mod same;
            #(mod #formats;)*
            mod errors;
            mod events;
            mod requests;
            mod responses;
            mod shapes;
            mod support;
        }
        .into(),
        map_entries::constant(service).into(),
    ];
    SourceFile {
        path: format!("{FOLDER}/main.rs"),
        docs: vec![format!("The protocol test cases of {}.", service.title)],
        items,
    }
}

/// Returns a row for each shape that a response can hold.
fn shapes(service: &Service) -> Vec<TokenStream> {
    let mut items = vec![quote!(
        use crate::same::Same;
    )];
    for operation in &service.operations {
        let (module, output) = (ident(&operation.method), ident(&operation.output.name));
        items.push(same_structure(
            &quote!(service::operation::#module::#output),
            &operation.output.fields,
        ));
    }
    for shape in &service.structures {
        let name = ident(&shape.name);
        items.push(same_structure(&quote!(service::types::#name), &shape.fields));
    }
    for shape in &service.exceptions {
        let name = ident(&shape.name);
        items.push(same_structure(&quote!(service::types::error::#name), &shape.fields));
    }
    items.extend(service.unions.iter().map(same_union));
    items.extend(service.enums.iter().map(same_enum));
    items
}

fn same_structure(path: &TokenStream, fields: &[Field]) -> TokenStream {
    let fields = fields.iter().filter(|field| field.is_modelled).map(Field::ident);
    quote!(same_structure!(#path { #(#fields),* });)
}

fn same_union(shape: &Union) -> TokenStream {
    let name = ident(&shape.name);
    let variants = shape
        .variants
        .iter()
        .filter(|variant| variant.ty.is_some())
        .map(|variant| ident(&variant.name));
    quote!(same_union!(service::types::#name { #(#variants),* });)
}

fn same_enum(shape: &Enum) -> TokenStream {
    let name = ident(&shape.name);
    quote!(same_value!(service::types::#name);)
}

fn request(case: &Request) -> TokenStream {
    let test = ident(&case.test);
    let call = call(&case.method, &case.input);
    let settings = settings(&case.settings);
    let params = (!case.call_params.is_empty()).then(|| {
        let params = flags(&case.call_params);
        quote!(.customize().config_override(support::params(&#params)))
    });
    let expected = expected_request(&case.expected);
    quote! {
        #[test]
        fn #test() {
            let recorder = support::Recorder::default();
            let client = recorder.client(&#settings);
            let sent = recorder.sent(#call #params.send());
            support::check_request(&sent, &#expected);
        }
    }
}

fn settings(settings: &Settings) -> TokenStream {
    let Settings {
        endpoint,
        region,
        use_dual_stack,
        params,
    } = settings;
    let endpoint = endpoint.as_ref().map(|endpoint| quote!(endpoint: Some(#endpoint),));
    let region = region.as_ref().map(|region| quote!(region: Some(#region),));
    let dual_stack = use_dual_stack.then(|| quote!(use_dual_stack: true,));
    let params = (!params.is_empty()).then(|| {
        let params = flags(params);
        quote!(params: &#params,)
    });
    quote!(support::Settings { #endpoint #region #dual_stack #params ..Default::default() })
}

fn flags(flags: &[(String, bool)]) -> TokenStream {
    let pairs = flags.iter().map(|(name, value)| quote!((#name, #value)));
    quote!([#(#pairs),*])
}

fn call(method: &str, input: &StructureValue) -> TokenStream {
    let (method, setters) = (ident(method), setters(input, Unwrapping::Unwrap));
    quote!(client.#method() #setters)
}

/// Returns the expectations of the case. Parts of the request without an expectation are not
/// compared.
fn expected_request(expected: &ExpectedRequest) -> TokenStream {
    let ExpectedRequest {
        method,
        path,
        query,
        forbid_query,
        require_query,
        forbid_headers,
        require_headers,
        ..
    } = expected;
    let host = expected.host.as_ref().map(|host| quote!(host: Some(#host),));
    let headers = pairs(&expected.headers);
    let list = |name: &str, texts: &[String]| {
        let name = ident(name);
        (!texts.is_empty()).then(|| quote!(#name: &[#(#texts),*],))
    };
    let lists = [
        list("query", query),
        list("forbid_query", forbid_query),
        list("require_query", require_query),
        list("forbid_headers", forbid_headers),
        list("require_headers", require_headers),
    ];
    let lists = lists.iter().flatten();
    let body = expected.body.as_ref().map(|body| match body {
        Body::Json(text) => quote!(body: Some(support::Body::Json(#text)),),
        Body::Xml(text) => quote!(body: Some(support::Body::By(crate::xml::check, #text)),),
        Body::Form(text) => quote!(body: Some(support::Body::By(crate::form::check, #text)),),
        Body::Cbor(text) => quote!(body: Some(support::Body::By(crate::cbor::check, #text)),),
        Body::Bytes(text) => quote!(body: Some(support::Body::Bytes(#text)),),
    });
    quote! {
        support::ExpectedRequest {
            method: #method,
            path: #path,
            #host
            #(#lists)*
            headers: &#headers,
            #body
            ..Default::default()
        }
    }
}

fn pairs(headers: &[(String, String)]) -> TokenStream {
    let pairs = headers.iter().map(|(name, value)| quote!((#name, #value)));
    quote!([#(#pairs),*])
}

fn answering(reply: &Reply) -> TokenStream {
    let (status, headers, body) = (
        proc_macro2::Literal::u16_unsuffixed(reply.status),
        pairs(&reply.headers),
        &reply.body,
    );
    let body = match reply.is_base64 {
        true => quote!(crate::cbor::bytes(#body)),
        false => quote!(#body),
    };
    quote!(support::answering(#status, &#headers, #body))
}

fn response(case: &Response) -> TokenStream {
    let test = ident(&case.test);
    let (client, call) = (answering(&case.reply), call(&case.method, &case.input));
    let expected = structure(&case.output, Unwrapping::Unwrap);
    let id = case
        .reply
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("x-amzn-requestid"));
    let request_id = id.map(|(_, id)| quote!(assert_eq!(operation::RequestId::request_id(&output), Some(#id));));
    quote! {
        #[test]
        fn #test() {
            let client = #client;
            let output = support::output(#call.send());
            #request_id
            let expected = #expected;
            same::check(&output, &expected);
        }
    }
}

fn error(case: &Error) -> TokenStream {
    let (test, variant) = (ident(&case.test), ident(&case.variant));
    let (client, call) = (answering(&case.reply), call(&case.method, &case.input));
    let expected = structure(&case.exception, Unwrapping::Unwrap);
    let (code, status) = (&case.code, proc_macro2::Literal::u16_unsuffixed(case.reply.status));
    quote! {
        #[test]
        fn #test() {
            let client = #client;
            let error = support::error(#call.send());
            let expected = #expected;
            support::check_metadata(&error, #code, #status);
            match error {
                service::Error::#variant(exception) => same::check(&exception, &expected),
                other => support::another(&other),
            }
        }
    }
}
