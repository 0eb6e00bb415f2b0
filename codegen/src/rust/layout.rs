//! The layout of the heads and rows of macro calls, which the formatter of Rust does not support.

mod line;

use proc_macro2::Delimiter;

use self::line::{Line, closing, line};
use super::code::{TokenKind, Tokens};

/// The columns of a line.
const WIDTH: usize = 100;

/// The columns of a level.
const LEVEL: usize = 4;

/// Appends tokens and `end` as lines. The first one is indented by `indent` columns.
///
/// A line that is too long breaks after commas. A part between commas that is too long breaks
/// within its last brackets, or after its name.
pub(super) fn write(text: &mut String, tokens: Tokens<'_>, indent: usize, end: &str) {
    text.extend(std::iter::repeat_n(' ', indent));
    let flat = line(tokens);
    if indent + columns(&flat) + end.len() <= WIDTH {
        text.push_str(&flat);
    } else {
        let mut layout = LayoutWriter {
            text,
            column: indent,
            indent,
        };
        layout.fill(tokens, indent + LEVEL, end.len());
    }
    text.push_str(end);
    text.push('\n');
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

/// The text so far.
struct LayoutWriter<'t> {
    text: &'t mut String,
    /// The column after the text.
    column: usize,
    /// The indentation of the last line.
    indent: usize,
}

impl LayoutWriter<'_> {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += columns(text);
    }

    fn new_line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
        (self.column, self.indent) = (indent, indent);
    }

    fn has_room(&self, text: &str, tail: usize) -> bool {
        self.column + columns(text) + tail <= WIDTH
    }

    /// Appends the parts between commas, as many on a line as fit. New lines are indented by
    /// `indent` columns, and `tail` columns stay free after the last part.
    fn fill(&mut self, tokens: Tokens<'_>, indent: usize, tail: usize) {
        let parts = parts(tokens);
        let count = parts.len();
        let mut starts_line = true;
        for (at, part) in parts.into_iter().enumerate() {
            let tail = if at + 1 == count { tail } else { 0 };
            let flat = line(part);
            if at > 0 {
                if !starts_line && self.has_room(&flat, tail + 1) {
                    self.push(" ");
                } else {
                    self.new_line(indent);
                }
            }
            starts_line = !self.has_room(&flat, tail);
            self.part(part, &flat, tail);
        }
    }

    /// Appends a part, which is broken if it is too long and a break helps.
    fn part(&mut self, part: Tokens<'_>, flat: &str, tail: usize) {
        if self.has_room(flat, tail) {
            return self.push(flat);
        }
        let fits = |text: &str, more| self.indent + columns(text) + more <= WIDTH;
        let block = BracketBlock::last_of(part).filter(|block| fits(&block.close, tail));
        let Some(value) = value_of(part) else {
            return match block {
                Some(block) => self.block(block),
                None => self.push(flat),
            };
        };
        let flat_value = line(value);
        let value_fits = fits(&flat_value, LEVEL + tail);
        match block {
            Some(block) if self.has_room(&block.open, 0) && (block.is_list() || !value_fits) => self.block(block),
            block if value_fits || block.is_some() => {
                self.push(&line(part.before(value)));
                self.new_line(self.indent + LEVEL);
                self.part(value, &flat_value, tail);
            }
            _ => self.push(flat),
        }
    }

    fn block(&mut self, block: BracketBlock<'_>) {
        let indent = self.indent;
        self.push(&block.open);
        self.new_line(indent + LEVEL);
        self.fill(block.content, indent + LEVEL, 0);
        self.new_line(indent);
        self.push(&block.close);
    }
}

/// A part with brackets, whose content is on separate lines.
struct BracketBlock<'c> {
    open: String,
    content: Tokens<'c>,
    close: String,
}

impl<'c> BracketBlock<'c> {
    /// Returns the part with its last brackets that are not empty. Brackets that only contain
    /// brackets open together, as in `Some(&[`.
    fn last_of(part: Tokens<'c>) -> Option<Self> {
        let is_filled = |token: &Tokens<'_>| is_group(*token) && !token.content().is_empty();
        let group = part.trees().filter(is_filled).last()?;
        let delimiter = match group.kind() {
            Some(TokenKind::Open(delimiter)) => delimiter,
            _ => return None,
        };
        let mut open = Line::default();
        open.tokens(part.before(group));
        open.bracket(group.text(), delimiter);
        let mut close = Line {
            text: closing(delimiter).to_owned(),
            is_glued: false,
            follows_name: false,
        };
        close.tokens(group.rest());
        let mut block = Self {
            open: open.text,
            content: group.content(),
            close: close.text,
        };
        if delimiter != Delimiter::Brace
            && let [only] = parts(block.content).as_slice()
            && only.last().is_some_and(is_group)
            && let Some(inner) = Self::last_of(*only)
        {
            block.open.push_str(&inner.open);
            block.close.insert_str(0, &inner.close);
            block.content = inner.content;
        }
        Some(block)
    }

    /// Returns whether it has several parts, or is the body of something.
    fn is_list(&self) -> bool {
        self.open.ends_with('{') || parts(self.content).len() > 1
    }
}

fn is_group(token: Tokens<'_>) -> bool {
    matches!(token.kind(), Some(TokenKind::Open(_)))
}

fn is_punct(token: Tokens<'_>) -> bool {
    matches!(token.kind(), Some(TokenKind::Punct | TokenKind::JointPunct))
}

/// Splits tokens after the commas that are not within brackets.
fn parts(tokens: Tokens<'_>) -> Vec<Tokens<'_>> {
    let mut parts = Vec::new();
    let mut part = tokens;
    let (mut depth, mut is_arrow) = (0_usize, false);
    for token in tokens.trees() {
        let punct = if is_punct(token) { token.text() } else { "" };
        match punct {
            "<" => depth += 1,
            ">" if !is_arrow => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_arrow = matches!(punct, "-" | "=");
        if punct == "," && depth == 0 {
            parts.push(part.before(token.rest()));
            part = token.rest();
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// Returns the tokens after the `:` or `=` that follows a name with its generics.
fn value_of(part: Tokens<'_>) -> Option<Tokens<'_>> {
    let (mut depth, mut before) = (0_usize, "");
    for token in part.trees() {
        let mark = if is_punct(token) { token.text() } else { "" };
        let is_end = match mark {
            "=" => depth == 0,
            ":" => depth == 0 && before != ":" && !token.rest().starts_with(":"),
            _ => false,
        };
        match mark {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if is_end {
            return Some(token.rest()).filter(|value| !value.is_empty());
        }
        before = mark;
    }
    None
}

#[cfg(test)]
mod tests;
