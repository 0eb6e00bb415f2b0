//! Reads shapes from JSON text.

mod members;
mod shapes;

pub(super) use self::members::canonical;

use std::borrow::Cow;

use super::lexer::{LexError, Lexer};
use super::path::{Frame, Opened, path};
use super::{FORMAT, MAX_DEPTH, TOO_DEEP, json_name, skip};
use crate::codec::stack::{EXHAUSTED, StackBudget};
use crate::primitives::{DateTimeFormat, UnknownMembers};
use crate::schema::{Member, Schema};
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer};

/// The number of levels for which the stack is not measured.
const FEW: usize = 8;

/// Reads one JSON value straight from the bytes of a body, without an intermediate tree.
///
/// It is strict about the syntax (RFC 8259, without a byte order mark) and nests 128 levels at
/// most. Half of a surrogate pair in an escape becomes U+FFFD. If a key occurs twice, the last one
/// counts. Unknown members are skipped, and only their syntax is checked.
pub struct JsonDeserializer<'a> {
    lexer: Lexer<'a>,
    /// The open frames.
    frames: Vec<Frame>,
    read: usize,
    /// The buffer for strings with escapes.
    scratch: String,
    default_timestamp: DateTimeFormat,
    stack: StackBudget,
}

impl<'a> JsonDeserializer<'a> {
    /// Creates a deserializer of these bytes. Timestamps have the default format if their member
    /// has no `timestampFormat`. Bytes that are not UTF-8 end the text.
    pub fn new(bytes: &'a [u8], default_timestamp: DateTimeFormat) -> Self {
        Self::of_lexer(Lexer::new(bytes), default_timestamp)
    }

    /// Creates a deserializer of this text. Timestamps have the default format if their member has
    /// no `timestampFormat`.
    pub fn of_text(text: &'a str, default_timestamp: DateTimeFormat) -> Self {
        Self::of_lexer(Lexer::of_text(text), default_timestamp)
    }

    fn of_lexer(lexer: Lexer<'a>, default_timestamp: DateTimeFormat) -> Self {
        Self {
            lexer,
            frames: Vec::with_capacity(8),
            read: 0,
            scratch: String::new(),
            default_timestamp,
            stack: StackBudget::new(),
        }
    }

    /// Checks that nothing but whitespace follows the value.
    pub fn end(&mut self) -> Result<(), DeserializeError> {
        self.lexer.skip_whitespace();
        match self.lexer.is_at_end() {
            true => Ok(()),
            false => Err(self.expected("the end of the body")),
        }
    }

    #[cold]
    fn locate(&self, fault: LexError) -> DeserializeError {
        let path = path(&self.frames, self.read, &self.lexer);
        DeserializeError::new(path, fault.problem, Some(fault.offset))
    }

    #[cold]
    fn expected(&self, what: &str) -> DeserializeError {
        self.locate(self.lexer.expected(what))
    }

    #[inline(always)]
    fn open(&mut self, bracket: u8, what: &str, opened: Opened) -> Result<(), DeserializeError> {
        let depth = self.frames.len();
        // A few levels fit into any stack.
        let is_deep = depth > FEW && (depth >= MAX_DEPTH || !self.stack.is_left());
        if is_deep || self.lexer.peek() != bracket {
            return Err(self.cannot_open(bracket, what));
        }
        self.lexer.bump();
        self.put(opened);
        Ok(())
    }

    #[cold]
    fn cannot_open(&self, bracket: u8, what: &str) -> DeserializeError {
        match self.lexer.peek() == bracket {
            true if self.frames.len() >= MAX_DEPTH => self.error(TOO_DEEP),
            true => self.error(EXHAUSTED),
            false => self.expected(what),
        }
    }

    #[inline(always)]
    fn put(&mut self, opened: Opened) {
        let around = std::mem::replace(&mut self.read, 0);
        self.frames.push(Frame { opened, around });
    }

    /// Leaves the innermost container.
    #[inline(always)]
    fn close(&mut self) {
        self.read = self.frames.pop().map_or(0, |frame| frame.around);
    }

    /// Returns the schema of the structure that is open.
    fn schema(&self) -> Result<&'static Schema, DeserializeError> {
        match self.frames.last() {
            Some(Frame {
                opened: Opened::Structure(schema),
                ..
            }) => Ok(schema),
            _ => Err(self.error("no structure is open")),
        }
    }

    /// Moves to the next entry of the container that this bracket closes, or out of it.
    fn next_entry(&mut self, close: u8, is_first: bool) -> Result<bool, DeserializeError> {
        let follows = self
            .lexer
            .next_entry(close, is_first)
            .map_err(|fault| self.locate(fault))?;
        if !follows {
            self.close();
        }
        Ok(follows)
    }

    /// Returns the name that is next.
    fn name(&mut self) -> Result<Cow<'a, str>, DeserializeError> {
        self.lexer.name().map_err(|fault| self.locate(fault))
    }

    /// Moves to the next element that is not null, or out of the list.
    #[inline(never)]
    fn next_other_value(&mut self) -> Result<bool, DeserializeError> {
        while self.next_element()? {
            if !self.null()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn skip_value(&mut self) -> Result<(), DeserializeError> {
        skip::value(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    /// Moves to the value of the next known member, however it is written, or out of the structure.
    /// Unknown members are added to `unknown`.
    #[inline(never)]
    fn another_member(&mut self, unknown: Option<&mut UnknownMembers>) -> Result<Option<usize>, DeserializeError> {
        if self.lexer.take(b'}') {
            self.close();
            return Ok(None);
        }
        let (schema, read) = (self.schema()?, self.read);
        if let Some(index) = self.lexer.take_member(schema, read.saturating_sub(1), read == 0) {
            self.read = index + 2;
            return Ok(Some(index));
        }
        let mut unknown = unknown;
        loop {
            match self.next_valued()? {
                None => return Ok(None),
                Some(Name::Known(index)) => return Ok(Some(index)),
                Some(Name::Unknown(name)) => {
                    let start = self.lexer.position();
                    self.skip_value()?;
                    if let Some(unknown) = &mut unknown {
                        unknown.push(&FORMAT, &name, self.lexer.since(start));
                    }
                }
            }
        }
    }

    /// Moves to the value of the next member, known or not, that is not null.
    #[inline(never)]
    fn next_valued(&mut self) -> Result<Option<Name<'a>>, DeserializeError> {
        let schema = self.schema()?;
        loop {
            let is_first = self.read == 0;
            self.read = self.read.max(1);
            if !self.next_entry(b'}', is_first)? {
                return Ok(None);
            }
            let name = self.name()?;
            let index = schema.members().iter().position(|member| json_name(member) == name);
            self.read = index.map_or(1, |index| index + 2);
            if !self.null()? {
                return Ok(Some(index.map_or(Name::Unknown(name), Name::Known)));
            }
        }
    }

    /// Reads the string that begins at `start` into its slot. Its first plain characters end at
    /// `special`, if this is known. Returns the position behind it.
    #[inline(never)]
    fn text_value(
        &mut self,
        start: usize,
        special: Option<usize>,
        slot: &mut dyn MemberSlot,
        member: &Member,
    ) -> Result<usize, DeserializeError> {
        let plain = match special {
            Some(_) => None,
            None => self.lexer.take_plain_string(),
        };
        if plain.is_some_and(|plain| slot.set_text(plain, member)) {
            return Ok(self.lexer.position());
        }
        self.scratch.clear();
        let text = self.lexer.unescape(start, special.unwrap_or(start), &mut self.scratch);
        if text.is_err() || !slot.set_text(&self.scratch, member) {
            self.lexer.go_to(start - 1);
            slot.read_member(self)?;
        }
        Ok(self.lexer.position())
    }

    /// Reads the string that is next.
    #[inline(never)]
    fn any_text(&mut self) -> Result<&str, DeserializeError> {
        self.scratch.clear();
        match self.lexer.text("a string", &mut self.scratch) {
            Ok(Some(plain)) => Ok(plain),
            Ok(None) => Ok(&self.scratch),
            Err(fault) => Err(self.locate(fault)),
        }
    }
}

/// A member's name: its index if it is in the schema.
enum Name<'a> {
    Known(usize),
    Unknown(Cow<'a, str>),
}
