//! The API of the official crates, from their sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use syn::{Arm, Expr, Fields, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, Pat, ReturnType, Stmt, Visibility};

use super::api::Api;
use super::tokens::text;
use crate::failure::Failure;

/// Downloads crates with cargo, and returns the folders of their sources.
pub(super) fn fetch(folder: &Path, crates: &[String]) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let failed = |what: String| Failure::Input(format!("error: cannot download the official crates: {what}"));
    let dependencies: String = crates
        .iter()
        .map(|name| format!("{name} = {{ version = \"1\", default-features = false }}\n"))
        .collect();
    let manifest = format!(
        "[package]\nname = \"names\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
    );
    fs::create_dir_all(folder.join("src"))
        .and_then(|()| fs::write(folder.join("src/lib.rs"), ""))
        .and_then(|()| fs::write(folder.join("Cargo.toml"), manifest))
        .map_err(|error| failed(error.to_string()))?;
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let folders = packages.filter_map(|package| {
        let manifest = PathBuf::from(package["manifest_path"].as_str()?);
        Some((package["name"].as_str()?.to_owned(), manifest.parent()?.to_owned()))
    });
    Ok(folders.collect())
}

/// Returns the API of the crate in this folder.
pub(super) fn api(folder: &Path) -> Result<Api, Failure> {
    let mut api = Api::default();
    for part in ["types", "operation", "client"] {
        read(&folder.join("src").join(part), part, &mut api)?;
    }
    Ok(api)
}

fn read(folder: &Path, part: &str, api: &mut Api) -> Result<(), Failure> {
    let failed = |path: &Path, what: String| Failure::Input(format!("error: {}: {what}", path.display()));
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // These items are equal for every service.
        if part == "client" && name.starts_with("customize") {
            continue;
        }
        if path.is_dir() {
            let is_type = part.starts_with("types") && name != "error";
            read(
                &path,
                &if is_type {
                    part.to_owned()
                } else {
                    format!("{part}::{name}")
                },
                api,
            )?;
            continue;
        }
        let source = fs::read_to_string(&path).map_err(|error| failed(&path, error.to_string()))?;
        let file = syn::parse_file(&source).map_err(|error| failed(&path, error.to_string()))?;
        // The error of an operation is in the file beside its folder.
        let stem = name.trim_end_matches(".rs");
        let module = if part == "operation" {
            format!("operation::{stem}")
        } else {
            part.to_owned()
        };
        for item in &file.items {
            self::item(&module, item, api);
        }
    }
    Ok(())
}

fn item(module: &str, item: &Item, api: &mut Api) {
    match item {
        Item::Struct(item) if is_public(&item.vis) => fields(module, item, api),
        Item::Enum(item) if is_public(&item.vis) => variants(module, item, api),
        Item::Impl(item) if item.trait_.is_none() => methods(module, item, api),
        _ => {}
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn fields(module: &str, item: &ItemStruct, api: &mut Api) {
    for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
        if let Some(name) = &field.ident {
            api.insert(format!("{module}::{}.{name}", item.ident), text(&field.ty));
        }
    }
}

fn variants(module: &str, item: &ItemEnum, api: &mut Api) {
    for variant in &item.variants {
        let held = match &variant.fields {
            Fields::Unnamed(fields) => fields.unnamed.iter().map(|field| text(&field.ty)).collect(),
            _ => String::new(),
        };
        api.insert(format!("{module}::{}::{}", item.ident, variant.ident), held);
    }
}

/// Adds accessors, setters of builders, methods of the client, and the wire values of enums.
fn methods(module: &str, item: &ItemImpl, api: &mut Api) {
    let owner = text(&item.self_ty);
    let owner = owner.split('<').next().unwrap_or_default();
    for function in &item.items {
        let ImplItem::Fn(function) = function else { continue };
        if !is_public(&function.vis) {
            continue;
        }
        let name = &function.sig.ident;
        if owner == "Client" {
            if module == "client" && function.sig.inputs.len() == 1 {
                api.insert(format!("Client.{name}()"), "");
            }
            continue;
        }
        if *name == "as_str" {
            wire_values(module, owner, &function.block.stmts, api);
            continue;
        }
        let is_builder = owner.ends_with("Builder");
        let takes_self = function.sig.receiver().is_some();
        let result = match &function.sig.output {
            ReturnType::Type(_, ty) if !is_builder => text(ty),
            _ => String::new(),
        };
        if takes_self
            && !["build", "send", "customize", "into_paginator", "as_input"].contains(&name.to_string().as_str())
        {
            api.insert(format!("{module}::{owner}.{name}()"), result);
        }
    }
}

/// Sets the wire values of variants, from the arms of `as_str`.
fn wire_values(module: &str, owner: &str, body: &[Stmt], api: &mut Api) {
    let Some(Stmt::Expr(Expr::Match(body), _)) = body.last() else {
        return;
    };
    for Arm { pat, body, .. } in &body.arms {
        // rustfmt puts a long value into a block.
        let value = match body.as_ref() {
            Expr::Block(block) => match block.block.stmts.as_slice() {
                [Stmt::Expr(value, None)] => value,
                _ => body.as_ref(),
            },
            value => value,
        };
        if let (Pat::Path(path), Expr::Lit(value)) = (pat, value)
            && let Some(variant) = path.path.segments.last()
        {
            api.insert(format!("{module}::{owner}::{}", variant.ident), text(value));
        }
    }
}
