//! Shapes as JSON text.

use std::fmt::{Arguments, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{document, escape, number};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, UnknownVariant};
use crate::schema::{Member, Schema};
use crate::serde::{ShapeWriter, WriteError};

/// Writes one JSON value, without whitespace.
pub struct JsonWriter {
    out: String,
    /// For each object or array that is open, whether its values go by the names of members.
    open: Vec<bool>,
    default_timestamp: DateTimeFormat,
    error: Option<WriteError>,
}

impl JsonWriter {
    /// A writer of timestamps in this format where their member does not say otherwise.
    pub fn new(default_timestamp: DateTimeFormat) -> Self {
        Self {
            out: String::with_capacity(1024),
            open: Vec::with_capacity(8),
            default_timestamp,
            error: None,
        }
    }

    /// The text, or the first error there was.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        match self.error {
            None => Ok(self.out.into_bytes()),
            Some(error) => Err(error),
        }
    }

    /// Writes what comes before a value: the comma after another and the member's name.
    fn before(&mut self, member: &'static Member) -> &mut String {
        if self.follows() {
            self.out.push(',');
        }
        if self.open.last() == Some(&true) {
            self.out.push_str(member.quoted);
        }
        &mut self.out
    }

    /// Whether another value came before: none ends in one of these.
    #[inline]
    fn follows(&self) -> bool {
        !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':'))
    }

    fn begin(&mut self, member: &'static Member, bracket: char, by_member: bool) {
        self.before(member).push(bracket);
        self.open.push(by_member);
    }

    fn end(&mut self, bracket: char) {
        self.open.pop();
        self.out.push(bracket);
    }
}

/// Appends a double, or its name in quotes if it is not finite.
pub(super) fn double(out: &mut String, value: f64) {
    match value.is_finite() {
        // The form of `Debug` has an exponent where that is shorter, and reads back as the same value.
        true => print(out, format_args!("{value:?}")),
        false => not_finite(out, value),
    }
}

fn not_finite(out: &mut String, value: f64) {
    out.push_str(match (value.is_nan(), value > 0.0) {
        (true, _) => "\"NaN\"",
        (false, true) => "\"Infinity\"",
        (false, false) => "\"-Infinity\"",
    });
}

fn print(out: &mut String, value: Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(value);
}

impl ShapeWriter for JsonWriter {
    fn begin_structure(&mut self, member: &'static Member, _schema: &'static Schema) {
        self.begin(member, '{', true);
    }

    fn end_structure(&mut self) {
        self.end('}');
    }

    fn begin_list(&mut self, member: &'static Member, _len: usize) {
        self.begin(member, '[', false);
    }

    fn end_list(&mut self) {
        self.end(']');
    }

    fn begin_map(&mut self, member: &'static Member, _len: usize) {
        self.begin(member, '{', false);
    }

    fn key(&mut self, key: &str) {
        if self.follows() {
            self.out.push(',');
        }
        escape::write(&mut self.out, key);
        self.out.push(':');
    }

    fn end_map(&mut self) {
        self.end('}');
    }

    fn null(&mut self, member: &'static Member) {
        self.before(member).push_str("null");
    }

    fn boolean(&mut self, member: &'static Member, value: bool) {
        self.before(member).push_str(if value { "true" } else { "false" });
    }

    fn integer(&mut self, member: &'static Member, value: i64) {
        print(self.before(member), format_args!("{value}"));
    }

    fn float(&mut self, member: &'static Member, value: f32) {
        let out = self.before(member);
        match value.is_finite() {
            // By itself, since the digits of the double that it equals would be more.
            true => print(out, format_args!("{value:?}")),
            false => not_finite(out, f64::from(value)),
        }
    }

    fn double(&mut self, member: &'static Member, value: f64) {
        double(self.before(member), value);
    }

    fn big_integer(&mut self, member: &'static Member, value: &BigInteger) {
        number::write_big(self.before(member), value.as_ref());
    }

    fn big_decimal(&mut self, member: &'static Member, value: &BigDecimal) {
        number::write_big(self.before(member), value.as_ref());
    }

    fn string(&mut self, member: &'static Member, value: &str) {
        escape::write(self.before(member), value);
    }

    fn blob(&mut self, member: &'static Member, value: &Blob) {
        let out = self.before(member);
        out.push('"');
        STANDARD.encode_string(value, out);
        out.push('"');
    }

    fn timestamp(&mut self, member: &'static Member, value: &DateTime) {
        let format = member.timestamp_format().unwrap_or(self.default_timestamp);
        let out = self.before(member);
        let quote = if format == DateTimeFormat::EpochSeconds {
            ""
        } else {
            "\""
        };
        out.push_str(quote);
        let written = value.write(format, out);
        out.push_str(quote);
        if let Err(error) = written {
            self.error
                .get_or_insert_with(|| WriteError::new(format!("member {}: {error}", member.name)));
        }
    }

    fn document(&mut self, member: &'static Member, value: &Document) {
        document::write(self.before(member), value);
    }

    fn unknown(&mut self, value: &UnknownVariant) {
        if let Some(content) = value.json() {
            self.key(value.tag());
            self.out.push_str(content);
        }
    }
}
