//! The differences between the code of two clients, without documentation, by item.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;

use crate::common::{generate, without_header};

/// An item whose code differs.
#[derive(Debug)]
pub(crate) struct Difference {
    /// The item, as paths of changes start: `types::Paper`, `operation::buy`, `Client::buy`.
    pub(crate) item: String,
    /// The public fields that differ, if it is a structure that both clients have.
    pub(crate) fields: BTreeSet<String>,
}

/// The code of an item by its path; several pieces of code may belong to one item.
type Items = BTreeMap<String, Vec<String>>;

/// The fields of a structure with their rows.
type Fields = BTreeMap<String, String>;

/// The code of a client.
pub(crate) struct Code {
    items: Items,
    fields: BTreeMap<String, Fields>,
}

/// Compares the code of two clients.
pub(crate) fn differences(old: &Code, new: &Code) -> Vec<Difference> {
    let ((old, old_fields), (new, new_fields)) = ((&old.items, &old.fields), (&new.items, &new.fields));
    let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let differ = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    differ
        .map(|name| Difference {
            item: name.clone(),
            fields: match (old_fields.get(name), new_fields.get(name)) {
                (Some(old), Some(new)) => {
                    let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
                    let differ = names.into_iter().filter(|field| old.get(*field) != new.get(*field));
                    differ.cloned().collect()
                }
                _ => BTreeSet::new(),
            },
        })
        .collect()
}

impl Code {
    /// Generates the client of a model.
    pub(crate) fn of(sources: &[Source]) -> Self {
        let (made, diagnostics) = generate(sources, Filter::default());
        let made = made.unwrap_or_else(|| panic!("{}", diagnostics.render(sources, false)));
        let (mut items, mut fields) = (Items::new(), BTreeMap::new());
        for (path, text) in &made.files {
            let Some(module) = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else {
                continue;
            };
            let file = syn::parse_file(without_header(text)).unwrap();
            for item in &file.items {
                // Imports follow from the other items, and tests are not part of the library.
                let is_import = matches!(item, syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Inherited));
                let is_test = matches!(item, syn::Item::Mod(item) if item.ident == "redaction_tests");
                if is_import || is_test || module == "redaction_tests" {
                    continue;
                }
                add(module, item, &file, &mut items);
                if let syn::Item::Macro(call) = item
                    && call
                        .mac
                        .path
                        .segments
                        .last()
                        .is_some_and(|name| name.ident == "structure")
                    && let Some(owner) = type_of(module, &file)
                {
                    fields.insert(owner, public_fields(&call.mac.tokens));
                }
            }
        }
        Self { items, fields }
    }
}

/// Returns the fields of a structure, which are the rows of its macro, without their places in the
/// builder, which are private.
fn public_fields(tokens: &TokenStream) -> Fields {
    let rows = rows(tokens, ';').into_iter().map(without_place);
    rows.map(|row| (row.split([' ', ',']).next().unwrap().to_owned(), row))
        .collect()
}

fn without_place(row: String) -> String {
    match row.split_once("at = [") {
        Some((before, after)) => {
            let (_, after) = after.split_once(']').unwrap();
            format!("{before}{}", after.trim_start_matches([' ', ',']))
        }
        None => row,
    }
}

/// Adds the code of an item to those that it belongs to.
fn add(module: &str, item: &syn::Item, file: &syn::File, items: &mut Items) {
    let parts: Vec<_> = module.split('/').collect();
    let code = text(item.to_token_stream());
    match (parts.as_slice(), item) {
        // The client has a function per operation, in two files.
        (["client"], syn::Item::Impl(block)) => {
            for function in &block.items {
                if let syn::ImplItem::Fn(function) = function {
                    let name = format!("Client::{}", function.sig.ident);
                    items.entry(name).or_default().push(text(function.to_token_stream()));
                }
            }
        }
        (["client"], _) => items.entry("client".to_owned()).or_default().push(code),
        (["blocking"], syn::Item::Macro(call)) => {
            for row in rows(&call.mac.tokens, ';') {
                let method = row.split(' ').next().unwrap().to_owned();
                items.entry(format!("Client::{method}")).or_default().push(row);
            }
        }
        // Modules and exports of types and operations.
        (["operation"], syn::Item::Mod(module)) => {
            items
                .entry(format!("operation::{}", module.ident))
                .or_default()
                .push(code);
        }
        (["operation", method, "input" | "output"], _) => {
            let owner = type_of(module, file).unwrap_or_else(|| format!("operation::{method}"));
            items.entry(owner).or_default().push(code);
        }
        // The setters follow from the members of the input.
        (["operation", method, ..], _) => {
            items.entry(format!("operation::{method}")).or_default().push(code);
        }
        (["types", ..] | ["error"], syn::Item::Mod(_) | syn::Item::Use(_)) | (["types"], _) => {}
        (["types", ..], _) => {
            let owner = type_of(module, file).unwrap_or_else(|| module.replace('/', "::"));
            items.entry(owner).or_default().push(code);
        }
        // Lists of all types, for serde, and of all constraints, which are private.
        (["serde_impls" | "constraints", ..], _) => {}
        (["lib"], syn::Item::Mod(module)) if matches!(module.vis, syn::Visibility::Inherited) => {}
        ([first, ..], _) => items.entry((*first).to_owned()).or_default().push(code),
        ([], _) => {}
    }
}

/// Returns the path of the type that a file is for.
fn type_of(module: &str, file: &syn::File) -> Option<String> {
    let name = file.items.iter().find_map(|item| match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Enum(item) => Some(item.ident.to_string()),
        syn::Item::Macro(call) => {
            let idents = call.mac.tokens.clone().into_iter().filter_map(|token| match token {
                TokenTree::Ident(name) => Some(name.to_string()),
                _ => None,
            });
            let mut idents = idents.skip_while(|word| ["pub", "struct", "enum"].contains(&word.as_str()));
            idents.next()
        }
        _ => None,
    })?;
    let (parent, _) = module.rsplit_once('/')?;
    Some(format!("{}::{name}", parent.replace('/', "::")))
}

/// Returns the rows in the braces of a macro's argument.
fn rows(tokens: &TokenStream, separator: char) -> Vec<String> {
    let body = tokens.clone().into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let mut rows = vec![TokenStream::new()];
    for token in body.last().unwrap_or_default() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == separator) {
            rows.push(TokenStream::new());
        } else {
            rows.last_mut().unwrap().extend([token]);
        }
    }
    rows.into_iter().map(text).filter(|row| !row.is_empty()).collect()
}

/// Returns the tokens as text, without attributes of documentation.
fn text(tokens: TokenStream) -> String {
    let mut kept = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        let is_doc = |next: &TokenTree| match next {
            TokenTree::Group(group) => group.stream().to_string().starts_with("doc"),
            _ => false,
        };
        if is_hash && tokens.peek().is_some_and(is_doc) {
            tokens.next();
            continue;
        }
        kept.extend([match token {
            TokenTree::Group(group) => {
                let inner: TokenStream = text(group.stream()).parse().unwrap();
                TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner))
            }
            other => other,
        }]);
    }
    kept.to_string()
}
