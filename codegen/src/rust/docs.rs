//! Doc comments as attributes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::markdown;

/// Returns the attributes of a doc comment, one per line.
pub(crate) fn docs<'l>(lines: impl IntoIterator<Item = &'l String>) -> TokenStream {
    lines
        .into_iter()
        .map(|line| {
            let text = if line.is_empty() {
                String::new()
            } else {
                format!(" {}", printable(line))
            };
            quote!(#[doc = #text])
        })
        .collect()
}

/// Removes the characters that rustc refuses in comments: line breaks, and controls of the text
/// direction.
pub(crate) fn printable(line: &str) -> String {
    let is_direction = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    line.chars()
        .filter(|c| !is_direction(*c))
        .map(|c| if c.is_control() && c != '\t' { ' ' } else { c })
        .collect()
}

/// Returns the attributes of a doc comment of one paragraph of Markdown.
pub(crate) fn doc(paragraph: &str) -> TokenStream {
    docs(&markdown::fill(paragraph, markdown::WIDTH))
}
