//! Words that names in generated code cannot be: keywords, and names that are taken.

use super::Role;

/// Keywords of edition 2024 that a raw identifier makes usable.
pub(super) const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot even be raw identifiers.
pub(super) const NEVER_RAW: [&str; 4] = ["self", "super", "crate", "_"];

/// Names of functions that every structure or builder has.
const RESERVED_BY_STRUCTURES: [&str; 5] = ["build", "builder", "corrected", "default", "send"];

/// Names of functions of the builders of inputs other than setters.
const RESERVED_BY_INPUTS: [&str; 5] = ["as_input", "customize", "into_paginator", "new", "send_with"];

/// Names that exceptions need for the metadata of the response.
const RESERVED_BY_EXCEPTIONS: [&str; 3] = ["meta", "read", "set_meta"];

/// Names of functions that every client has, and the crate whose name the modules of operations
/// must not have.
pub(super) const RESERVED_BY_CLIENTS: [&str; 7] = [
    "blocking_reader",
    "config",
    "from_conf",
    "from_env",
    "new",
    "smithy_client_runtime",
    "warm_up",
];

/// Names of functions that the builder of every config has, or of traits that it implements.
pub(super) const RESERVED_BY_CONFIGS: [&str; 18] = [
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

/// Modules other than those of the shapes.
pub(super) const RESERVED_BY_MODULES: [&str; 2] = ["builders", "error"];

/// Names that files cannot have: `mod.rs` has a meaning in Rust, and the others are devices on
/// Windows.
pub(super) const RESERVED_FILES: [&str; 5] = ["aux", "con", "mod", "nul", "prn"];

/// Returns whether structures of this role, or their builders, have a function of this name with
/// any members.
pub(super) fn is_taken(name: &str, role: Role) -> bool {
    let of_role: &[&str] = match role {
        Role::Input => &RESERVED_BY_INPUTS,
        Role::Exception => &RESERVED_BY_EXCEPTIONS,
        Role::Output | Role::Data => &[],
    };
    RESERVED_BY_STRUCTURES.contains(&name) || of_role.contains(&name)
}

/// Returns a name as an identifier: raw, or with an underscore, if it is a keyword.
pub(super) fn identifier(snake: &str) -> String {
    if KEYWORDS.contains(&snake) {
        format!("r#{snake}")
    } else if NEVER_RAW.contains(&snake) {
        format!("{snake}_")
    } else {
        snake.to_owned()
    }
}
