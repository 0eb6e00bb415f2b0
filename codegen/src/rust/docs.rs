//! Doc comments as attributes.

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::markdown;

/// Returns the attribute of a doc comment, which has a line of text per line of the comment. It is
/// empty if there are no lines.
pub(crate) fn docs<'l>(lines: impl IntoIterator<Item = &'l String>) -> TokenStream {
    let mut text = String::new();
    for (at, line) in lines.into_iter().enumerate() {
        text.push_str(if at == 0 { "\"" } else { "\n" });
        if !line.is_empty() {
            text.push(' ');
            push_printable(&mut text, line);
        }
    }
    if text.is_empty() {
        return TokenStream::new();
    }
    text.push('"');
    // `Literal::string` looks each character up in the tables of Unicode.
    let literal = text.parse().unwrap_or_else(|_| Literal::string(&text));
    quote!(#[doc = #literal])
}

/// Appends a line as the content of a string literal.
fn push_printable(text: &mut String, line: &str) {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\';
    if line.bytes().all(is_plain) {
        return text.push_str(line);
    }
    for character in printable(line).chars() {
        if matches!(character, '"' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
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

/// Returns the text of the literal of a doc comment; `None` if it is not a string.
pub(crate) fn doc_text(literal: &str) -> Option<Cow<'_, str>> {
    let raw = literal.strip_prefix("r\"").and_then(|rest| rest.strip_suffix('"'));
    let plain = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match raw.or(plain.filter(|text| !text.contains('\\'))) {
        Some(text) => Some(Cow::Borrowed(text)),
        None => Some(Cow::Owned(syn::parse_str::<LitStr>(literal).ok()?.value())),
    }
}
