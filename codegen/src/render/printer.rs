//! Prints Rust items. What fits on its lines is printed directly, as the formatter would; it gets
//! all else.

use proc_macro2::Delimiter;

use super::flat::{self, Context};
use super::{formatter, function};
use crate::rust::code::{TokenKind, Tokens};

/// The columns of a level.
const LEVEL: usize = 4;

/// An item: its attributes, and the rest of its tokens.
#[derive(Clone, Copy)]
struct RustItem<'c> {
    attributes: Tokens<'c>,
    body: Tokens<'c>,
    kind: &'c str,
}

/// Appends items.
pub(super) fn write(text: &mut String, tokens: Tokens<'_>) -> Result<(), syn::Error> {
    let Some(items) = split(tokens) else {
        return formatter::write(text, tokens);
    };
    let start = text.len();
    let is_spaced = items.len() == 1;
    for item in items {
        let item_start = text.len();
        if item.write(text, 0, is_spaced)?.is_none() {
            text.truncate(item_start);
            if is_spaced || item.kind != "impl" {
                formatter::write(text, item.attributes.to_end_of(item.body))?;
            } else {
                // The formatter puts blank lines into an `impl` that is alone.
                text.truncate(start);
                return formatter::write(text, tokens);
            }
        }
    }
    Ok(())
}

/// Splits tokens into items; `None` if there is one of an unknown form.
fn split(tokens: Tokens<'_>) -> Option<Vec<RustItem<'_>>> {
    let mut items = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let attributes = rest;
        while rest.starts_with("#") {
            if rest.rest().kind() != Some(TokenKind::Open(Delimiter::Bracket)) {
                return None;
            }
            rest = rest.rest().rest();
        }
        let body = rest;
        let kind = kind(body)?;
        let is_end = |token: &Tokens<'_>| match kind {
            "use" | "type" | "const" | "static" => token.starts_with(";"),
            _ => token.starts_with(";") || token.kind() == Some(TokenKind::Open(Delimiter::Brace)),
        };
        rest = body.trees().find(is_end)?.rest();
        items.push(RustItem {
            attributes: attributes.before(body),
            body: body.before(rest),
            kind,
        });
    }
    Some(items)
}

/// Returns the keyword of the item that starts here.
fn kind(item: Tokens<'_>) -> Option<&str> {
    let mut words = item;
    if words.starts_with("pub") {
        words = words.rest();
        if words.kind() == Some(TokenKind::Open(Delimiter::Parenthesis)) {
            words = words.rest();
        }
    }
    let word = words.text();
    match word {
        "const" if matches!(words.rest().text(), "fn" | "async") => Some("fn"),
        "async" => Some("fn"),
        "use" | "type" | "const" | "static" | "fn" | "struct" | "enum" | "impl" | "mod" => Some(word),
        _ => None,
    }
}

impl<'c> RustItem<'c> {
    /// Appends the item. Returns `None` if the formatter must do it.
    fn write(self, text: &mut String, indent: usize, is_spaced: bool) -> Result<Option<()>, syn::Error> {
        let blank = &" ".repeat(indent);
        if attributes(text, self.attributes, blank).is_none() {
            return Ok(None);
        }
        Ok(match self.kind {
            "use" | "type" | "const" => line(text, self.body, blank, ""),
            "mod" | "struct" if self.body.last().is_some_and(|last| last.starts_with(";")) => {
                line(text, self.body, blank, "")
            }
            "enum" | "struct" => fields(text, self.body, blank),
            "fn" => function::write(text, self.body, indent),
            "impl" | "mod" => return self.block(text, indent, is_spaced),
            _ => None,
        })
    }

    /// Appends an item with items in it.
    fn block(self, text: &mut String, indent: usize, is_spaced: bool) -> Result<Option<()>, syn::Error> {
        let blank = &" ".repeat(indent);
        let Some(block) = self
            .body
            .last()
            .filter(|last| last.kind() == Some(TokenKind::Open(Delimiter::Brace)))
        else {
            return Ok(None);
        };
        let (head, content) = (self.body.before(block), block.content());
        let is_impl = self.kind == "impl";
        let Some(items) = split(content) else { return Ok(None) };
        if content.is_empty() {
            return Ok(line(text, head, blank, " {}"));
        }
        if line(text, head, blank, " {").is_none() {
            return Ok(None);
        }
        let mut before: Option<&str> = None;
        for item in items {
            let is_apart = before.is_some_and(|before| before == "fn" || item.kind == "fn");
            if is_impl && is_spaced && is_apart {
                text.push('\n');
            }
            before = Some(item.kind);
            let start = text.len();
            if item.write(text, indent + LEVEL, false)?.is_none() {
                if !is_impl || indent > 0 {
                    return Ok(None);
                }
                text.truncate(start);
                item.write_formatted(text, indent)?;
            }
        }
        text.push_str(blank);
        text.push_str("}\n");
        Ok(Some(()))
    }

    /// Appends an item of an `impl` by the formatter, but its documentation directly.
    fn write_formatted(self, text: &mut String, indent: usize) -> Result<(), syn::Error> {
        let blank = " ".repeat(indent + LEVEL);
        let mut rest = self.attributes.to_end_of(self.body);
        while let Some((doc, after)) = rest.doc() {
            if comment(text, &doc, &blank).is_none() {
                break;
            }
            rest = after;
        }
        formatter::write_member(text, rest)
    }
}

/// Appends attributes and doc comments, each on its own lines.
fn attributes(text: &mut String, tokens: Tokens<'_>, blank: &str) -> Option<()> {
    let mut rest = tokens;
    while !rest.is_empty() {
        if let Some((doc, after)) = rest.doc() {
            comment(text, &doc, blank)?;
            rest = after;
            continue;
        }
        let attribute = rest.rest();
        rest = attribute.rest();
        let line = flat::text(attribute.content(), Context::Attribute)?;
        text.push_str(blank);
        text.push_str("#[");
        text.push_str(&line);
        text.push_str("]\n");
        flat::fits(blank.len() + line.len() + 3)?;
    }
    Some(())
}

/// Appends a doc comment; `None` if it has a line that would not be one.
fn comment(text: &mut String, doc: &str, blank: &str) -> Option<()> {
    if doc.split('\n').any(|line| line.starts_with('/') || line.contains('\r')) {
        return None;
    }
    for line in doc.split('\n') {
        text.push_str(blank);
        text.push_str("///");
        text.push_str(line.trim_end_matches(' '));
        text.push('\n');
    }
    Some(())
}

/// Appends tokens on one line, with an end.
fn line(text: &mut String, tokens: Tokens<'_>, blank: &str, end: &str) -> Option<()> {
    let line = flat::text(tokens, Context::Item)?;
    flat::fits(blank.len() + line.len() + end.len())?;
    text.push_str(blank);
    text.push_str(&line);
    text.push_str(end);
    text.push('\n');
    Some(())
}

/// Appends an enum or a structure with named fields.
fn fields(text: &mut String, tokens: Tokens<'_>, blank: &str) -> Option<()> {
    let block = tokens
        .last()
        .filter(|last| last.kind() == Some(TokenKind::Open(Delimiter::Brace)))?;
    if block.content().is_empty() {
        return None;
    }
    line(text, tokens.before(block), blank, " {")?;
    let inner = &format!("{blank}    ");
    let mut rest = block.content();
    while !rest.is_empty() {
        let all = rest;
        while rest.starts_with("#") {
            rest = rest.rest().rest();
        }
        attributes(text, all.before(rest), inner)?;
        let end = flat::comma(rest);
        line(text, rest.before(end), inner, ",")?;
        rest = end.rest();
    }
    text.push_str(blank);
    text.push_str("}\n");
    Some(())
}

#[cfg(test)]
mod tests;
