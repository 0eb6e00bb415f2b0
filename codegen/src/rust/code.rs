//! Rust code as a flat list of tokens with one text, which can be read and sliced without copies.

use std::borrow::Cow;
use std::fmt::Write;

use proc_macro2::{Delimiter, Ident, Literal, Spacing, TokenStream, TokenTree};

use super::doc_text;

/// Rust code: the tokens of a [`TokenStream`], in which reading a group copies its tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Code {
    text: String,
    tokens: Vec<CodeToken>,
}

#[derive(Clone, Copy, Debug)]
struct CodeToken {
    kind: TokenKind,
    /// The start and the end of its text.
    start: usize,
    end: usize,
    /// Of brackets: the index of the other one.
    partner: usize,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// An identifier or a keyword.
    Word,
    /// A literal.
    Literal,
    /// A character of punctuation that ends an operator.
    Punct,
    /// A character of punctuation that the next one continues.
    JointPunct,
    /// A bracket that opens a group.
    Open(Delimiter),
    /// A bracket that closes a group.
    Close(Delimiter),
}

/// Consecutive tokens with complete groups.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tokens<'c> {
    code: &'c Code,
    from: usize,
    to: usize,
}

impl From<TokenStream> for Code {
    fn from(tokens: TokenStream) -> Self {
        let mut code = Self::default();
        code.append(tokens);
        code
    }
}

impl Code {
    /// Returns all tokens.
    pub(crate) fn all(&self) -> Tokens<'_> {
        Tokens {
            code: self,
            from: 0,
            to: self.tokens.len(),
        }
    }

    /// Appends the tokens of a stream. Groups are released before their tokens are read, because
    /// the tokens of a stream with several owners are copied.
    pub(crate) fn append(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let (delimiter, inner) = (group.delimiter(), group.stream());
                    drop(group);
                    let open = self.open(delimiter);
                    self.append(inner);
                    self.close(delimiter, open);
                }
                TokenTree::Ident(word) => self.word(&word),
                TokenTree::Literal(literal) => self.literal(&literal),
                TokenTree::Punct(punct) => self.punct(punct.as_char(), punct.spacing()),
            }
        }
    }

    /// Appends an identifier.
    pub(crate) fn word(&mut self, word: &Ident) {
        let start = self.text.len();
        let _ = write!(self.text, "{word}");
        self.end(TokenKind::Word, start);
    }

    /// Appends a literal.
    pub(crate) fn literal(&mut self, literal: &Literal) {
        let start = self.text.len();
        let _ = write!(self.text, "{literal}");
        self.end(TokenKind::Literal, start);
    }

    /// Appends a character of punctuation.
    pub(crate) fn punct(&mut self, character: char, spacing: Spacing) {
        let start = self.text.len();
        self.text.push(character);
        let kind = match spacing {
            Spacing::Alone => TokenKind::Punct,
            Spacing::Joint => TokenKind::JointPunct,
        };
        self.end(kind, start);
    }

    /// Opens a group. Returns the place that [`close`](Self::close) asks for.
    pub(crate) fn open(&mut self, delimiter: Delimiter) -> usize {
        let at = self.tokens.len();
        let start = self.text.len();
        self.text.push_str(match delimiter {
            Delimiter::Parenthesis => "(",
            Delimiter::Bracket => "[",
            Delimiter::Brace => "{",
            Delimiter::None => "",
        });
        self.end(TokenKind::Open(delimiter), start);
        at
    }

    /// Closes the group that was opened at a place.
    pub(crate) fn close(&mut self, delimiter: Delimiter, open: usize) {
        let at = self.tokens.len();
        let start = self.text.len();
        self.text.push_str(match delimiter {
            Delimiter::Parenthesis => ")",
            Delimiter::Bracket => "]",
            Delimiter::Brace => "}",
            Delimiter::None => "",
        });
        self.end(TokenKind::Close(delimiter), start);
        self.tokens[at].partner = open;
        self.tokens[open].partner = at;
    }

    /// Appends a token of other code that is not a bracket.
    pub(crate) fn copy(&mut self, token: Tokens<'_>) {
        let start = self.text.len();
        self.text.push_str(token.text());
        if let Some(kind) = token.kind() {
            self.end(kind, start);
        }
    }

    fn end(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(CodeToken {
            kind,
            start,
            end: self.text.len(),
            partner: 0,
        });
    }
}

impl<'c> Tokens<'c> {
    /// Returns whether there are no tokens.
    pub(crate) fn is_empty(self) -> bool {
        self.from == self.to
    }

    /// Returns the kind of the first token.
    pub(crate) fn kind(self) -> Option<TokenKind> {
        (self.from < self.to).then(|| self.code.tokens[self.from].kind)
    }

    /// Returns the text of the first token; empty if there is none.
    pub(crate) fn text(self) -> &'c str {
        if self.is_empty() {
            return "";
        }
        let token = self.code.tokens[self.from];
        &self.code.text[token.start..token.end]
    }

    /// Returns no tokens, from the end of these.
    pub(crate) fn end(self) -> Self {
        Self { from: self.to, ..self }
    }

    /// Returns whether the first token is this keyword, name or character.
    pub(crate) fn starts_with(self, text: &str) -> bool {
        self.text() == text
    }

    /// Returns the tokens after the first one, which for a bracket is the whole group.
    pub(crate) fn rest(self) -> Self {
        Self {
            from: self.after_tree(),
            ..self
        }
    }

    /// Returns the first token or group, and the tokens after it.
    pub(crate) fn split_first(self) -> Option<(Self, Self)> {
        (!self.is_empty()).then(|| self.split_at(self.after_tree()))
    }

    /// Returns the tokens without the first one, which is a bracket, and the content of its group.
    pub(crate) fn content(self) -> Self {
        Self {
            from: self.from + 1,
            to: self.code.tokens[self.from].partner.max(self.from + 1),
            ..self
        }
    }

    /// Returns each token with all that follow it; groups are one token.
    pub(crate) fn trees(self) -> impl Iterator<Item = Self> {
        let mut next = self;
        std::iter::from_fn(move || {
            let (_, rest) = next.split_first()?;
            Some(std::mem::replace(&mut next, rest))
        })
    }

    /// Returns each token with all that follow it, also those within groups.
    pub(crate) fn flat(self) -> impl DoubleEndedIterator<Item = Self> {
        (self.from..self.to).map(move |from| Self { from, ..self })
    }

    /// Returns the tokens before `other`, which are the end of these.
    pub(crate) fn before(self, other: Self) -> Self {
        Self {
            to: other.from.clamp(self.from, self.to),
            ..self
        }
    }

    /// Returns these tokens and all up to the end of `other`.
    pub(crate) fn to_end_of(self, other: Self) -> Self {
        Self { to: other.to, ..self }
    }

    /// Returns the last tree: a token, or a group.
    pub(crate) fn last(self) -> Option<Self> {
        let at = self.to.checked_sub(1).filter(|at| *at >= self.from)?;
        let token = self.code.tokens[at];
        let from = match token.kind {
            TokenKind::Close(_) => token.partner,
            _ => at,
        };
        Some(Self { from, ..self })
    }

    fn split_at(self, at: usize) -> (Self, Self) {
        (Self { to: at, ..self }, Self { from: at, ..self })
    }

    fn after_tree(self) -> usize {
        let next = match self.kind() {
            Some(TokenKind::Open(_)) => self.code.tokens[self.from].partner + 1,
            _ => self.from + 1,
        };
        next.min(self.to)
    }

    /// Returns the text of a doc comment, if these tokens start with one, and the tokens after it.
    pub(crate) fn doc(self) -> Option<(Cow<'c, str>, Self)> {
        let attribute = self.rest();
        let is_attribute = self.starts_with("#") && attribute.kind() == Some(TokenKind::Open(Delimiter::Bracket));
        let value = is_attribute
            .then(|| attribute.content())
            .filter(|name| name.starts_with("doc"))?;
        let literal = value.rest().starts_with("=").then(|| value.rest().rest())?;
        if literal.kind() != Some(TokenKind::Literal) || !literal.rest().is_empty() {
            return None;
        }
        Some((doc_text(literal.text())?, attribute.rest()))
    }

    /// Returns the tokens as text that can be parsed, with an attribute per line of a doc comment.
    pub(crate) fn source(self) -> String {
        let mut source = String::new();
        let mut next = self;
        while !next.is_empty() {
            if let Some((text, rest)) = next.doc() {
                for line in text.split('\n') {
                    let _ = write!(source, "#[doc = {line:?}]");
                }
                next = rest;
                continue;
            }
            source.push_str(next.text());
            if next.kind() != Some(TokenKind::JointPunct) {
                source.push(' ');
            }
            next.from += 1;
        }
        source
    }
}
