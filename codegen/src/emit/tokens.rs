//! Small pieces of Rust that all emitters use: identifiers, types, documentation.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Docs, Field, Type};
use crate::markdown;
use crate::names;
use crate::rust;
use crate::rust::ident;
pub(crate) use crate::rust::{doc, docs};

/// Returns `prefix` and a name as one identifier.
pub(super) fn prefixed(prefix: &str, name: &str) -> Ident {
    format_ident!("{prefix}_{}", names::suffix(name))
}

/// Returns the name of a structure's builder.
pub(super) fn builder_of(name: &str) -> Ident {
    format_ident!("{name}Builder")
}

/// Returns an index as a literal without a suffix.
pub(super) fn index(index: usize) -> Literal {
    Literal::usize_unsuffixed(index)
}

/// Returns the documentation, or `otherwise` if the model has none.
pub(super) fn docs_or(given: &Docs, otherwise: &str) -> TokenStream {
    docs(&doc_lines(given, otherwise, ""))
}

/// Returns the lines of the documentation, or `otherwise` if the model has none. The summary of the
/// traits is the last paragraph.
pub(super) fn doc_lines(given: &Docs, otherwise: &str, trait_summary: &str) -> Vec<String> {
    let mut lines = given.lines.clone();
    if lines.is_empty() {
        lines.extend(markdown::fill(otherwise, markdown::WIDTH));
    }
    if !trait_summary.is_empty() {
        lines.push(String::new());
        lines.extend(markdown::fill(trait_summary, markdown::WIDTH));
    }
    lines.iter().map(|line| rust::printable(line)).collect()
}

/// Returns `#[doc(alias = …)]` with the name that the model has for an item, if they differ.
pub(super) fn alias(wire: &str, name: &str) -> Option<TokenStream> {
    needs_alias(wire, name).then(|| quote!(#[doc(alias = #wire)]))
}

/// Returns whether the model's name for an item differs and can be an alias.
pub(super) fn needs_alias(wire: &str, name: &str) -> bool {
    wire != names::unraw(name)
        && !wire.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\'' | '"'))
        && !wire.is_empty()
}

/// Returns whether rustdoc's search finds one name by the other: it ignores case and underscores.
pub(super) fn is_same_search(wire: &str, name: &str) -> bool {
    let normal = |text: &str| text.replace('_', "").to_lowercase();
    normal(wire) == normal(name)
}

impl Type {
    /// Returns whether accessors return a copy.
    pub(super) fn is_copy(&self) -> bool {
        matches!(
            self,
            Self::Boolean | Self::Byte | Self::Short | Self::Integer | Self::Long | Self::Float | Self::Double
        )
    }
}

impl Field {
    /// Returns the identifier of the field.
    pub(crate) fn ident(&self) -> Ident {
        ident(&self.name)
    }
}
