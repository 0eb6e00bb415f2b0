//! Shapes out of JSON text.

use std::borrow::Cow;

use super::lexer::{Fault, Lexer};
use super::path::{Frame, path, timestamp_format};
use super::{MAX_DEPTH, TOO_DEEP, document, scalar, skip};
use crate::codec::{ReadError, ReadMember, ShapeReader, Variant};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, UnknownVariant};
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
        skip::value(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    /// Keeps which member of the structure that is open was read last.
    #[inline(always)]
    fn came_to(&mut self, member: usize) {
        if let Some(Frame::Structure { next, is_first, .. }) = self.frames.last_mut() {
            *next = member + 1;
            *is_first = false;
        }
    }

    /// Moves to the value of the next known member, however it is written, or out of the structure.
    #[inline(never)]
    fn next_known(&mut self) -> Result<Option<usize>, ReadError> {
        if self.lexer.take(b'}') {
            self.frames.pop();
            return Ok(None);
        }
        loop {
            match self.next_valued()? {
                None => return Ok(None),
                Some(Name::Known(index)) => return Ok(Some(index)),
                Some(Name::Unknown(_)) => self.skip_value()?,
            }
        }
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
            if let Some(Frame::Structure { next, .. }) = self.frames.last_mut() {
                *next = index.map_or(0, |index| index + 1);
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

    fn structure(&mut self, schema: &'static Schema, places: &mut [&mut dyn ReadMember]) -> Result<(), ReadError> {
        self.begin_structure(schema)?;
        let mut behind = 0;
        loop {
            let index = match self.lexer.take_member(schema, behind, behind == 0) {
                Some(index) => {
                    self.came_to(index);
                    index
                }
                None => match self.next_known()? {
                    Some(index) => index,
                    None => return Ok(()),
                },
            };
            behind = index + 1;
            if let Some(place) = places.get_mut(index) {
                place.read_member(self)?;
            }
        }
    }

    fn next_member(&mut self) -> Result<Option<usize>, ReadError> {
        if let Some(Frame::Structure { schema, next, is_first }) = self.frames.last_mut()
            && let Some(index) = self.lexer.take_member(schema, *next, *is_first)
        {
            *is_first = false;
            *next = index + 1;
            return Ok(Some(index));
        }
        self.next_known()
    }

    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, ReadError> {
        self.open(b'{', "a union", Frame::structure(schema))?;
        let opened = self.lexer.clone();
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
                None => {
                    // All that it holds is null, and `end_union` passes over that once more.
                    self.lexer = opened;
                    self.frames.push(Frame::structure(schema));
                    return Ok(Variant::Unknown(UnknownVariant::default()));
                }
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
        let start = self.lexer.position() + 1;
        self.open(b'[', "a list", Frame::List { count: 0, start })
    }

    fn next_element(&mut self) -> Result<bool, ReadError> {
        let Some(Frame::List { count, .. }) = self.frames.last_mut() else {
            return Err(self.error("no list is open"));
        };
        let is_first = *count == 0;
        *count += 1;
        self.next_entry(b']', is_first)
    }

    fn next_value(&mut self) -> Result<bool, ReadError> {
        while self.next_element()? {
            if !self.null()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn room(&self, len: usize, size: usize) -> usize {
        match self.frames.last() {
            _ if len > 0 => len,
            _ if self.lexer.peek() == b']' => 1,
            // A list of the outermost structure is, as a rule, what the response is about. All of the rest may be
            // elements like the first, unless they take up much more memory than text.
            Some(Frame::List { start, .. }) if self.frames.len() <= 2 => {
                let rest = self.lexer.rest_length();
                let guess = rest / (self.lexer.position() - start).max(1);
                (guess + guess / 8).min(2 * rest / size.max(1)) + 1
            }
            _ => 4,
        }
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
        scalar::boolean(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, ReadError> {
        scalar::integer(&mut self.lexer, min, max).map_err(|fault| self.locate(fault))
    }

    fn float(&mut self) -> Result<f32, ReadError> {
        scalar::float(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    fn double(&mut self) -> Result<f64, ReadError> {
        scalar::double(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    fn big_integer(&mut self) -> Result<BigInteger, ReadError> {
        scalar::big(&mut self.lexer, "an integer").map_err(|fault| self.locate(fault))
    }

    fn big_decimal(&mut self) -> Result<BigDecimal, ReadError> {
        scalar::big(&mut self.lexer, "a number").map_err(|fault| self.locate(fault))
    }

    fn string(&mut self) -> Result<String, ReadError> {
        if let Some(plain) = self.lexer.take_plain_string() {
            return Ok(plain.to_owned());
        }
        self.lexer
            .escaped_string("a string")
            .map_err(|fault| self.locate(fault))
    }

    fn text(&mut self) -> Result<Cow<'_, str>, ReadError> {
        if let Some(plain) = self.lexer.take_plain_string() {
            return Ok(Cow::Borrowed(plain));
        }
        self.lexer.string("a string").map_err(|fault| self.locate(fault))
    }

    fn blob(&mut self) -> Result<Blob, ReadError> {
        scalar::blob(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    fn timestamp(&mut self) -> Result<DateTime, ReadError> {
        let format = timestamp_format(&self.frames).unwrap_or(self.default_timestamp);
        scalar::timestamp(&mut self.lexer, format).map_err(|fault| self.locate(fault))
    }

    fn document(&mut self) -> Result<Document, ReadError> {
        document::read(&mut self.lexer, self.frames.len()).map_err(|fault| self.locate(fault))
    }

    fn error(&self, problem: &str) -> ReadError {
        self.locate(self.lexer.fault(problem.to_owned()))
    }
}
