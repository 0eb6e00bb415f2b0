//! Tokens on one line.

use proc_macro2::Delimiter;

use crate::rust::code::{TokenKind, Tokens};

/// Formats tokens on one line. They are names, types, paths and literals only.
pub(super) fn line(tokens: Tokens<'_>) -> String {
    let mut line = Line::default();
    line.tokens(tokens);
    line.text
}

/// The line so far.
pub(super) struct Line {
    pub(super) text: String,
    /// Whether the next token follows without a space.
    pub(super) is_glued: bool,
    /// Whether the last token is a name: parentheses after it have no space before them.
    pub(super) follows_name: bool,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            text: String::new(),
            is_glued: true,
            follows_name: false,
        }
    }
}

impl Line {
    /// Appends tokens.
    pub(super) fn tokens(&mut self, tokens: Tokens<'_>) {
        for token in tokens.trees() {
            match token.kind() {
                Some(TokenKind::Open(delimiter)) => {
                    self.bracket(token.text(), delimiter);
                    let content = token.content();
                    let is_spaced = delimiter == Delimiter::Brace && !content.is_empty();
                    self.text.push_str(if is_spaced { " " } else { "" });
                    (self.is_glued, self.follows_name) = (true, false);
                    self.tokens(content);
                    self.text.push_str(if is_spaced { " " } else { "" });
                    self.text.push_str(closing(delimiter));
                    (self.is_glued, self.follows_name) = (false, false);
                }
                Some(TokenKind::Punct) => self.punctuation(token.text(), false),
                Some(TokenKind::JointPunct) => self.punctuation(token.text(), true),
                Some(TokenKind::Word) => {
                    self.word(token.text());
                    self.follows_name = true;
                }
                _ => self.word(token.text()),
            }
        }
    }

    /// Appends a bracket that opens a group.
    pub(super) fn bracket(&mut self, open: &str, delimiter: Delimiter) {
        self.is_glued |= self.follows_name && delimiter == Delimiter::Parenthesis;
        self.word(open);
    }

    fn word(&mut self, word: &str) {
        if !self.is_glued {
            self.text.push(' ');
        }
        self.text.push_str(word);
        (self.is_glued, self.follows_name) = (false, false);
    }

    fn punctuation(&mut self, punct: &str, is_joint: bool) {
        self.follows_name = false;
        let is_path = punct == ":" && (is_joint || self.text.ends_with(':'));
        match punct {
            ":" if is_path => {
                self.is_glued = self.text.ends_with(':');
                self.text.push(':');
            }
            "," | ":" | ";" | ">" | "!" => {
                self.text.push_str(punct);
                self.is_glued = false;
            }
            "=" => {
                self.text.push_str(" =");
                self.is_glued = false;
            }
            "." => {
                self.text.push('.');
                self.is_glued = true;
            }
            "<" => {
                self.text.push('<');
                self.is_glued = true;
            }
            punct => {
                self.word(punct);
                self.is_glued = true;
            }
        }
    }
}

/// Returns the bracket that ends a group.
pub(super) fn closing(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Parenthesis => ")",
        Delimiter::Bracket => "]",
        Delimiter::Brace => "}",
        Delimiter::None => "",
    }
}
