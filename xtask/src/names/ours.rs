//! The API of generated clients, from their sources, whose items are rows of macros.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Fields, ImplItem, Item, ReturnType, Visibility};

use super::api::Api;
use super::tokens::{short, text};
use crate::failure::Failure;

/// Returns the API of a client with these files.
pub(super) fn api<'f>(files: impl Iterator<Item = (PathBuf, &'f str)>) -> Result<Api, Failure> {
    let mut api = Api::default();
    for (path, source) in files {
        let Some(module) = module(&path) else { continue };
        let file = syn::parse_file(source)
            .map_err(|error| Failure::Input(format!("error: the generated {}: {error}", path.display())))?;
        for item in &file.items {
            self::item(&module, item, &mut api);
        }
    }
    Ok(api)
}

/// Returns the public module of the items in a file.
fn module(path: &Path) -> Option<String> {
    let parts: Vec<_> = path.iter().filter_map(|part| part.to_str()).collect();
    match parts.as_slice() {
        ["src", "types", "error", _] => Some("types::error".to_owned()),
        ["src", "types", _] => Some("types".to_owned()),
        ["src", "operation", file] => Some(format!("operation::{}", file.trim_end_matches(".rs"))),
        ["src", "operation", folder, _] => Some(format!("operation::{folder}")),
        ["src", "client.rs"] => Some("client".to_owned()),
        _ => None,
    }
}

fn item(module: &str, item: &Item, api: &mut Api) {
    match item {
        Item::Macro(item) => {
            let name = item.mac.path.segments.last().map(|segment| segment.ident.to_string());
            match name.as_deref() {
                Some("structure") => structure(module, item.mac.tokens.clone(), api),
                Some("string_enum" | "int_enum") => wire_values(module, item.mac.tokens.clone(), api),
                Some("operation_error") => operation_error(module, item.mac.tokens.clone(), api),
                _ => {}
            }
        }
        Item::Enum(item) => {
            for variant in &item.variants {
                let held: String = match &variant.fields {
                    Fields::Unnamed(fields) => fields.unnamed.iter().map(|field| text(&field.ty)).collect(),
                    _ => String::new(),
                };
                let path = format!("{module}::{}::{}", item.ident, variant.ident);
                api.0.entry(path).or_insert(held);
            }
        }
        Item::Impl(item) if item.trait_.is_none() => {
            let owner = text(&item.self_ty);
            for function in &item.items {
                let ImplItem::Fn(function) = function else { continue };
                if !matches!(function.vis, Visibility::Public(_)) {
                    continue;
                }
                let name = &function.sig.ident;
                if owner == "Client" {
                    api.insert(format!("Client.{name}()"), "");
                } else if let ReturnType::Type(_, ty) = &function.sig.output {
                    api.insert(format!("{module}::{owner}.{name}()"), text(ty));
                }
            }
        }
        _ => {}
    }
}

/// Splits a macro call into the tokens before its rows and the rows.
fn rows(tokens: TokenStream, separator: char) -> (Vec<TokenTree>, Vec<Vec<TokenTree>>) {
    let mut head: Vec<_> = tokens.into_iter().collect();
    let Some(TokenTree::Group(group)) = head.pop() else {
        return (head, Vec::new());
    };
    let mut rows = vec![Vec::new()];
    for token in group.stream() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == separator => rows.push(Vec::new()),
            _ => {
                if let Some(row) = rows.last_mut() {
                    row.push(token);
                }
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    (head, rows)
}

/// Returns tokens without doc comments and other attributes.
fn without_attributes(row: Vec<TokenTree>) -> Vec<TokenTree> {
    let mut out = Vec::new();
    let mut tokens = row.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_attribute = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#')
            && matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
        if is_attribute {
            tokens.next();
        } else {
            out.push(token);
        }
    }
    out
}

fn stream(tokens: &[TokenTree]) -> String {
    tokens.iter().cloned().collect::<TokenStream>().to_string()
}

/// Splits tokens at commas outside of generic arguments.
fn arguments(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth -= 1,
            TokenTree::Punct(punct) if punct.as_char() == ',' && depth == 0 => {
                parts.extend(tokens.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(tokens.get(start..));
    parts
}

fn structure(module: &str, tokens: TokenStream, api: &mut Api) {
    let (head, rows) = rows(tokens, ';');
    let head = without_attributes(head);
    let position = head.iter().position(|token| token.to_string() == "struct");
    let Some(name) = position.and_then(|at| head.get(at + 1)) else {
        return;
    };
    let head = stream(&head);
    let builders: Vec<_> = ["fluent_builder", "builder"]
        .into_iter()
        .filter_map(|key| {
            let (_, value) = head.split_once(&format!(" {key} = "))?;
            Some(value.split([' ', ',']).next()?.to_owned())
        })
        .collect();
    // The methods that macros define for every type of a kind.
    for builder in &builders {
        let methods: &[_] = match (module, head.contains(" fluent_builder = ")) {
            ("types::error", _) => &["meta", "set_meta"],
            (_, true) if !builder.ends_with("FluentBuilder") => &["send_with"],
            _ => &[],
        };
        for method in methods {
            api.insert(format!("{module}::{builder}.{method}()"), "");
        }
    }
    for row in rows {
        field(module, &name.to_string(), &builders, &without_attributes(row), api);
    }
}

fn field(module: &str, owner: &str, builders: &[String], row: &[TokenTree], api: &mut Api) {
    let parts = arguments(row);
    let [name, set, presence, rest @ ..] = parts.as_slice() else {
        return;
    };
    let (name, set) = (short(&stream(name)), short(&stream(set)));
    let name = name.trim_start_matches("r#");
    let [get, _, kind, TokenTree::Group(ty), ..] = presence else {
        return;
    };
    let inner: Vec<_> = ty.stream().into_iter().collect();
    // A default value follows the type.
    let parts = arguments(&inner);
    let ty = parts.first().copied().unwrap_or_default();
    let end = ty.iter().position(|token| token.to_string() == "=");
    let ty = short(&stream(&ty[..end.unwrap_or(ty.len())]));
    let ty = match kind.to_string().as_str() {
        "optional" => format!("Option<{ty}>"),
        _ => ty,
    };
    api.insert(format!("{module}::{owner}.{name}"), ty);
    let getter = rest.iter().find_map(|part| {
        let text = stream(part);
        text.strip_prefix("get = ").map(short)
    });
    api.insert(format!("{module}::{owner}.{name}()"), getter.unwrap_or_default());
    for builder in builders {
        for method in [name, &set, &get.to_string()] {
            api.insert(format!("{module}::{builder}.{method}()"), "");
        }
    }
}

fn wire_values(module: &str, tokens: TokenStream, api: &mut Api) {
    let (head, rows) = rows(tokens, ',');
    let Some(name) = head.iter().find(|token| matches!(token, TokenTree::Ident(_))) else {
        return;
    };
    for row in rows {
        if let [variant, _, value, ..] = without_attributes(row).as_slice() {
            api.insert(
                format!("{module}::{name}::{variant}"),
                value.to_token_stream().to_string(),
            );
        }
    }
}

fn operation_error(module: &str, tokens: TokenStream, api: &mut Api) {
    let (head, rows) = rows(tokens, ';');
    let head = without_attributes(head);
    let Some(name) = head.first() else { return };
    api.insert(format!("{module}::{name}.meta()"), "&ErrorMetadata");
    for row in rows {
        let row = without_attributes(row);
        let parts = arguments(&row);
        let [definition, predicate, ..] = parts.as_slice() else {
            continue;
        };
        let Some((variant, ty)) = definition.split_first() else {
            continue;
        };
        let ty = ty.get(1..).map(stream).unwrap_or_default();
        api.insert(format!("{module}::{name}::{variant}"), short(&ty));
        api.insert(format!("{module}::{name}.{}()", stream(predicate)), "bool");
    }
}
