//! Smithy names into Rust names: the only place that knows cases, keywords and reserved words.

use std::collections::BTreeSet;

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

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Keywords of edition 2024 that a raw identifier makes usable.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot even be raw identifiers.
const NEVER_RAW: [&str; 4] = ["self", "super", "crate", "_"];

/// Names of functions that every structure or builder has.
const RESERVED_BY_STRUCTURES: [&str; 5] = ["build", "builder", "corrected", "default", "send"];

/// Names that are functions of the builders of inputs beside their setters.
const RESERVED_BY_INPUTS: [&str; 5] = ["as_input", "customize", "into_paginator", "new", "send_with"];

/// Names that exceptions need for what the response says beside their members.
const RESERVED_BY_EXCEPTIONS: [&str; 3] = ["meta", "read", "set_meta"];

/// Names of functions that every client has, and the crate that stands beside the modules of the
/// operations.
const RESERVED_BY_CLIENTS: [&str; 6] = [
    "config",
    "from_conf",
    "from_env",
    "new",
    "smithy_client_runtime",
    "warm_up",
];

/// Names of functions that the builder of every config has, or of traits that it implements.
const RESERVED_BY_CONFIGS: [&str; 18] = [
    "account_id_endpoint_mode",
    "app_name",
    "behavior_version",
    "build",
    "clone",
    "credentials_provider",
    "default",
    "endpoint_param",
    "endpoint_url",
    "http_client",
    "into",
    "new",
    "region",
    "retry_config",
    "sleep_impl",
    "timeout_config",
    "use_dual_stack",
    "use_fips",
];

/// Modules that stand beside those of the shapes.
const RESERVED_BY_MODULES: [&str; 2] = ["builders", "error"];

/// Names that files cannot have: `mod.rs` means something else, the others mean devices on Windows.
const RESERVED_FILES: [&str; 5] = ["aux", "con", "mod", "nul", "prn"];

/// `snake_case`, without regard to keywords.
pub(crate) fn snake(name: &str) -> String {
    let snake = after_digits(&whole_words(name)).to_snake_case();
    if snake.is_empty() || snake.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{snake}")
    } else {
        snake
    }
}

/// Starts a word after each number inside of a name, as the official crates do: `md5sum` is
/// `md5_sum`.
fn after_digits(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let (mut in_word, mut after_digit) = (false, false);
    for c in name.chars() {
        if in_word && after_digit && c.is_lowercase() {
            out.push('_');
        }
        in_word |= c.is_alphabetic();
        after_digit = c.is_ascii_digit();
        out.push(c);
    }
    out
}

/// Returns the stem of the types of an operation's error and fluent builder. As in the official
/// crates, acronyms in it stay as they are: `SetUserMFAPreferenceError`.
pub(crate) fn operation_type(name: &str) -> String {
    match name.starts_with(char::is_uppercase) && !name.contains('_') {
        true => name.to_owned(),
        false => type_name(name),
    }
}

/// Returns the words of a name, as in `Engagement invitation`.
pub(crate) fn words(name: &str) -> String {
    let mut words = name.to_snake_case().replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// Words whose capitals would be cut apart.
const WHOLE_WORDS: [(&str, &str); 6] = [
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("SigV4", "Sigv4"),
    ("KiB", "Kib"),
    ("MiB", "Mib"),
    ("GiB", "Gib"),
];

/// Returns the name with units, versions and plurals of acronyms as one word each, as in the AWS
/// SDK: `ARNs` is `arns`.
fn whole_words(name: &str) -> String {
    let name = WHOLE_WORDS
        .iter()
        .fold(name.to_owned(), |name, (from, to)| name.replace(from, to));
    let chars: Vec<char> = name.chars().collect();
    let is_upper = |at: usize| chars.get(at).is_some_and(char::is_ascii_uppercase);
    let ends_word = |at: usize| chars.get(at).is_none_or(|c| !c.is_ascii_lowercase());
    let mut words = String::with_capacity(name.len());
    let mut at = 0;
    while at < chars.len() {
        let run = (at..chars.len()).take_while(|next| is_upper(*next)).count();
        let is_plural = run > 1 && chars.get(at + run) == Some(&'s') && ends_word(at + run + 1);
        let upper = chars[at..at + run.max(1)].iter().enumerate();
        words.extend(upper.map(|(place, c)| {
            if is_plural && place > 0 {
                c.to_ascii_lowercase()
            } else {
                *c
            }
        }));
        at += run.max(1);
    }
    words
}

/// Returns `UpperCamelCase`, without regard to keywords.
fn camel(name: &str) -> String {
    let camel = name.to_upper_camel_case();
    if camel.is_empty() || camel.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{camel}")
    } else {
        camel
    }
}

/// Returns the name of a structure, union, enum or operation.
pub(crate) fn type_name(name: &str) -> String {
    match camel(name) {
        reserved if reserved == "Self" => "SelfValue".to_owned(),
        name => name,
    }
}

/// The name of an exception, beside which the service's error enum always has a variant
/// `Unhandled`.
pub(crate) fn exception(name: &str) -> String {
    match type_name(name) {
        reserved if reserved == "Unhandled" => "UnhandledValue".to_owned(),
        name => name,
    }
}

/// Returns the names of a structure's fields and of the functions that read and set them.
///
/// If a function would have a name twice, as with the members `Foo` and `SetFoo`, the field ends in
/// `_value`. Members whose names differ only in case or separators are left alike, for the caller
/// to report.
pub(crate) fn fields<'n>(members: impl IntoIterator<Item = &'n str>, role: Role) -> Vec<String> {
    let mut names: Vec<_> = members.into_iter().map(snake).collect();
    let mut taken: BTreeSet<_> = names.iter().cloned().collect();
    // A setter is longer than what it sets, so that the latter's name is known by then.
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

/// Whether structures of this role, or their builders, have a function of this name whatever their
/// members are.
fn is_taken(name: &str, role: Role) -> bool {
    let of_role: &[&str] = match role {
        Role::Input => &RESERVED_BY_INPUTS,
        Role::Exception => &RESERVED_BY_EXCEPTIONS,
        Role::Output | Role::Data => &[],
    };
    RESERVED_BY_STRUCTURES.contains(&name) || of_role.contains(&name)
}

/// Whether a builder has this function for another of the fields.
fn is_setter(name: &str, fields: &BTreeSet<String>) -> bool {
    let field = name.strip_prefix("set_").or_else(|| name.strip_prefix("get_"));
    field.is_some_and(|field| fields.contains(field) || fields.contains(&format!("_{field}")))
}

/// Returns the name of a variant of a union, beside which there is always one called `Unknown`.
pub(crate) fn variant(name: &str) -> String {
    match camel(name) {
        reserved if reserved == "Self" || reserved == "Unknown" => format!("{reserved}Value"),
        name => name,
    }
}

/// Returns the name of a variant of an enum, by the rule of the AWS SDK: a word starts at a capital
/// after a small letter or a digit, and at the last capital of a run before a small letter.
pub(crate) fn enum_variant(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut variant = String::with_capacity(name.len());
    let mut starts_word = true;
    for (at, c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            starts_word = true;
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        let is_after_word = before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit());
        let is_before_small = chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        starts_word |= c.is_uppercase() && (is_after_word || is_before_small);
        if starts_word {
            variant.extend(c.to_uppercase());
        } else {
            variant.extend(c.to_lowercase());
        }
        starts_word = false;
    }
    match variant.as_str() {
        "Self" | "Unknown" => format!("{variant}Value"),
        text if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()) => format!("_{text}"),
        _ => variant,
    }
}

/// Returns the end of the functions `as_…` and `is_…` of a variant, which is never that of
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

/// Returns a name without the mark of raw identifiers.
pub(crate) fn unraw(identifier: &str) -> &str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

/// Returns a name as the end of a longer one: `set_type`, `set_1st`.
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

/// Returns the crate of a package, as programs name it.
pub(crate) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// Returns the environment variable for the endpoint of one service, by its `sdkId`.
pub(crate) fn endpoint_variable(sdk_id: &str) -> String {
    format!("AWS_ENDPOINT_URL_{}", sdk_id.to_uppercase().replace([' ', '-'], "_"))
}

fn identifier(snake: &str) -> String {
    if KEYWORDS.contains(&snake) {
        format!("r#{snake}")
    } else if NEVER_RAW.contains(&snake) {
        format!("{snake}_")
    } else {
        snake.to_owned()
    }
}

#[cfg(test)]
mod tests;
