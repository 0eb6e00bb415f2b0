//! Calls of operations as examples in the documentation, which the compiler checks.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::value::Example;
use crate::ir::{Items, Operation, Service};
use crate::rust::ident;

use super::imports;
use super::settings;
use super::value::{Unwrapping, setters, value};

/// An example of a call as text, for every place that shows it.
pub(super) struct RenderedExample {
    /// The `use` lines of the call.
    pub(super) uses: Vec<String>,
    /// The statements of the call, after those of its variables.
    pub(super) statements: Vec<String>,
    /// One statement that binds the result of the call.
    pub(super) result: Vec<String>,
    /// The `use` lines of that statement.
    pub(super) result_uses: Vec<String>,
}

impl RenderedExample {
    /// Renders the example of an operation.
    pub(super) fn new(service: &Service, operation: &Operation) -> Self {
        let result = result(operation);
        let (uses, statements) = match &operation.example {
            Some(example) => (
                imports::of_example(&body(operation, example), &service.crate_name),
                statements(operation, example),
            ),
            None => Default::default(),
        };
        Self {
            uses,
            statements,
            result: formatted(&result),
            result_uses: imports::of_example(&result, &service.crate_name),
        }
    }
}

/// Returns a call with the required members, as a code block of the operation's documentation.
pub(super) fn lines(service: &Service, operation: &Operation) -> Vec<String> {
    if operation.example.is_none() {
        return Vec::new();
    }
    let RenderedExample { uses, statements, .. } = RenderedExample::new(service, operation);
    let mut lines = vec![
        "```no_run".to_owned(),
        "# async fn example(".to_owned(),
        format!("#     client: &{}::Client,", service.crate_name),
        "# ) -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    ];
    if !uses.is_empty() {
        lines.extend(uses);
        lines.push(String::new());
    }
    lines.extend(statements);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// Returns a complete program that creates a client and calls one operation.
pub(super) fn program(service: &Service, operation: &Operation) -> Vec<String> {
    if operation.example.is_none() {
        return Vec::new();
    }
    let RenderedExample { uses, statements, .. } = RenderedExample::new(service, operation);
    let setup = settings::client_setup(service);
    let mut lines = setup.uses;
    lines.extend(uses);
    let indented = setup
        .statements
        .into_iter()
        .chain(statements)
        .map(|line| if line.is_empty() { line } else { format!("    {line}") });
    lines.extend([
        String::new(),
        "async fn first_call() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    ]);
    lines.extend(indented);
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    lines
}

fn statements(operation: &Operation, example: &Example) -> Vec<String> {
    let mut lines = formatted(&variables(example));
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(formatted(&called(operation, example)));
    lines
}

/// Returns a statement that binds the result of a call. It omits the input if that takes more than
/// a line per member.
fn result(operation: &Operation) -> TokenStream {
    let method = ident(&operation.method);
    let plain = operation
        .example
        .as_ref()
        .filter(|example| example.variables.is_empty());
    let setters = plain.map(|example| setters(&example.input, Unwrapping::Try));
    // The result is not unwrapped in this form, so setters that need `?` are omitted too.
    let setters = setters.filter(|setters| !setters.to_string().contains('?'));
    quote!(let result = client.#method() #setters.send().await;)
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

/// Returns the call and the statements that show its result.
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

/// Returns the lines of formatted statements.
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
