//! Strings: most have no escapes and are parts of the text.

use std::borrow::Cow;

use super::super::escape::{self, first_in_window, first_special, plain_length};
use super::{LexError, Lexer};

impl<'a> Lexer<'a> {
    /// Reads a string without escapes. The position does not change if anything else is next.
    #[inline(always)]
    pub(in crate::codec::json) fn take_plain_string(&mut self) -> Option<&'a str> {
        if self.peek() != b'"' {
            return None;
        }
        let plain = plain_string(self.text, self.at + 1)?;
        self.at += plain.len() + 2;
        Some(plain)
    }

    /// Reads the text before the next quote, backslash or control character.
    pub(in crate::codec::json) fn plain(&mut self) -> &'a str {
        let start = self.at;
        self.advance(plain_length(self.rest()));
        self.since(start)
    }

    /// Reads the string that is next; it is borrowed unless it has escapes.
    pub(in crate::codec::json) fn string(&mut self, what: &str) -> Result<Cow<'a, str>, LexError> {
        let mut value = String::new();
        let plain = self.text(what, &mut value)?;
        Ok(plain.map_or(Cow::Owned(value), Cow::Borrowed))
    }

    /// Reads the string that is next. If it has escapes, it is appended to `out` instead of
    /// returned.
    #[inline]
    pub(in crate::codec::json) fn text(&mut self, what: &str, out: &mut String) -> Result<Option<&'a str>, LexError> {
        if self.peek() != b'"' {
            return Err(self.expected(what));
        }
        let (bytes, start) = (self.text.as_bytes(), self.at + 1);
        let end = plain_end(bytes, bytes.get(start..).unwrap_or_default(), start);
        if bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(self.text.get(start..end));
        }
        self.unescape(start, end, out)?;
        Ok(None)
    }

    /// Reads the rest of a string whose first plain characters are from `start` to `end`, and
    /// appends it with them.
    #[inline(never)]
    pub(in crate::codec::json) fn unescape(
        &mut self,
        mut start: usize,
        mut end: usize,
        out: &mut String,
    ) -> Result<(), LexError> {
        let bytes = self.text.as_bytes();
        loop {
            out.push_str(self.text.get(start..end).unwrap_or_default());
            let letter = match bytes.get(end..) {
                Some([b'"', ..]) => {
                    self.at = end + 1;
                    return Ok(());
                }
                Some([b'\\', letter, ..]) => *letter,
                _ => 0,
            };
            if let Some(value) = escape::short(letter) {
                out.push(value);
                start = end + 2;
            } else {
                self.at = end;
                out.push(self.escape()?);
                start = self.at;
            }
            end = plain_end(bytes, bytes.get(start..).unwrap_or_default(), start);
        }
    }

    /// Returns the string that begins at an earlier position.
    pub(in crate::codec::json) fn string_at(&self, position: usize) -> Option<Cow<'a, str>> {
        let mut there = self.clone();
        there.at = position;
        there.string("a string").ok()
    }

    /// Reads what ends a plain run within a string other than its closing quote: an escape, or an
    /// error.
    pub(in crate::codec::json) fn escape(&mut self) -> Result<char, LexError> {
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
}

/// Returns the end of the run of plain characters that begins at `start`, with the bytes `behind`.
#[inline(always)]
pub(super) fn plain_end(bytes: &[u8], behind: &[u8], start: usize) -> usize {
    match behind.first_chunk().map(first_in_window) {
        Some(Some(length)) => start + length,
        Some(None) => long_end(bytes, start + 32),
        None => long_end(bytes, start),
    }
}

/// Returns the end of the run of plain characters that continues at `start`.
#[inline(never)]
fn long_end(bytes: &[u8], start: usize) -> usize {
    start + first_special(bytes.get(start..).unwrap_or_default())
}

/// Returns the text from `start` to the closing quote, if the text before it has no special bytes.
#[inline(never)]
fn plain_string(text: &str, start: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let end = plain_end(bytes, bytes.get(start..)?, start);
    match bytes.get(end) {
        Some(b'"') => text.get(start..end),
        _ => None,
    }
}
