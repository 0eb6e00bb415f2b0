//! The methods of the deserializer, which shapes call for each value.

use std::borrow::Cow;

use super::super::path::{Frame, Opened, timestamp_format};
use super::super::{FORMAT, document, scalar};
use super::{JsonDeserializer, Name};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, UnknownMembers, UnknownVariant};
use crate::schema::Schema;
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer, Variant};

/// The key by which some services name the shape within a union. It is not a variant.
const TYPE: &str = "__type";

impl ShapeDeserializer for JsonDeserializer<'_> {
    fn structure(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
    ) -> Result<(), DeserializeError> {
        self.members(schema, slots, None)
    }

    fn structure_with_unknown(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
        unknown: &mut UnknownMembers,
    ) -> Result<(), DeserializeError> {
        self.members(schema, slots, Some(unknown))
    }

    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, DeserializeError> {
        self.open(b'{', "a union", Opened::Structure(schema))?;
        if let Some(index) = self.lexer.take_member(schema, 0, true) {
            self.read = index + 2;
            return Ok(Variant::Known(index));
        }
        let opened = self.lexer.clone();
        loop {
            // `end_union` reads the closing bracket.
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
                    return Ok(Variant::Unknown(UnknownVariant::new(
                        tag.into_owned(),
                        &FORMAT,
                        content,
                    )));
                }
                Some(Name::Unknown(_)) => self.skip_value()?,
                None => {
                    // All members are null, and `end_union` skips them again.
                    self.lexer = opened;
                    self.put(Opened::Structure(schema));
                    return Ok(Variant::Unknown(UnknownVariant::default()));
                }
            }
        }
    }

    fn end_union(&mut self) -> Result<(), DeserializeError> {
        if self.lexer.take(b'}') {
            self.close();
            return Ok(());
        }
        loop {
            match self.next_valued()? {
                None => return Ok(()),
                Some(Name::Unknown(tag)) if tag == TYPE => self.skip_value()?,
                Some(_) => return Err(self.error("a union has one variant, found another one")),
            }
        }
    }

    fn begin_list(&mut self) -> Result<(), DeserializeError> {
        let start = self.lexer.position() + 1;
        self.open(b'[', "a list", Opened::List { start })
    }

    fn next_element(&mut self) -> Result<bool, DeserializeError> {
        let is_first = self.read == 0;
        self.read += 1;
        self.next_entry(b']', is_first)
    }

    fn next_value(&mut self) -> Result<bool, DeserializeError> {
        // The fast path for the form that services send: no whitespace and no null.
        let is_first = self.read == 0;
        match self.lexer.peek() {
            b',' if !is_first && self.lexer.is_plain_at(1) => {
                self.lexer.bump();
                self.read += 1;
                Ok(true)
            }
            b']' => {
                self.lexer.bump();
                self.close();
                Ok(false)
            }
            _ if is_first && self.lexer.is_plain_at(0) => {
                self.read = 1;
                Ok(true)
            }
            _ => self.next_other_value(),
        }
    }

    fn texts(&mut self, take: &mut dyn FnMut(&str, bool)) {
        loop {
            let before = self.lexer.position();
            if self.read > 0 && !self.lexer.take(b',') {
                return;
            }
            let Some(text) = self.lexer.take_plain_string() else {
                return self.lexer.go_to(before);
            };
            self.read += 1;
            take(text, self.lexer.peek() == b',');
        }
    }

    fn reserve_hint(&self, len: usize, size: usize) -> usize {
        match self.frames.last() {
            _ if len > 0 => len,
            _ if self.lexer.peek() == b']' => 1,
            // A list in the outermost structure is usually most of the response. The capacity is
            // estimated as if the rest of the body were elements like the first, unless they take
            // up much more memory than their text.
            Some(Frame {
                opened: Opened::List { start },
                ..
            }) if self.frames.len() <= 2 => {
                let rest = self.lexer.rest_length();
                let guess = rest / (self.lexer.position() - start).max(1);
                (guess + guess / 8).min(2 * rest / size.max(1)) + 1
            }
            _ => 4,
        }
    }

    fn begin_map(&mut self) -> Result<(), DeserializeError> {
        self.open(b'{', "a map", Opened::Map)
    }

    fn next_key(&mut self) -> Result<Option<String>, DeserializeError> {
        // An error before the value is reported at the map, not at the previous entry.
        let is_first = std::mem::replace(&mut self.read, 0) == 0;
        if !self.next_entry(b'}', is_first)? {
            return Ok(None);
        }
        let start = self.lexer.position();
        let name = self.name()?;
        self.read = start;
        Ok(Some(name.into_owned()))
    }

    fn null(&mut self) -> Result<bool, DeserializeError> {
        if self.lexer.peek() != b'n' {
            return Ok(false);
        }
        self.lexer.literal("null").map_err(|fault| self.locate(fault))?;
        Ok(true)
    }

    fn boolean(&mut self) -> Result<bool, DeserializeError> {
        scalar::boolean(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, DeserializeError> {
        scalar::integer(&mut self.lexer, min, max).map_err(|fault| self.locate(fault))
    }

    fn float(&mut self) -> Result<f32, DeserializeError> {
        scalar::float(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    fn double(&mut self) -> Result<f64, DeserializeError> {
        scalar::double(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    fn big_integer(&mut self) -> Result<BigInteger, DeserializeError> {
        scalar::big(&mut self.lexer, "an integer").map_err(|fault| self.locate(fault))
    }

    fn big_decimal(&mut self) -> Result<BigDecimal, DeserializeError> {
        scalar::big(&mut self.lexer, "a number").map_err(|fault| self.locate(fault))
    }

    fn string(&mut self) -> Result<String, DeserializeError> {
        self.any_text().map(str::to_owned)
    }

    fn text(&mut self) -> Result<Cow<'_, str>, DeserializeError> {
        self.any_text().map(Cow::Borrowed)
    }

    fn blob(&mut self) -> Result<Blob, DeserializeError> {
        scalar::blob(&mut self.lexer).map_err(|fault| self.locate(fault))
    }

    fn timestamp(&mut self) -> Result<DateTime, DeserializeError> {
        let format = timestamp_format(&self.frames, self.read).unwrap_or(self.default_timestamp);
        scalar::timestamp(&mut self.lexer, format).map_err(|fault| self.locate(fault))
    }

    fn document(&mut self) -> Result<Document, DeserializeError> {
        document::read(&mut self.lexer, self.frames.len()).map_err(|fault| self.locate(fault))
    }

    fn skip(&mut self) -> Result<(), DeserializeError> {
        self.skip_value()
    }

    fn error(&self, problem: &str) -> DeserializeError {
        self.locate(self.lexer.fault(problem.to_owned()))
    }
}
