//! The layout of the heads and rows of macro calls, which the formatter of Rust does not support.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

/// The columns of a line.
const WIDTH: usize = 100;

/// The columns of a level.
const LEVEL: usize = 4;

/// Appends tokens and `end` as lines. The first one is indented by `indent` columns.
///
/// A line that is too long breaks after commas. A part between commas that is too long breaks
/// within its last brackets, or after its name.
pub(super) fn write(text: &mut String, tokens: &TokenStream, indent: usize, end: &str) {
    text.extend(std::iter::repeat_n(' ', indent));
    let flat = line(tokens.clone());
    if indent + columns(&flat) + end.len() <= WIDTH {
        text.push_str(&flat);
    } else {
        let mut layout = LayoutWriter {
            text,
            column: indent,
            indent,
        };
        layout.fill(tokens.clone(), indent + LEVEL, end.len());
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
    fn fill(&mut self, tokens: TokenStream, indent: usize, tail: usize) {
        let parts = parts(tokens);
        let count = parts.len();
        let mut starts_line = true;
        for (at, part) in parts.into_iter().enumerate() {
            let tail = if at + 1 == count { tail } else { 0 };
            let flat = line(part.iter().cloned().collect());
            if at > 0 {
                if !starts_line && self.has_room(&flat, tail + 1) {
                    self.push(" ");
                } else {
                    self.new_line(indent);
                }
            }
            starts_line = !self.has_room(&flat, tail);
            self.part(&part, &flat, tail);
        }
    }

    /// Appends a part, which is broken if it is too long and a break helps.
    fn part(&mut self, part: &[TokenTree], flat: &str, tail: usize) {
        if self.has_room(flat, tail) {
            return self.push(flat);
        }
        let fits = |text: &str, more| self.indent + columns(text) + more <= WIDTH;
        let block = BracketBlock::last_of(part).filter(|block| fits(&block.close, tail));
        let Some(end) = name_end(part) else {
            return match block {
                Some(block) => self.block(block),
                None => self.push(flat),
            };
        };
        let (name, value) = part.split_at(end);
        let flat_value = line(value.iter().cloned().collect());
        let value_fits = fits(&flat_value, LEVEL + tail);
        match block {
            Some(block) if self.has_room(&block.open, 0) && (block.is_list() || !value_fits) => self.block(block),
            block if value_fits || block.is_some() => {
                self.push(&line(name.iter().cloned().collect()));
                self.new_line(self.indent + LEVEL);
                self.part(value, &flat_value, tail);
            }
            _ => self.push(flat),
        }
    }

    fn block(&mut self, block: BracketBlock) {
        let indent = self.indent;
        self.push(&block.open);
        self.new_line(indent + LEVEL);
        self.fill(block.content, indent + LEVEL, 0);
        self.new_line(indent);
        self.push(&block.close);
    }
}

/// A part with brackets, whose content is on separate lines.
struct BracketBlock {
    open: String,
    content: TokenStream,
    close: String,
}

impl BracketBlock {
    /// Returns the part with its last brackets that are not empty. Brackets that only contain
    /// brackets open together, as in `Some(&[`.
    fn last_of(part: &[TokenTree]) -> Option<Self> {
        let is_filled = |token: &TokenTree| matches!(token, TokenTree::Group(group) if !group.stream().is_empty());
        let at = part.iter().rposition(is_filled)?;
        let TokenTree::Group(group) = &part[at] else {
            return None;
        };
        let empty = [TokenTree::Group(Group::new(group.delimiter(), TokenStream::new()))];
        // The spaces around the brackets are determined with empty brackets.
        let open = line(part[..at].iter().chain(&empty).cloned().collect());
        let close = line(empty.iter().chain(&part[at + 1..]).cloned().collect());
        let mut block = Self {
            open: open[..open.len() - 1].to_owned(),
            content: group.stream(),
            close: close[1..].to_owned(),
        };
        if group.delimiter() != Delimiter::Brace
            && let [only] = parts(group.stream()).as_slice()
            && let Some(TokenTree::Group(_)) = only.last()
            && let Some(inner) = Self::last_of(only)
        {
            block.open.push_str(&inner.open);
            block.close.insert_str(0, &inner.close);
            block.content = inner.content;
        }
        Some(block)
    }

    /// Returns whether it has several parts, or is the body of something.
    fn is_list(&self) -> bool {
        self.open.ends_with('{') || parts(self.content.clone()).len() > 1
    }
}

/// Splits tokens after the commas that are not within brackets.
fn parts(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let (mut depth, mut is_arrow) = (0_usize, false);
    for token in tokens {
        let punct = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match punct {
            '<' => depth += 1,
            '>' if !is_arrow => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_arrow = matches!(punct, '-' | '=');
        let Some(part) = parts.last_mut() else { break };
        part.push(token);
        if punct == ',' && depth == 0 {
            parts.push(Vec::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns the number of tokens up to the `:` or `=` after a name, with its generics.
fn name_end(part: &[TokenTree]) -> Option<usize> {
    let mark = |at: Option<usize>| match at.and_then(|at| part.get(at)) {
        Some(TokenTree::Punct(punct)) => punct.as_char(),
        _ => ' ',
    };
    let mut depth = 0_usize;
    let is_end = |at: &usize| {
        let (before, after) = (mark(at.checked_sub(1)), mark(Some(at + 1)));
        match mark(Some(*at)) {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            '=' => return depth == 0,
            ':' => return depth == 0 && before != ':' && after != ':',
            _ => {}
        }
        false
    };
    let at = (0..part.len()).find(is_end)?;
    (at + 1 < part.len()).then_some(at + 1)
}

/// Formats tokens on one line. They are names, types, paths and literals only.
fn line(tokens: TokenStream) -> String {
    let mut line = Line {
        text: String::new(),
        is_glued: true,
    };
    // Parentheses after a name have no space before them.
    let mut follows_name = false;
    for token in tokens {
        let is_name = matches!(token, TokenTree::Ident(_));
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace if group.stream().is_empty() => ("{", "}"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                line.is_glued |= follows_name && open == "(";
                line.word(&[open, &self::line(group.stream()), close].concat());
            }
            TokenTree::Punct(punct) => line.punctuation(&punct),
            TokenTree::Ident(_) | TokenTree::Literal(_) => line.word(&token.to_string()),
        }
        follows_name = is_name;
    }
    line.text
}

/// The line so far.
struct Line {
    text: String,
    /// Whether the next token follows without a space.
    is_glued: bool,
}

impl Line {
    fn word(&mut self, word: &str) {
        if !self.is_glued {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.is_glued = false;
    }

    fn punctuation(&mut self, punct: &Punct) {
        let character = punct.as_char();
        let is_path = character == ':' && (punct.spacing() == Spacing::Joint || self.text.ends_with(':'));
        match character {
            ':' if is_path => {
                self.is_glued = self.text.ends_with(':');
                self.text.push(':');
            }
            ',' | ':' | ';' | '>' | '!' => {
                self.text.push(character);
                self.is_glued = false;
            }
            '=' => {
                self.text.push_str(" =");
                self.is_glued = false;
            }
            '.' => {
                self.text.push('.');
                self.is_glued = true;
            }
            '<' => {
                self.text.push(character);
                self.is_glued = true;
            }
            character => {
                self.word(character.encode_utf8(&mut [0; 4]));
                self.is_glued = true;
            }
        }
    }
}

#[cfg(test)]
mod tests;
