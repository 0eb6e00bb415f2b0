//! The text of an XML document: tags, attributes and escaped text.

use std::fmt::{Arguments, Write};

use crate::schema::XmlNamespace;

/// A document that is being written.
#[derive(Debug)]
pub(super) struct Markup(String);

impl Markup {
    /// Creates an empty document.
    pub(super) fn new() -> Self {
        Self(String::with_capacity(512))
    }

    /// Returns whether nothing is written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the document.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// Returns the text, for values that need no escapes.
    pub(super) fn raw(&mut self) -> &mut String {
        &mut self.0
    }

    /// Writes a start tag without its `>`, so that attributes can follow.
    pub(super) fn start_tag(&mut self, name: &str, namespace: Option<XmlNamespace>) {
        self.0.push('<');
        self.0.push_str(name);
        if let Some(XmlNamespace { prefix, uri }) = namespace {
            self.0.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
            self.0.push_str(prefix);
            self.0.push_str("=\"");
            self.escaped(uri);
            self.0.push('"');
        }
    }

    /// Closes a start tag.
    pub(super) fn end_of_start_tag(&mut self) {
        self.0.push('>');
    }

    /// Writes an attribute into a start tag.
    pub(super) fn attribute(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        write(self);
        self.0.push('"');
    }

    /// Writes a start tag without attributes.
    pub(super) fn start(&mut self, name: &str, namespace: Option<XmlNamespace>) {
        self.start_tag(name, namespace);
        self.end_of_start_tag();
    }

    /// Writes an end tag.
    pub(super) fn end(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Writes a value that needs no escapes.
    pub(super) fn display(&mut self, value: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.0.write_fmt(value);
    }

    /// Writes a floating-point number that is not finite.
    pub(super) fn not_finite(&mut self, value: f64) {
        self.0.push_str(match (value.is_nan(), value > 0.0) {
            (true, _) => "NaN",
            (false, true) => "Infinity",
            (false, false) => "-Infinity",
        });
    }

    /// Writes text, escaped for elements and attributes.
    pub(super) fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                // XML parsers normalize line ends to line feeds, and line feeds and tabs in
                // attributes to spaces.
                '\t' => self.0.push_str("&#x9;"),
                '\r' => self.0.push_str("&#xD;"),
                '\n' => self.0.push_str("&#xA;"),
                '\u{85}' => self.0.push_str("&#x85;"),
                '\u{2028}' => self.0.push_str("&#x2028;"),
                other => self.0.push(other),
            }
        }
    }
}
