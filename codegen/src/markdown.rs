//! Documentation text: HTML to Markdown that rustdoc reads as it was meant, and Markdown to the lines of a doc comment.

mod brackets;
mod build;
mod code_spans;
mod containers;
mod element;
mod entities;
mod escape;
mod html;
mod inline;
mod parse;
mod render;
mod units;
mod wrap;
mod write;

pub(crate) use code_spans::code_spans;
pub(crate) use wrap::wrap;

/// The documentation `text` as Markdown, a paragraph a line.
///
/// Smithy says that the text is CommonMark, and CommonMark it stays where it holds neither tags nor entities,
/// but for brackets that only rustdoc takes for links. AWS writes
/// HTML, in which Markdown's own signs are literal text; such a text is rebuilt and those signs are escaped.
pub(crate) fn to_markdown(text: &str) -> String {
    let text = text.trim();
    if html::occurs_in(text) {
        render::markdown(&build::blocks(text))
    } else {
        brackets::literal(text)
    }
}

/// A text as inline code, also one with backticks or line breaks in it.
pub(crate) fn inline_code(text: &str) -> String {
    let text = text.replace(char::is_control, " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests;
