//! The `use` items of a file, derived from the modules that its items name.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use crate::rust::{Item, ident};

/// The modules of the runtime that generated code names.
const RUNTIME: [&str; 13] = [
    "config",
    "endpoint",
    "error",
    "event_stream",
    "fluent",
    "operation",
    "paginate",
    "primitives",
    "schema",
    "serde",
    "task",
    "update",
    "waiters",
];

/// The modules of the runtime's `__private`.
const PRIVATE: [&str; 3] = ["literal", "redaction", "structure"];

/// Returns the items after a `use` item per crate.
pub(crate) fn with_imports(items: Vec<Item>) -> Vec<Item> {
    let mut found = UsedModules::default();
    for item in &items {
        found.scan(item.tokens());
    }
    let mut all: Vec<_> = found.uses().into_iter().map(Item::from).collect();
    all.extend(items);
    all
}

/// Returns the `use` items of a file of tests, in which the crate is called `service` and the test
/// support `support`.
pub(crate) fn of_tests(items: &[Item]) -> Vec<TokenStream> {
    let mut found = UsedModules::default();
    for item in items {
        found.scan(item.tokens());
    }
    let mut modules: Vec<_> = found.runtime.iter().map(String::as_str).collect();
    modules.extend(found.types.then_some("types"));
    let modules: Vec<_> = modules.into_iter().map(ident).collect();
    let mut uses = Vec::new();
    if found.hash_map {
        uses.push(quote!(
            use std::collections::HashMap;
        ));
    }
    if !items.is_empty() {
        uses.push(quote!(
            #[allow(unused_imports, reason = "not every case needs them")]
            use crate::{same, service, support};
        ));
    }
    if !modules.is_empty() {
        uses.push(quote!(use crate::service::{#(#modules),*};));
    }
    uses
}

/// Returns the `use` items of endpoint tests: their own crate's modules for values, the runtime's
/// for endpoints.
pub(crate) fn of_endpoint_tests(tests: &[TokenStream], crate_ident: &Ident) -> Vec<TokenStream> {
    let mut found = UsedModules::default();
    for test in tests {
        found.scan(test.clone());
    }
    let mut uses = Vec::new();
    if found.hash_map {
        uses.push(quote!(
            use std::collections::HashMap;
        ));
    }
    let mut modules = vec![quote!(config::endpoint::resolve)];
    let calls = found.runtime.contains("operation");
    if calls {
        modules.push(quote!(operation));
    }
    if found.runtime.contains("primitives") {
        modules.push(quote!(primitives));
    }
    if found.types {
        modules.push(quote!(types));
    }
    match modules.as_slice() {
        [module] => uses.push(quote!(use #crate_ident::#module;)),
        modules => uses.push(quote!(use #crate_ident::{#(#modules),*};)),
    }
    uses.push(if calls {
        quote!(
            use smithy_client_runtime::{endpoint, operation::OperationInput as _};
        )
    } else {
        quote!(
            use smithy_client_runtime::endpoint;
        )
    });
    uses
}

/// Returns the `use` lines that an example of the crate `name` needs.
pub(crate) fn of_example(body: &TokenStream, name: &str) -> Vec<String> {
    let mut found = UsedModules::default();
    found.scan(body.clone());
    let mut modules: Vec<_> = found.runtime.iter().map(String::as_str).collect();
    modules.extend(found.types.then_some("types"));
    let mut uses: Vec<_> = found
        .hash_map
        .then(|| "use std::collections::HashMap;".to_owned())
        .into_iter()
        .collect();
    match modules.as_slice() {
        [] => {}
        [module] => uses.push(format!("use {name}::{module};")),
        modules => uses.push(format!("use {name}::{{{}}};", modules.join(", "))),
    }
    uses
}

#[derive(Default)]
struct UsedModules {
    runtime: BTreeSet<String>,
    private: BTreeSet<String>,
    types: bool,
    fmt: bool,
    hash_map: bool,
}

impl UsedModules {
    /// Collects the modules that a path starts with: `serde::…`, not `crate::serde::…`.
    fn scan(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.scan(group.stream()),
                TokenTree::Ident(name) if !follows_path(&tokens[..at]) => {
                    let name = name.to_string();
                    if name == "HashMap" {
                        // A type of the model with this name has no generic arguments.
                        self.hash_map |= starts_path(&tokens[at + 1..]) || has_arguments(&tokens[at + 1..]);
                    } else if starts_path(&tokens[at + 1..]) {
                        self.fmt |= name == "fmt";
                        self.types |= name == "types";
                        if RUNTIME.contains(&name.as_str()) {
                            self.runtime.insert(name);
                        } else if PRIVATE.contains(&name.as_str()) {
                            self.private.insert(name);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn uses(&self) -> Vec<TokenStream> {
        let mut uses = Vec::new();
        if self.hash_map {
            uses.push(quote!(
                use std::collections::HashMap;
            ));
        }
        if self.fmt {
            uses.push(quote!(
                use std::fmt;
            ));
        }
        uses.extend(of_runtime(&quote!(smithy_client_runtime::__private), &self.private));
        uses.extend(of_runtime(&quote!(smithy_client_runtime), &self.runtime));
        if self.types {
            uses.push(quote!(
                use crate::types;
            ));
        }
        uses
    }
}

/// Returns the `use` item for these modules below `parent`; `None` if there are no modules.
fn of_runtime(parent: &TokenStream, modules: &BTreeSet<String>) -> Option<TokenStream> {
    let modules: Vec<_> = modules.iter().map(|name| ident(name)).collect();
    match modules.as_slice() {
        [] => None,
        [module] => Some(quote!(use #parent::#module;)),
        modules => Some(quote!(use #parent::{#(#modules),*};)),
    }
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

fn follows_path(before: &[TokenTree]) -> bool {
    let mut back = before.iter().rev();
    is_colon(back.next()) && is_colon(back.next())
}

fn has_arguments(after: &[TokenTree]) -> bool {
    matches!(after.first(), Some(TokenTree::Punct(punct)) if punct.as_char() == '<')
}

fn starts_path(after: &[TokenTree]) -> bool {
    is_colon(after.first()) && is_colon(after.get(1))
}
