//! The lexer of JSON: brackets, commas, numbers and literals. Strings and member names have modules
//! of their own.

mod member;
mod string;

use std::borrow::Cow;

pub(super) use self::member::{Expected, expected_member, set_plain};

/// A syntax error, and the offset of its byte.
#[derive(Debug)]
pub(super) struct LexError {
    pub(super) problem: Cow<'static, str>,
    pub(super) offset: usize,
}

impl LexError {
    #[cold]
    pub(super) fn new(problem: impl Into<Cow<'static, str>>, offset: usize) -> Self {
        Self {
            problem: problem.into(),
            offset,
        }
    }
}

/// A text and a position in it.
#[derive(Clone)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// The offset of the next byte; never within a character.
    at: usize,
    /// Whether the text ends before bytes that are not UTF-8.
    cut: bool,
}

impl<'a> Lexer<'a> {
    /// Creates a lexer of these bytes, positioned at the first byte that is not whitespace.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        // The body is validated once, so that every part of it is a `str` without another check. A
        // body that is not UTF-8 is read up to the first invalid byte, where the error is reported.
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::of_text(text),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let mut lexer = Self::of_text(std::str::from_utf8(valid).unwrap_or_default());
                lexer.cut = true;
                lexer
            }
        }
    }

    /// Creates a lexer of this text, positioned at the first byte that is not whitespace.
    pub(super) fn of_text(text: &'a str) -> Self {
        let mut lexer = Self {
            text,
            at: 0,
            cut: false,
        };
        lexer.skip_whitespace();
        lexer
    }

    /// Returns the whole text.
    #[inline]
    pub(super) fn whole(&self) -> &'a str {
        self.text
    }

    /// Returns the number of bytes before the position.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Moves to a position that is known to be the end of a token.
    #[inline]
    pub(super) fn go_to(&mut self, position: usize) {
        self.at = position;
    }

    /// Returns the number of bytes after the position.
    pub(super) fn rest_length(&self) -> usize {
        self.rest().len()
    }

    /// Returns the text from `start` to the position.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Returns the byte that is next; 0, which no token begins with, at the end.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Moves by this number of bytes, which the caller knows to end a character.
    #[inline]
    fn advance(&mut self, bytes: usize) {
        self.at = self.text.len().min(self.at + bytes);
    }

    /// Moves by one byte, which the caller knows to be present and ASCII.
    #[inline]
    pub(super) fn bump(&mut self) {
        self.at += 1;
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty() && !self.cut
    }

    #[inline]
    pub(super) fn skip_whitespace(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.bump();
        }
    }

    /// Moves past the bracket if it is next.
    #[inline]
    pub(super) fn take(&mut self, bracket: u8) -> bool {
        let is_next = self.peek() == bracket;
        if is_next {
            self.bump();
        }
        is_next
    }

    /// Reads a name and moves past its colon and the whitespace around it.
    pub(super) fn name(&mut self) -> Result<Cow<'a, str>, LexError> {
        let name = self.string("a member's name")?;
        self.colon()?;
        Ok(name)
    }

    fn colon(&mut self) -> Result<(), LexError> {
        self.skip_whitespace();
        if self.peek() != b':' {
            return Err(self.expected("a colon"));
        }
        self.bump();
        self.skip_whitespace();
        Ok(())
    }

    /// Moves to the next element or name of the container that this bracket closes, or past the
    /// bracket if there is none.
    #[inline]
    pub(super) fn next_entry(&mut self, close: u8, is_first: bool) -> Result<bool, LexError> {
        self.skip_whitespace();
        match self.peek() {
            b',' if !is_first => {
                self.bump();
                self.skip_whitespace();
                Ok(true)
            }
            byte if byte == close => {
                self.bump();
                Ok(false)
            }
            _ if is_first => Ok(true),
            _ => Err(self.expected(if close == b'}' { "a comma or }" } else { "a comma or ]" })),
        }
    }

    /// Returns whether a value other than null begins at this offset from the position.
    #[inline]
    pub(super) fn is_plain_at(&self, offset: usize) -> bool {
        let byte = self.text.as_bytes().get(self.at + offset);
        byte.is_some_and(|byte| !matches!(byte, 0..=b' ' | b'n' | b']'))
    }

    /// Reads the text of a number, and returns whether it consists of digits only.
    pub(super) fn number(&mut self, what: &str) -> Result<(&'a str, bool), LexError> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return Err(self.expected(what));
        }
        let start = self.position();
        if self.peek() == b'-' {
            self.bump();
        }
        match self.peek() {
            b'0' => self.bump(),
            _ => self.digits()?,
        }
        let whole = self.at;
        if self.peek() == b'.' {
            self.bump();
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.bump();
            if matches!(self.peek(), b'+' | b'-') {
                self.bump();
            }
            self.digits()?;
        }
        Ok((self.since(start), self.at == whole))
    }

    fn digits(&mut self) -> Result<(), LexError> {
        if !self.peek().is_ascii_digit() {
            return Err(self.expected("a digit"));
        }
        while self.peek().is_ascii_digit() {
            self.bump();
        }
        Ok(())
    }

    /// Moves past `true`, `false` or `null`, whose first letter the caller has seen.
    pub(super) fn literal(&mut self, literal: &str) -> Result<(), LexError> {
        if !self.rest().starts_with(literal.as_bytes()) {
            return Err(self.fault("a word that is not true, false or null"));
        }
        self.advance(literal.len());
        Ok(())
    }

    #[cold]
    pub(super) fn fault(&self, problem: impl Into<Cow<'static, str>>) -> LexError {
        LexError::new(problem, self.position())
    }

    /// Returns the error that `what` was expected and another kind of token was found. It does not
    /// show the token.
    #[cold]
    pub(super) fn expected(&self, what: &str) -> LexError {
        if self.rest().is_empty() && self.cut {
            return self.fault("the body is not UTF-8");
        }
        if self.text.trim_ascii().is_empty() {
            return self.fault(format!("the body is empty, expected {what}"));
        }
        let found = match self.peek() {
            b'"' => "a string",
            b'-' | b'0'..=b'9' => "a number",
            b't' | b'f' => "a boolean",
            b'n' => "null",
            b'{' => "an object",
            b'[' => "an array",
            b'}' => "}",
            b']' => "]",
            b',' => "a comma",
            b':' => "a colon",
            _ if self.rest().is_empty() => "the end of the body",
            _ => "something that is not JSON",
        };
        self.fault(format!("expected {what}, found {found}"))
    }
}
