//! Shapes out of JSON text.

use std::borrow::Cow;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;

use super::lexer::{Fault, Lexer};
use super::number::{self, Integer};
use super::path::{Frame, path, timestamp_format};
use super::{MAX_DEPTH, TOO_DEEP, document};
use crate::codec::{ReadError, ShapeReader, Variant};
use crate::primitives::{
    BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, DateTimeParseError, Document, UnknownVariant,
};
use crate::schema::Schema;

/// The key by which some services name the shape within a union; it is no variant.
const TYPE: &str = "__type";

/// Reads one JSON value straight from the bytes of a body, without a tree between.
///
/// It is strict about the syntax (RFC 8259, UTF-8 without a byte order mark) and nests 128 levels at most. Of keys that
/// come twice the last counts. Unknown members are passed over, checked for syntax alone.
pub struct JsonReader<'a> {
    lexer: Lexer<'a>,
    frames: Vec<Frame>,
    default_timestamp: DateTimeFormat,
}

impl<'a> JsonReader<'a> {
    /// Reads these bytes; timestamps have this format where their member does not say otherwise.
    pub fn new(bytes: &'a [u8], default_timestamp: DateTimeFormat) -> Self {
        Self {
            lexer: Lexer::new(bytes),
            frames: Vec::with_capacity(8),
            default_timestamp,
        }
    }

    /// Checks that nothing but whitespace follows the value.
    pub fn end(&mut self) -> Result<(), ReadError> {
        self.lexer.skip_whitespace();
        match self.lexer.is_at_end() {
            true => Ok(()),
            false => Err(self.expected("the end of the body")),
        }
    }

    #[cold]
    fn locate(&self, fault: Fault) -> ReadError {
        ReadError::new(path(&self.frames, &self.lexer), fault.problem, Some(fault.offset))
    }

    #[cold]
    fn expected(&self, what: &str) -> ReadError {
        self.locate(self.lexer.expected(what))
    }

    /// An error over a value that was read already.
    #[cold]
    fn error_at(&self, offset: usize, problem: impl Into<Cow<'static, str>>) -> ReadError {
        self.locate(Fault::new(problem, offset))
    }

    fn open(&mut self, bracket: u8, what: &str, frame: Frame) -> Result<(), ReadError> {
        if self.lexer.peek() != bracket {
            return Err(self.expected(what));
        }
        if self.frames.len() >= MAX_DEPTH {
            return Err(self.error(TOO_DEEP));
        }
        self.lexer.bump();
        self.frames.push(frame);
        Ok(())
    }

    /// Moves to the next entry of what this bracket closes, or out of it.
    fn next_entry(&mut self, close: u8, is_first: bool) -> Result<bool, ReadError> {
        let follows = self
            .lexer
            .next_entry(close, is_first)
            .map_err(|fault| self.locate(fault))?;
        if !follows {
            self.frames.pop();
        }
        Ok(follows)
    }

    /// The name that is next.
    fn name(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.lexer.name().map_err(|fault| self.locate(fault))
    }

    fn skip_value(&mut self) -> Result<(), ReadError> {
        self.lexer.skip_value().map_err(|fault| self.locate(fault))
    }

    /// The string that is next, or the error that something else than this is.
    fn text(&mut self, what: &str) -> Result<Cow<'a, str>, ReadError> {
        match self.lexer.peek() {
            b'"' => self.lexer.string().map_err(|fault| self.locate(fault)),
            _ => Err(self.expected(what)),
        }
    }

    /// The number that is next, and whether it is digits alone.
    fn number(&mut self, what: &str) -> Result<(&'a str, bool), ReadError> {
        match self.lexer.peek() {
            b'-' | b'0'..=b'9' => self.lexer.number().map_err(|fault| self.locate(fault)),
            _ => Err(self.expected(what)),
        }
    }

    /// A float or double, which awsJson sends as a string if it is not finite.
    fn floating<T: FromStr>(&mut self, specials: [(&str, T); 3], is_finite: fn(&T) -> bool) -> Result<T, ReadError> {
        let start = self.lexer.position();
        if self.lexer.peek() == b'"' {
            let text = self.text("a number")?;
            let special = specials.into_iter().find(|(name, _)| *name == text);
            return match special {
                Some((_, value)) => Ok(value),
                None => Err(self.error_at(start, "expected a number, found a string")),
            };
        }
        let (text, _) = self.number("a number")?;
        match text.parse().ok().filter(is_finite) {
            Some(value) => Ok(value),
            None => Err(self.error_at(start, "the number is out of range")),
        }
    }

    /// A number of any size, which may come as a string, since few JSON libraries keep all of its digits.
    fn big<T: FromStr>(&mut self, what: &'static str) -> Result<T, ReadError> {
        let start = self.lexer.position();
        let text = match self.lexer.peek() {
            b'"' => self.text(what)?,
            _ => Cow::Borrowed(self.number(what)?.0),
        };
        text.parse()
            .map_err(|_| self.error_at(start, format!("expected {what}, found another number or string")))
    }

    /// Moves to the value of the next member, known or not, that is not null.
    #[inline(never)]
    fn next_valued(&mut self) -> Result<Option<Name<'a>>, ReadError> {
        loop {
            let Some(Frame::Structure { schema, is_first, .. }) = self.frames.last_mut() else {
                return Err(self.error("no structure is open"));
            };
            let schema = *schema;
            let is_first = std::mem::replace(is_first, false);
            if !self.next_entry(b'}', is_first)? {
                return Ok(None);
            }
            let name = self.name()?;
            let index = schema.members.iter().position(|member| member.name == name);
            if let Some(Frame::Structure { member, .. }) = self.frames.last_mut() {
                *member = index;
            }
            if !self.null()? {
                return Ok(Some(index.map_or(Name::Unknown(name), Name::Known)));
            }
        }
    }
}

/// A member's name: its index where the schema knows it.
enum Name<'a> {
    Known(usize),
    Unknown(Cow<'a, str>),
}

impl ShapeReader for JsonReader<'_> {
    fn begin_structure(&mut self, schema: &'static Schema) -> Result<(), ReadError> {
        self.open(b'{', "a structure", Frame::structure(schema))
    }

    fn next_member(&mut self) -> Result<Option<usize>, ReadError> {
        // What services send: no whitespace, and members in the order of the model.
        if let Some(Frame::Structure { schema, member, is_first }) = self.frames.last_mut() {
            let expected = member.map_or(0, |member| member + 1);
            let following = schema.members.get(expected..).unwrap_or_default();
            if let Some(index) = self.lexer.take_member(following, *is_first) {
                *is_first = false;
                *member = Some(expected + index);
                return Ok(*member);
            }
            if self.lexer.take('}') {
                self.frames.pop();
                return Ok(None);
            }
        }
        loop {
            match self.next_valued()? {
                None => return Ok(None),
                Some(Name::Known(index)) => return Ok(Some(index)),
                Some(Name::Unknown(_)) => self.skip_value()?,
            }
        }
    }

    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, ReadError> {
        self.open(b'{', "a union", Frame::structure(schema))?;
        loop {
            // The closing bracket is left to `end_union`.
            self.lexer.skip_whitespace();
            if self.lexer.peek() == b'}' {
                return Ok(Variant::Unknown(UnknownVariant::default()));
            }
            match self.next_valued()? {
                Some(Name::Known(index)) => return Ok(Variant::Known(index)),
                Some(Name::Unknown(tag)) if tag != TYPE => {
                    let start = self.lexer.position();
                    self.skip_value()?;
                    let content = self.lexer.since(start).to_owned();
                    return Ok(Variant::Unknown(UnknownVariant::from_json(tag.into_owned(), content)));
                }
                Some(Name::Unknown(_)) => self.skip_value()?,
                None => return Err(self.error("no union is open")),
            }
        }
    }

    fn end_union(&mut self) -> Result<(), ReadError> {
        loop {
            match self.next_valued()? {
                None => return Ok(()),
                Some(Name::Unknown(tag)) if tag == TYPE => self.skip_value()?,
                Some(_) => return Err(self.error("a union holds one variant, found another")),
            }
        }
    }

    fn begin_list(&mut self) -> Result<(), ReadError> {
        self.open(b'[', "a list", Frame::List { count: 0 })
    }

    fn next_element(&mut self) -> Result<bool, ReadError> {
        let Some(Frame::List { count }) = self.frames.last_mut() else {
            return Err(self.error("no list is open"));
        };
        let is_first = *count == 0;
        *count += 1;
        self.next_entry(b']', is_first)
    }

    fn begin_map(&mut self) -> Result<(), ReadError> {
        self.open(b'{', "a map", Frame::Map { key: None })
    }

    fn next_key(&mut self) -> Result<Option<String>, ReadError> {
        let Some(Frame::Map { key }) = self.frames.last_mut() else {
            return Err(self.error("no map is open"));
        };
        let is_first = key.take().is_none();
        if !self.next_entry(b'}', is_first)? {
            return Ok(None);
        }
        let start = self.lexer.position();
        let name = self.name()?;
        if let Some(Frame::Map { key }) = self.frames.last_mut() {
            *key = Some(start);
        }
        Ok(Some(name.into_owned()))
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        if self.lexer.peek() != b'n' {
            return Ok(false);
        }
        self.lexer.literal("null").map_err(|fault| self.locate(fault))?;
        Ok(true)
    }

    fn boolean(&mut self) -> Result<bool, ReadError> {
        let (value, literal) = match self.lexer.peek() {
            b't' => (true, "true"),
            b'f' => (false, "false"),
            _ => return Err(self.expected("a boolean")),
        };
        self.lexer.literal(literal).map_err(|fault| self.locate(fault))?;
        Ok(value)
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, ReadError> {
        let start = self.lexer.position();
        let (text, is_digits) = self.number("an integer")?;
        let value = match is_digits {
            true => text.parse().map_or(Integer::TooLarge, Integer::Exact),
            false => number::integer(text),
        };
        match value {
            Integer::Exact(value) if (min..=max).contains(&value) => Ok(value),
            Integer::Fraction => Err(self.error_at(start, "expected an integer, found a fraction")),
            _ => Err(self.error_at(start, format!("expected an integer from {min} to {max}, found another"))),
        }
    }

    fn float(&mut self) -> Result<f32, ReadError> {
        let specials = [("NaN", f32::NAN), ("Infinity", f32::INFINITY), ("-Infinity", f32::NEG_INFINITY)];
        self.floating(specials, |value| value.is_finite())
    }

    fn double(&mut self) -> Result<f64, ReadError> {
        let specials = [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)];
        self.floating(specials, |value| value.is_finite())
    }

    fn big_integer(&mut self) -> Result<BigInteger, ReadError> {
        self.big("an integer")
    }

    fn big_decimal(&mut self) -> Result<BigDecimal, ReadError> {
        self.big("a number")
    }

    fn string(&mut self) -> Result<String, ReadError> {
        match self.lexer.take_plain_string() {
            Some(plain) => Ok(plain.to_owned()),
            None => self.text("a string").map(Cow::into_owned),
        }
    }

    fn with_str(&mut self, take: &mut dyn FnMut(&str)) -> Result<(), ReadError> {
        match self.lexer.take_plain_string() {
            Some(plain) => take(plain),
            None => take(&self.text("a string")?),
        }
        Ok(())
    }

    fn blob(&mut self) -> Result<Blob, ReadError> {
        let start = self.lexer.position();
        let text = self.text("a blob in base64")?;
        match STANDARD_PAD_INDIFFERENT.decode(text.as_bytes()) {
            Ok(bytes) => Ok(Blob::new(bytes)),
            Err(_) => Err(self.error_at(start, "expected a blob in base64, found another string")),
        }
    }

    fn timestamp(&mut self) -> Result<DateTime, ReadError> {
        let start = self.lexer.position();
        let format = timestamp_format(&self.frames).unwrap_or(self.default_timestamp);
        let parsed = match format {
            DateTimeFormat::EpochSeconds => {
                let (text, _) = self.number("a timestamp in seconds since the epoch")?;
                DateTime::from_str(text, format)
            }
            DateTimeFormat::HttpDate => DateTime::from_str(&self.text("a timestamp as an HTTP date")?, format),
            DateTimeFormat::DateTime | DateTimeFormat::DateTimeWithOffset => {
                let text = self.text("a timestamp as an RFC 3339 date-time")?;
                DateTime::from_str(&text, DateTimeFormat::DateTimeWithOffset)
            }
        };
        parsed.map_err(|error: DateTimeParseError| self.error_at(start, error.to_string()))
    }

    fn document(&mut self) -> Result<Document, ReadError> {
        document::read(&mut self.lexer, self.frames.len()).map_err(|fault| self.locate(fault))
    }

    fn error(&self, problem: &str) -> ReadError {
        self.error_at(self.lexer.position(), problem.to_owned())
    }
}
