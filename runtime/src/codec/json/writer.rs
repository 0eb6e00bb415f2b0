//! Writes shapes as JSON text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::reader::canonical;
use super::{FORMAT, document, escape, number, quoted};
use crate::primitives::{
    BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, UnknownMembers, UnknownVariant, date_time,
};
use crate::schema::{MemberRef, NameCache, Schema};
use crate::serde::{SerializeError, SerializeShape, ShapeSerializer};

/// The room for a value at first. Allocators serve what is below a kilobyte from caches of the
/// thread; glibc's ends at 1,032 bytes.
const CAPACITY: usize = 1_008;

/// Writes one JSON value, without whitespace.
#[derive(Debug)]
pub struct JsonSerializer {
    out: String,
    /// The quoted name of the member that is next, with its colon; empty in lists and maps.
    name: &'static str,
    default_timestamp: DateTimeFormat,
    has_big_number_strings: bool,
    error: Option<SerializeError>,
}

impl JsonSerializer {
    /// Creates a serializer with this format for timestamps whose member has no `timestampFormat`.
    pub fn new(default_timestamp: DateTimeFormat) -> Self {
        Self {
            out: String::with_capacity(CAPACITY),
            name: "",
            default_timestamp,
            has_big_number_strings: false,
            error: None,
        }
    }

    /// Sets whether bigIntegers and bigDecimals are written as strings.
    pub(super) fn write_big_numbers_as_strings(&mut self, is_on: bool) {
        self.has_big_number_strings = is_on;
    }

    fn big_number(&mut self, digits: &str) {
        match self.has_big_number_strings {
            true => escape::write(self.before(), digits),
            false => number::write_big(self.before(), digits),
        }
    }

    /// Returns the text, or the first error.
    pub fn finish(self) -> Result<Vec<u8>, SerializeError> {
        match self.error {
            None => Ok(self.out.into_bytes()),
            Some(error) => Err(error),
        }
    }

    /// Writes the text before a value: the comma after another value, and the member's name.
    #[inline]
    fn before(&mut self) -> &mut String {
        if self.follows() {
            self.out.push(',');
        }
        if !self.name.is_empty() {
            self.out.push_str(self.name);
        }
        &mut self.out
    }

    #[cold]
    fn fail(&mut self, problem: String) {
        self.error.get_or_insert_with(|| SerializeError::new(problem));
    }

    /// Returns whether another value precedes: no value ends in one of these bytes.
    #[inline]
    fn follows(&self) -> bool {
        !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':'))
    }
}

impl ShapeSerializer for JsonSerializer {
    fn structure(&mut self, _member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        self.before().push('{');
        let names = schema.encoded_names(NameCache::Json, quoted);
        for ((member, name), value) in schema.members().iter().zip(names).zip(values) {
            self.name = name.text();
            value.write(member, self);
        }
        self.name = "";
        self.out.push('}');
    }

    fn structure_with_unknown(
        &mut self,
        _member: MemberRef,
        schema: &'static Schema,
        values: &[&dyn SerializeShape],
        unknown: &UnknownMembers,
    ) {
        self.before().push('{');
        let names = schema.encoded_names(NameCache::Json, quoted);
        for ((member, name), value) in schema.members().iter().zip(names).zip(values) {
            self.name = name.text();
            value.write(member, self);
            // An unchanged value is written as it was spelled in the response.
            if let Some(spelling) = unknown.spelling_in(&FORMAT, member.name)
                && let Some(canonical) = canonical(spelling)
                && self.out.ends_with(&canonical)
            {
                self.out.truncate(self.out.len() - canonical.len());
                self.out.push_str(spelling);
            }
        }
        self.name = "";
        for (name, content) in unknown.contents_in(&FORMAT) {
            self.key(name);
            self.out.push_str(content);
        }
        self.out.push('}');
    }

    fn union(&mut self, _member: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        self.before().push('{');
        let name = schema.encoded_names(NameCache::Json, quoted).get(variant);
        if let (Some(name), Some(member)) = (name, schema.member(variant)) {
            self.name = name.text();
            value.write(member, self);
            self.name = "";
        }
        self.out.push('}');
    }

    fn unknown_union(&mut self, member: MemberRef, value: &UnknownVariant) {
        self.before().push('{');
        self.name = "";
        match value.content_in(&FORMAT).map(std::str::from_utf8) {
            Some(Ok(content)) => {
                self.key(value.tag());
                self.out.push_str(content);
            }
            _ if value.is_empty() => {}
            _ => self.fail(format!(
                "member {}: the unknown variant `{}` was read as {}, which JSON cannot write back",
                member.name,
                value.tag(),
                value.format_name().unwrap_or_default(),
            )),
        }
        self.out.push('}');
    }

    fn begin_list(&mut self, _member: MemberRef, _len: usize) {
        self.before().push('[');
        self.name = "";
    }

    fn end_list(&mut self) {
        self.out.push(']');
    }

    fn begin_map(&mut self, _member: MemberRef, _len: usize) {
        self.before().push('{');
        self.name = "";
    }

    fn key(&mut self, key: &str) {
        if self.follows() {
            self.out.push(',');
        }
        escape::write(&mut self.out, key);
        self.out.push(':');
    }

    fn end_map(&mut self) {
        self.out.push('}');
    }

    fn null(&mut self, _member: MemberRef) {
        self.before().push_str("null");
    }

    fn boolean(&mut self, _member: MemberRef, value: bool) {
        self.before().push_str(if value { "true" } else { "false" });
    }

    fn integer(&mut self, _member: MemberRef, value: i64) {
        number::print(self.before(), format_args!("{value}"));
    }

    fn float(&mut self, _member: MemberRef, value: f32) {
        let out = self.before();
        match value.is_finite() {
            // Formatted as `f32`: the equal double would have more digits.
            true => number::print(out, format_args!("{value:?}")),
            false => number::not_finite(out, f64::from(value)),
        }
    }

    fn double(&mut self, _member: MemberRef, value: f64) {
        number::double(self.before(), value);
    }

    fn big_integer(&mut self, _member: MemberRef, value: &BigInteger) {
        self.big_number(value.as_ref());
    }

    fn big_decimal(&mut self, _member: MemberRef, value: &BigDecimal) {
        self.big_number(value.as_ref());
    }

    fn string(&mut self, _member: MemberRef, value: &str) {
        escape::write(self.before(), value);
    }

    fn blob(&mut self, _member: MemberRef, value: &Blob) {
        let out = self.before();
        out.push('"');
        STANDARD.encode_string(value, out);
        out.push('"');
    }

    fn timestamp(&mut self, member: MemberRef, value: &DateTime) {
        let format = member.traits().timestamp_format().unwrap_or(self.default_timestamp);
        let out = self.before();
        let quote = if format == DateTimeFormat::EpochSeconds {
            ""
        } else {
            "\""
        };
        out.push_str(quote);
        let written = date_time::write(value, format, out);
        out.push_str(quote);
        if let Err(error) = written {
            self.fail(format!("member {}: {error}", member.name));
        }
    }

    fn document(&mut self, _member: MemberRef, value: &Document) {
        document::write(self.before(), value);
    }

    fn unsupported(&mut self, member: MemberRef, kind: &'static str) {
        self.fail(format!("member {}: JSON cannot represent {kind}", member.name));
    }
}
