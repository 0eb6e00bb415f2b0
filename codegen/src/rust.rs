//! Rust code between the emitters and `render`: identifiers, items and files.

pub(crate) mod code;
mod docs;
mod item;
mod layout;
mod tasks;

use proc_macro2::{Ident, Span};

use self::code::Code;
pub(crate) use self::docs::{doc, doc_text, docs, printable};
pub(crate) use self::item::{Item, MacroCall, Row};
pub(crate) use self::tasks::FileTasks;

/// A Rust file: its path in the crate, its inner documentation and its items.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile {
    /// The path below the crate's root.
    pub(crate) path: String,
    /// `//!` lines.
    pub(crate) docs: Vec<String>,
    /// The items in order; each is formatted on its own.
    pub(crate) items: Vec<Item<Code>>,
}

/// Returns an identifier, which is raw if the name starts with `r#`.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
