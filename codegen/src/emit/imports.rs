//! The `use` items of a file, derived from the modules that its items name.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::code::{Code, TokenKind, Tokens};
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
pub(crate) fn with_imports(items: Vec<Item>) -> Vec<Item<Code>> {
    let items: Vec<_> = items.into_iter().map(Item::into_code).collect();
    let mut found = UsedModules::default();
    found.scan_items(&items);
    let uses = found.uses().into_iter();
    uses.map(Item::from).chain(items).collect()
}

/// Returns the `use` items of a file of tests, in which the crate is called `service` and the test
/// support `support`.
pub(crate) fn of_tests(items: &[Item<Code>]) -> Vec<TokenStream> {
    let mut found = UsedModules::default();
    found.scan_items(items);
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
        found.scan(Code::from(test.clone()).all());
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
    found.scan(Code::from(body.clone()).all());
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
    fn scan_items(&mut self, items: &[Item<Code>]) {
        for tokens in items.iter().flat_map(Item::tokens) {
            self.scan(tokens);
        }
    }

    /// Collects the modules that a path starts with: `serde::…`, not `crate::serde::…`.
    fn scan(&mut self, tokens: Tokens<'_>) {
        // Of two characters before a name, whether both are colons.
        let mut colons = 0;
        for token in tokens.flat() {
            if token.kind() == Some(TokenKind::Word) && colons < 2 {
                self.name(token.text(), token.rest());
            }
            colons = if token.starts_with(":") { colons + 1 } else { 0 };
        }
    }

    fn name(&mut self, name: &str, after: Tokens<'_>) {
        let starts_path = after.starts_with(":") && after.rest().starts_with(":");
        if name == "HashMap" {
            // A type of the model with this name has no generic arguments.
            self.hash_map |= starts_path || after.starts_with("<");
        } else if starts_path {
            self.fmt |= name == "fmt";
            self.types |= name == "types";
            if RUNTIME.contains(&name) {
                self.runtime.insert(name.to_owned());
            } else if PRIVATE.contains(&name) {
                self.private.insert(name.to_owned());
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
