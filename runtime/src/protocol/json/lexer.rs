//! JSON's tokens: strings, numbers, literals, and values as a whole to pass over.

use std::borrow::Cow;

use super::escape::{self, plain_length};
use crate::schema::Member;

/// What is wrong with the text, and at which byte.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) problem: Cow<'static, str>,
    pub(super) offset: usize,
}

impl Fault {
    #[cold]
    pub(super) fn new(problem: impl Into<Cow<'static, str>>, offset: usize) -> Self {
        Self {
            problem: problem.into(),
            offset,
        }
    }
}

/// A text and a place in it.
#[derive(Clone)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    /// How many bytes come before the place; never within a character.
    at: usize,
    /// The text is what comes before bytes that are not UTF-8.
    cut: bool,
}

impl<'a> Lexer<'a> {
    /// Stands at the first byte that is not whitespace.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        // Once for all, so that every part of the body is a str without another look. A body that is not UTF-8 is
        // read up to there, since only the place where it ends is known to be wrong.
        let (text, cut) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                (std::str::from_utf8(valid).unwrap_or_default(), true)
            }
        };
        let mut lexer = Self { text, at: 0, cut };
        lexer.skip_whitespace();
        lexer
    }

    /// How many bytes come before the place.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The text from a place up to where the lexer stands.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// The byte that is next; 0, which no token begins with, at the end.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Moves on by so many bytes, which the caller has seen to end a character.
    #[inline]
    fn advance(&mut self, bytes: usize) {
        self.at = self.text.len().min(self.at + bytes);
    }

    /// Moves on by one byte, which the caller has peeked at.
    #[inline]
    pub(super) fn bump(&mut self) {
        self.advance(1);
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

    /// Moves to the value of the next member if it is one of these and follows without whitespace, and its value is not
    /// null; stays where it is otherwise. Says which it is; the expected one is tried first.
    #[inline]
    pub(super) fn take_member(&mut self, members: &[Member], expected: usize, is_first: bool) -> Option<usize> {
        let mut rest = self.rest();
        if !is_first {
            rest = rest.strip_prefix(b",")?;
        }
        rest = rest.strip_prefix(b"\"")?;
        let is_next = |member: &Member| is_name(rest, member.name.as_bytes());
        let index = match members.get(expected) {
            Some(member) if is_next(member) => expected,
            _ => members.iter().position(is_next)?,
        };
        let length = members.get(index)?.name.len();
        match rest.get(length + 1..)? {
            [b':', value, ..] if *value > b' ' && *value != b'n' => {
                self.at = self.text.len() - rest.len() + length + 2;
                Some(index)
            }
            _ => None,
        }
    }

    /// Moves behind the bracket if it is next.
    #[inline]
    pub(super) fn take(&mut self, bracket: u8) -> bool {
        let is_next = self.peek() == bracket;
        if is_next {
            self.bump();
        }
        is_next
    }

    /// Reads a name and moves behind its colon and the whitespace around.
    pub(super) fn name(&mut self) -> Result<Cow<'a, str>, Fault> {
        let name = self.string("a member's name")?;
        self.colon()?;
        Ok(name)
    }

    fn colon(&mut self) -> Result<(), Fault> {
        self.skip_whitespace();
        if self.peek() != b':' {
            return Err(self.expected("a colon"));
        }
        self.bump();
        self.skip_whitespace();
        Ok(())
    }

    /// Moves to the next element or name of what this bracket closes; behind the bracket if there is none.
    #[inline]
    pub(super) fn next_entry(&mut self, close: u8, is_first: bool) -> Result<bool, Fault> {
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

    /// Reads a string without escapes. Stays where it is if anything else is next.
    #[inline(always)]
    pub(super) fn take_plain_string(&mut self) -> Option<&'a str> {
        let content = self.rest().strip_prefix(b"\"")?;
        let length = plain_length(content);
        if content.get(length) != Some(&b'"') {
            return None;
        }
        let start = self.at + 1;
        let plain = self.text.get(start..start + length)?;
        self.at = start + length + 1;
        Some(plain)
    }

    /// Reads what comes before the next quote, backslash or control character.
    pub(super) fn plain(&mut self) -> &'a str {
        let start = self.at;
        self.advance(plain_length(self.rest()));
        self.since(start)
    }

    /// Reads the string that is next; it is borrowed unless it has escapes.
    pub(super) fn string(&mut self, what: &str) -> Result<Cow<'a, str>, Fault> {
        if let Some(plain) = self.take_plain_string() {
            return Ok(Cow::Borrowed(plain));
        }
        if self.peek() != b'"' {
            return Err(self.expected(what));
        }
        self.bump();
        let mut value = String::with_capacity(self.length_to_quote());
        loop {
            value.push_str(self.plain());
            if self.peek() == b'"' {
                self.bump();
                return Ok(Cow::Owned(value));
            }
            value.push(self.escape()?);
        }
    }

    /// How many bytes come before the quote that ends the string, escapes as they are written.
    fn length_to_quote(&self) -> usize {
        let rest = self.rest();
        let mut length = plain_length(rest);
        // Behind a backslash comes a byte that ends nothing.
        while rest.get(length) == Some(&b'\\') {
            let behind = (length + 2).min(rest.len());
            length = behind + plain_length(rest.get(behind..).unwrap_or_default());
        }
        length
    }

    /// The string that begins at a place before.
    pub(super) fn string_at(&self, position: usize) -> Option<Cow<'a, str>> {
        let mut there = self.clone();
        there.at = position;
        there.string("a string").ok()
    }

    /// Reads what ends a plain run within a string other than its closing quote: an escape, or an error.
    pub(super) fn escape(&mut self) -> Result<char, Fault> {
        match self.peek() {
            b'\\' => match escape::read(self.rest()) {
                Ok((value, length)) => {
                    self.advance(length);
                    Ok(value)
                }
                Err(problem) => Err(self.fault(problem)),
            },
            _ if !self.rest().is_empty() => Err(self.fault("a control character in a string")),
            _ => Err(self.expected("the end of a string")),
        }
    }

    /// Reads a number's text, and says whether it is digits alone.
    pub(super) fn number(&mut self, what: &str) -> Result<(&'a str, bool), Fault> {
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

    fn digits(&mut self) -> Result<(), Fault> {
        if !self.peek().is_ascii_digit() {
            return Err(self.expected("a digit"));
        }
        while self.peek().is_ascii_digit() {
            self.bump();
        }
        Ok(())
    }

    /// Moves behind one of `true`, `false` and `null`, whose first letter the caller has seen.
    pub(super) fn literal(&mut self, literal: &str) -> Result<(), Fault> {
        if !self.rest().starts_with(literal.as_bytes()) {
            return Err(self.fault("a word that is not true, false or null"));
        }
        self.advance(literal.len());
        Ok(())
    }

    #[cold]
    pub(super) fn fault(&self, problem: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(problem, self.position())
    }

    /// Says what should be next and what kind of thing is; never the thing itself.
    #[cold]
    pub(super) fn expected(&self, what: &str) -> Fault {
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

/// Whether the bytes begin with this name and the quote behind it, which is looked at first: it rules out nearly all
/// others.
#[inline]
fn is_name(bytes: &[u8], name: &[u8]) -> bool {
    match bytes.split_at_checked(name.len()) {
        Some((found, [b'"', ..])) => is_equal(found, name),
        _ => false,
    }
}

/// Whether two slices of one length are equal; for up to 16 bytes by two loads of each, which may overlap, in place of
/// a call.
#[inline]
fn is_equal(one: &[u8], other: &[u8]) -> bool {
    match one.len() {
        8..=16 => {
            one.first_chunk::<8>() == other.first_chunk::<8>() && one.last_chunk::<8>() == other.last_chunk::<8>()
        }
        4..8 => one.first_chunk::<4>() == other.first_chunk::<4>() && one.last_chunk::<4>() == other.last_chunk::<4>(),
        _ => one == other,
    }
}
