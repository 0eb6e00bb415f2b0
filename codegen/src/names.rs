//! Converts Smithy names to Rust names. Only this module deals with cases, keywords and reserved
//! words.

mod cases;
mod reserved;

use std::collections::BTreeSet;

use heck::ToSnakeCase;

use self::cases::{camel, camel_by_capitals};
pub(crate) use self::cases::{snake, words};
use self::reserved::{
    KEYWORDS, RESERVED_BY_CLIENTS, RESERVED_BY_CONFIGS, RESERVED_BY_MODULES, RESERVED_FILES, identifier, is_taken,
};

/// The role of a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The input of an operation.
    Input,
    /// The output of an operation.
    Output,
    /// An exception.
    Exception,
    /// A value within others.
    Data,
}

/// Returns the stem of the types of an operation's error and fluent builder. As in the official
/// crates, acronyms are preserved: `SetUserMFAPreferenceError`.
pub(crate) fn operation_type(name: &str) -> String {
    match name.starts_with(char::is_uppercase) && !name.contains('_') {
        true => name.to_owned(),
        false => type_name(name),
    }
}

/// Returns the name of a structure, union, enum or operation.
pub(crate) fn type_name(name: &str) -> String {
    match camel(name) {
        reserved if reserved == "Self" => "SelfValue".to_owned(),
        name => name,
    }
}

/// Returns the name of an exception. It differs from `Unhandled`, a variant that every error enum
/// has.
pub(crate) fn exception(name: &str) -> String {
    match type_name(name) {
        reserved if reserved == "Unhandled" => "UnhandledValue".to_owned(),
        name => name,
    }
}

/// Returns the names of a structure's fields and of the functions that read and set them.
///
/// If a function would have a name twice, as with the members `Foo` and `SetFoo`, the field ends in
/// `_value`. Members whose names differ only in case or separators get equal names, which the
/// caller reports.
pub(crate) fn fields<'n>(members: impl IntoIterator<Item = &'n str>, role: Role) -> Vec<String> {
    let mut names: Vec<_> = members.into_iter().map(snake).collect();
    let mut taken: BTreeSet<_> = names.iter().cloned().collect();
    // The name of a setter is longer than that of its field, so that the field's name is decided
    // first.
    let mut shortest_first: Vec<_> = names.iter_mut().collect();
    shortest_first.sort_by_key(|name| name.len());
    for name in shortest_first {
        let mut renamed = false;
        while is_taken(name, role) || is_setter(name, &taken) || (renamed && taken.contains(name)) {
            name.push_str("_value");
            renamed = true;
        }
        taken.insert(name.clone());
    }
    names.iter().map(|name| identifier(name)).collect()
}

/// Returns whether a builder has this function for another of the fields.
fn is_setter(name: &str, fields: &BTreeSet<String>) -> bool {
    let field = name.strip_prefix("set_").or_else(|| name.strip_prefix("get_"));
    field.is_some_and(|field| fields.contains(field) || fields.contains(&format!("_{field}")))
}

/// Returns the name of a variant of a union. It differs from `Unknown`, which every union has.
pub(crate) fn variant(name: &str) -> String {
    match camel(name) {
        reserved if reserved == "Self" || reserved == "Unknown" => format!("{reserved}Value"),
        name => name,
    }
}

/// Returns the name of a variant of an enum. It differs from `Unknown`, which every enum has.
pub(crate) fn enum_variant(name: &str) -> String {
    match camel_by_capitals(name) {
        reserved if reserved == "Self" || reserved == "Unknown" => format!("{reserved}Value"),
        text if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()) => format!("_{text}"),
        text => text,
    }
}

/// Returns the suffix of the functions `as_…` and `is_…` of a variant. It differs from that of
/// `is_unknown`.
pub(crate) fn variant_suffix(name: &str) -> String {
    match snake(name) {
        reserved if reserved == "self" || reserved == "unknown" => format!("{reserved}_value"),
        name => suffix(&name).to_owned(),
    }
}

/// Returns the name of a module.
pub(crate) fn module(name: &str) -> String {
    match snake(name) {
        reserved if RESERVED_FILES.contains(&reserved.as_str()) => format!("{reserved}_"),
        name => identifier(&name),
    }
}

/// Returns the name of the module of a structure, union or enum, which differs from that of the
/// type itself.
pub(crate) fn shape_module(name: &str) -> String {
    match module(name) {
        reserved if RESERVED_BY_MODULES.contains(&reserved.as_str()) || reserved == name => format!("{reserved}_"),
        name => name,
    }
}

/// Returns the name of an operation's module and of the client's function.
pub(crate) fn method(name: &str) -> String {
    match module(name) {
        reserved if RESERVED_BY_CLIENTS.contains(&reserved.as_str()) => format!("{reserved}_"),
        name => name,
    }
}

/// Returns the name of the function for a setting that only clients of one service have.
pub(crate) fn setting(name: &str) -> String {
    match identifier(&snake(name)) {
        reserved if RESERVED_BY_CONFIGS.contains(&reserved.as_str()) => format!("{reserved}_param"),
        name => name,
    }
}

/// Returns a name without the prefix of raw identifiers.
pub(crate) fn unraw(identifier: &str) -> &str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

/// Returns a name as the suffix of a longer one: `set_type`, `set_1st`.
pub(crate) fn suffix(identifier: &str) -> &str {
    unraw(identifier).trim_start_matches('_')
}

/// Returns the package of a service: its `sdkId` as AWS writes it in package names, or the shape's
/// name.
pub(crate) fn package(sdk_id: Option<&str>, shape: &str) -> String {
    let id = match sdk_id {
        Some(id) => id.to_lowercase().replace(' ', "-"),
        None => shape.to_snake_case().replace('_', "-"),
    };
    let package: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let package = package.trim_matches('-').to_owned();
    match package.strip_prefix(|c: char| c.is_ascii_digit()) {
        Some(_) => format!("service-{package}"),
        None if package.is_empty() || KEYWORDS.contains(&package.as_str()) || package == "test" => {
            format!("{package}-client")
        }
        None => package,
    }
}

/// Returns the name of a package's crate in programs.
pub(crate) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// Returns the environment variable for the endpoint of one service, by its `sdkId`.
pub(crate) fn endpoint_variable(sdk_id: &str) -> String {
    format!("AWS_ENDPOINT_URL_{}", sdk_id.to_uppercase().replace([' ', '-'], "_"))
}

#[cfg(test)]
mod tests;
