//! Shapes out of JSON text.

mod shapes;

use std::borrow::Cow;

use super::lexer::{Fault, Lexer};
use super::path::{Frame, path};
use super::{MAX_DEPTH, TOO_DEEP, skip};
use crate::codec::{ReadError, ShapeReader};
use crate::primitives::DateTimeFormat;

/// Reads one JSON value straight from the bytes of a body, without a tree between.
///
/// It is strict about the syntax (RFC 8259, UTF-8 without a byte order mark) and nests 128 levels at most. Of keys that
/// come twice the last counts. Unknown members are passed over, checked for syntax alone.
pub struct JsonReader<'a> {
    lexer: Lexer<'a>,
    /// What is open, and around it what else is.
    frame: Frame,
    around: Vec<Frame>,
    /// Where strings with escapes are put together.
    scratch: String,
    default_timestamp: DateTimeFormat,
}

impl<'a> JsonReader<'a> {
    /// Reads these bytes; timestamps have this format where their member does not say otherwise.
    pub fn new(bytes: &'a [u8], default_timestamp: DateTimeFormat) -> Self {
        Self {
            lexer: Lexer::new(bytes),
            frame: Frame::Root,
            around: Vec::with_capacity(8),
            scratch: String::new(),
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
        let path = path(&self.around, &self.frame, &self.lexer);
        ReadError::new(path, fault.problem, Some(fault.offset))
    }

    #[cold]
    fn expected(&self, what: &str) -> ReadError {
        self.locate(self.lexer.expected(what))
    }

    #[inline(always)]
    fn open(&mut self, bracket: u8, what: &str, frame: Frame) -> Result<(), ReadError> {
        if self.lexer.peek() != bracket || self.around.len() >= MAX_DEPTH {
            return Err(self.cannot_open(bracket, what));
        }
        self.lexer.bump();
        self.put(frame);
        Ok(())
    }

    #[cold]
    fn cannot_open(&self, bracket: u8, what: &str) -> ReadError {
        match self.lexer.peek() == bracket {
            true => self.error(TOO_DEEP),
            false => self.expected(what),
        }
    }

    #[inline(always)]
    fn put(&mut self, frame: Frame) {
        self.around.push(std::mem::replace(&mut self.frame, frame));
    }

    /// Leaves what is open.
    #[inline(always)]
    fn close(&mut self) {
        self.frame = self.around.pop().unwrap_or(Frame::Root);
    }

    /// Moves to the next entry of what this bracket closes, or out of it.
    fn next_entry(&mut self, close: u8, is_first: bool) -> Result<bool, ReadError> {
        let follows = self
            .lexer
            .next_entry(close, is_first)
            .map_err(|fault| self.locate(fault))?;
        if !follows {
            self.close();
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
        if let Frame::Structure { next, is_first, .. } = &mut self.frame {
            *next = member + 1;
            *is_first = false;
        }
    }

    /// Moves to the value of the next known member, however it is written, or out of the structure.
    #[inline(never)]
    fn next_known(&mut self) -> Result<Option<usize>, ReadError> {
        if self.lexer.take(b'}') {
            self.close();
            return Ok(None);
        }
        if let Frame::Structure { schema, next, is_first } = self.frame
            && let Some(index) = self.lexer.take_member(schema, next, is_first)
        {
            self.came_to(index);
            return Ok(Some(index));
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
            let Frame::Structure { schema, is_first, .. } = &mut self.frame else {
                return Err(self.error("no structure is open"));
            };
            let schema = *schema;
            let is_first = std::mem::replace(is_first, false);
            if !self.next_entry(b'}', is_first)? {
                return Ok(None);
            }
            let name = self.name()?;
            let index = schema.members.iter().position(|member| member.name == name);
            if let Frame::Structure { next, .. } = &mut self.frame {
                *next = index.map_or(0, |index| index + 1);
            }
            if !self.null()? {
                return Ok(Some(index.map_or(Name::Unknown(name), Name::Known)));
            }
        }
    }

    /// Reads a string into an allocation of its size.
    #[inline(always)]
    fn owned(&mut self) -> Result<String, ReadError> {
        match self.lexer.take_plain_string() {
            Some(plain) => Ok(plain.to_owned()),
            None => self.unescaped().map(str::to_owned),
        }
    }

    /// Reads a string of which is known that it is not without escapes.
    #[inline(never)]
    fn unescaped(&mut self) -> Result<&str, ReadError> {
        self.scratch.clear();
        match self.lexer.unescape("a string", &mut self.scratch) {
            Ok(()) => Ok(&self.scratch),
            Err(fault) => Err(self.locate(fault)),
        }
    }
}

/// A member's name: its index where the schema knows it.
enum Name<'a> {
    Known(usize),
    Unknown(Cow<'a, str>),
}
