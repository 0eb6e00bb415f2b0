//! A writer of JSON that records the place in the IDL file of each value.

use super::lexer::Span;
use crate::model::places::PlaceMap;

/// A JSON text under construction.
pub(super) struct JsonWriter {
    text: String,
    places: PlaceMap,
    needs_comma: bool,
}

impl JsonWriter {
    /// Returns a writer for a file of this size. The initial capacity of its text and places is
    /// usually sufficient.
    pub(super) fn for_file(size: usize) -> Self {
        Self {
            text: String::with_capacity(size * 2),
            places: PlaceMap::with_capacity(size / 8),
            needs_comma: false,
        }
    }

    /// Returns the text and the places of its values.
    pub(super) fn finish(self) -> (String, PlaceMap) {
        (self.text, self.places)
    }

    /// Writes the opening bracket of an object or array.
    pub(super) fn open(&mut self, bracket: char, span: Span) {
        self.separate(span);
        self.text.push(bracket);
        self.needs_comma = false;
    }

    /// Writes the closing bracket of an object or array.
    pub(super) fn close(&mut self, bracket: char) {
        self.text.push(bracket);
        self.needs_comma = true;
    }

    /// Writes the key of an entry.
    pub(super) fn key(&mut self, key: &str, span: Span) {
        self.separate(span);
        self.quoted(key);
        self.text.push(':');
        self.needs_comma = false;
    }

    /// Writes a string.
    pub(super) fn string(&mut self, text: &str, span: Span) {
        self.separate(span);
        self.quoted(text);
        self.needs_comma = true;
    }

    /// Writes a number or a keyword.
    pub(super) fn literal(&mut self, text: &str, span: Span) {
        self.separate(span);
        self.text.push_str(text);
        self.needs_comma = true;
    }

    fn separate(&mut self, span: Span) {
        if self.needs_comma {
            self.text.push(',');
        }
        self.places.push(self.text.len(), span.start..span.end);
    }

    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        // Without an early end the compiler compares many bytes at once.
        let must_escape = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
        if !text.bytes().fold(false, |found, byte| found | must_escape(byte)) {
            self.text.push_str(text);
            self.text.push('"');
            return;
        }
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            self.text.push_str(&text[plain..at]);
            plain = at + 1;
            match byte {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                b'\n' => self.text.push_str("\\n"),
                b'\t' => self.text.push_str("\\t"),
                _ => self.text.push_str(&format!("\\u{byte:04x}")),
            }
        }
        self.text.push_str(&text[plain..]);
        self.text.push('"');
    }
}
