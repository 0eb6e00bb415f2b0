//! Converts documentation text, CommonMark or HTML, to Markdown that rustdoc renders as intended.
//!
//! `pulldown-cmark` reads CommonMark and `html5gum` reads HTML; both fill a [`MarkdownDocument`],
//! which is written as the lines of a doc comment.

mod builder;
mod clean;
mod code_spans;
mod commonmark;
mod element;
mod escape;
mod html;
mod inline;
mod lines;
mod write;

use std::rc::Rc;

use builder::MarkdownBlock;

/// The width of the text in doc comments: 100 columns without `        /// `.
pub(crate) const WIDTH: usize = 88;

/// A text as blocks of styled text.
pub(crate) struct MarkdownDocument {
    blocks: Vec<MarkdownBlock>,
}

impl MarkdownDocument {
    /// Parses documentation text.
    ///
    /// Smithy defines the text as CommonMark. AWS writes HTML, in which the special characters of
    /// Markdown are literal text. A text with a tag is therefore parsed as HTML.
    pub(crate) fn parse(text: &str) -> Self {
        let text = clean::clean(text.trim());
        let blocks = if html::starts_with_element(&text) {
            None
        } else {
            commonmark::blocks(&text)
        };
        Self {
            blocks: blocks.unwrap_or_else(|| html::blocks(&text)),
        }
    }

    /// Links inline code to the path that `path` returns for it, except within links.
    pub(crate) fn link_code<'p>(mut self, path: impl Fn(&str) -> Option<&'p str>) -> Self {
        let mut open: Vec<&mut MarkdownBlock> = self.blocks.iter_mut().collect();
        while let Some(block) = open.pop() {
            match block {
                MarkdownBlock::Paragraph(runs) => {
                    for run in runs.iter_mut().filter(|run| run.style.code && run.style.link.is_none()) {
                        run.style.link = path(&run.text).map(Rc::from);
                    }
                }
                MarkdownBlock::List { items, .. } => open.extend(items.iter_mut().flatten()),
                MarkdownBlock::Quote(blocks) => open.extend(blocks),
                MarkdownBlock::Listing { .. } | MarkdownBlock::Verbatim(_) => {}
            }
        }
        self
    }

    /// Returns the lines of a doc comment, with paragraphs filled up to `width` characters. A word,
    /// code span or link that is longer is alone on its line.
    pub(crate) fn lines(&self, width: usize) -> Vec<String> {
        lines::lines(&self.blocks, width, false)
    }

    /// Returns the first sentence on one line; empty if the text does not start with a paragraph.
    pub(crate) fn summary(&self) -> String {
        match self.blocks.first() {
            Some(MarkdownBlock::Paragraph(runs)) => lines::first_sentence(&write::markdown(runs)),
            _ => String::new(),
        }
    }
}

/// Fills the paragraphs of a Markdown text up to `width` characters.
pub(crate) fn wrap(markdown: &str, width: usize) -> Vec<String> {
    MarkdownDocument::parse(markdown).lines(width)
}

/// Breaks a line of Markdown between its words, except those within inline code.
pub(crate) fn fill(line: &str, width: usize) -> Vec<String> {
    lines::fill_line(line, width)
}

/// Returns `text` as inline code, with line breaks replaced by spaces.
pub(crate) fn inline_code(text: &str) -> String {
    let mut out = String::new();
    escape::code(&mut out, &text.replace(char::is_control, " "));
    out
}

#[cfg(test)]
mod tests;
