//! Calls of operations as examples in the documentation, which the compiler checks.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::value::Example;
use crate::ir::{Items, Operation, Service};
use crate::rust::ident;

use super::imports;
use super::value::{Unwrapping, setters, value};

/// What stands around an example and is not shown.
const HEAD: &str = "async fn example(client: &CRATE::Client) -> Result<(), Box<dyn std::error::Error>> {";

/// A call with the required members, as the lines of a code block of the operation's documentation.
pub(super) fn lines(service: &Service, operation: &Operation) -> Vec<String> {
    if operation.example.is_none() {
        return Vec::new();
    }
    let head = HEAD.replace("CRATE", &crate_name(service));
    let mut lines = vec!["```no_run".to_owned(), format!("# {head}")];
    let uses = uses(service, operation);
    if !uses.is_empty() {
        lines.extend(uses);
        lines.push(String::new());
    }
    lines.extend(call(operation));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// A program that makes a client and does one call, as a whole that can be copied.
pub(super) fn program(service: &Service, operation: &Operation) -> Vec<String> {
    if operation.example.is_none() {
        return Vec::new();
    }
    let mut lines = vec![format!("use {}::Client;", crate_name(service))];
    lines.extend(uses(service, operation));
    let indented = call(operation)
        .into_iter()
        .map(|line| if line.is_empty() { line } else { format!("    {line}") });
    lines.extend([
        String::new(),
        "async fn first_call() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        "    // Region, credentials and other settings of the environment.".to_owned(),
        "    let client = Client::from_env().await?;".to_owned(),
    ]);
    lines.extend(indented);
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    lines
}

/// The `use` lines of a call.
pub(super) fn uses(service: &Service, operation: &Operation) -> Vec<String> {
    let name = crate_name(service);
    operation
        .example
        .as_ref()
        .map(|example| imports::of_example(&body(operation, example), &name))
        .unwrap_or_default()
}

/// The statements of a call, after those that make its variables.
pub(super) fn call(operation: &Operation) -> Vec<String> {
    let Some(example) = &operation.example else {
        return Vec::new();
    };
    let mut lines = formatted(&variables(example));
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(formatted(&called(operation, example)));
    lines
}

/// One statement that keeps the call's result, without the input where that takes more than a line a member; and the `use`
/// lines that it needs.
pub(super) fn result(service: &Service, operation: &Operation) -> (Vec<String>, Vec<String>) {
    let method = ident(&operation.method);
    let plain = operation
        .example
        .as_ref()
        .filter(|example| example.variables.is_empty());
    let setters = plain.map(|example| setters(&example.input, Unwrapping::Try));
    // The result is not taken apart there, so nothing else may be either.
    let setters = setters.filter(|setters| !setters.to_string().contains('?'));
    let statement = quote!(let result = client.#method() #setters.send().await;);
    let uses = imports::of_example(&statement, &crate_name(service));
    (formatted(&statement), uses)
}

/// The crate as `use` names it.
pub(super) fn crate_name(service: &Service) -> String {
    service.package.replace('-', "_")
}

fn body(operation: &Operation, example: &Example) -> TokenStream {
    let (variables, call) = (variables(example), called(operation, example));
    quote!(#variables #call)
}

fn variables(example: &Example) -> TokenStream {
    let variables = example.variables.iter().map(|(name, content)| {
        let (name, content) = (ident(name), value(content, Unwrapping::Try));
        quote!(let #name = #content;)
    });
    variables.collect()
}

/// Sends the call and shows what comes back.
fn called(operation: &Operation, example: &Example) -> TokenStream {
    let (method, setters) = (ident(&operation.method), setters(&example.input, Unwrapping::Try));
    let call = quote!(client.#method() #setters);
    match &operation.pagination {
        Some(pagination) => pages(&call, pagination.items.as_ref()),
        None if operation.output.fields.is_empty() => quote!(#call.send().await?;),
        None => quote! {
            let output = #call.send().await?;
            println!("{output:?}");
        },
    }
}

fn pages(call: &TokenStream, items: Option<&Items>) -> TokenStream {
    match items {
        Some(_) => quote! {
            let mut items = #call.into_paginator().items().send();
            while let Some(item) = items.next().await {
                let item = item?;
                println!("{item:?}");
            }
        },
        None => quote! {
            let mut pages = #call.into_paginator().send();
            while let Some(page) = pages.next().await {
                let page = page?;
                println!("{page:?}");
            }
        },
    }
}

/// Statements as the formatter lays them out.
fn formatted(body: &TokenStream) -> Vec<String> {
    let Ok(file) = syn::parse2::<syn::File>(quote!(async fn example() { #body })) else {
        return Vec::new();
    };
    let text = prettyplease::unparse(&file);
    let lines: Vec<_> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    inner
        .iter()
        .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned())
        .collect()
}
