//! Reads the members of structures, which is the hot path of the deserializer.

use super::super::lexer::{Expected, expected_member, set_plain};
use super::super::path::Opened;
use super::super::{FORMAT, quoted};
use super::JsonDeserializer;
use crate::primitives::{DateTimeFormat, UnknownMembers, date_time};
use crate::schema::{EncodedName, Member, NameCache, Schema};
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer as _};

const UNFIT: &str = "the schema does not match the shape";

impl JsonDeserializer<'_> {
    /// Reads a structure. Unknown members and the spelling of timestamps are stored in `unknown`,
    /// if it is set.
    #[inline(always)]
    pub(super) fn members(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
        mut unknown: Option<&mut UnknownMembers>,
    ) -> Result<(), DeserializeError> {
        let mut run = self.start(schema, slots.len())?;
        while let Some(index) = self.next_other(&mut run, slots, unknown.as_deref_mut())? {
            let (Some(slot), Some(member)) = (slots.get_mut(index), run.members.get(index)) else {
                return Err(self.error(UNFIT));
            };
            slot.read_member(self)?;
            run.advance(member, self.lexer.position());
        }
        Ok(())
    }

    /// Opens a structure.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn start<'r>(&mut self, schema: &'static Schema, slots: usize) -> Result<Run<'r>, DeserializeError>
    where
        Self: 'r,
    {
        self.open(b'{', "a structure", Opened::Structure(schema))?;
        let members = schema.members();
        // With one length for all, one check of an index is enough.
        let names = schema.encoded_names(NameCache::Json, quoted).get(..members.len());
        let (Some(names), true) = (names, members.len() == slots) else {
            return Err(self.error(UNFIT));
        };
        let at = self.lexer.position();
        Ok(Run {
            names,
            members,
            text: self.lexer.whole(),
            hint: schema.first_hint(),
            name: at,
            at,
        })
    }

    /// Reads members whose values are strings. Moves to the value of the next other one, and
    /// returns its index, or moves out of the structure.
    // Without optimization, this function and those that it calls have stack frames of their own,
    // which would otherwise stay while a value is read.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn next_other(
        &mut self,
        run: &mut Run<'_>,
        slots: &mut [&mut dyn MemberSlot],
        mut unknown: Option<&mut UnknownMembers>,
    ) -> Result<Option<usize>, DeserializeError> {
        loop {
            let (index, start, special) = match self.texts(run, slots, unknown.as_deref_mut()) {
                Next::Value(index, start) => {
                    self.read = index + 2;
                    self.lexer.go_to(start);
                    return Ok(Some(index));
                }
                Next::Text(index, start, special) => (index, start, Some(special)),
                Next::End => return Ok(None),
                Next::Other => match self.another_member(unknown.as_deref_mut())? {
                    Some(index) if self.lexer.peek() == b'"' => (index, self.lexer.position() + 1, None),
                    other => {
                        self.read = other.map_or(self.read, |index| index + 2);
                        return Ok(other);
                    }
                },
            };
            let (Some(slot), Some(member)) = (slots.get_mut(index), run.members.get(index)) else {
                return Err(self.error(UNFIT));
            };
            self.read = index + 2;
            let at = self.text_value(start, special, *slot, member)?;
            if let Some(unknown) = &mut unknown {
                keep_spelling(member, run.text, start - 1, at, unknown);
            }
            run.advance(member, at);
        }
    }

    /// Reads members while they are in the expected order and have strings without escapes.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn texts(
        &mut self,
        run: &mut Run<'_>,
        slots: &mut [&mut dyn MemberSlot],
        mut unknown: Option<&mut UnknownMembers>,
    ) -> Next {
        while let Some(next) = run.names.get(run.hint)
            && let Some(expected) = expected_member(run.text, next, run.name)
            && let (Some(slot), Some(member)) = (slots.get_mut(run.hint), run.members.get(run.hint))
        {
            let (start, payload) = match expected {
                Expected::Text(start, payload) => (start, payload),
                Expected::Value(start) => return Next::Value(run.hint, start),
            };
            let at = match set_plain(run.text, start, payload, *slot, member) {
                Ok(quote) => quote + 1,
                Err(special) => return Next::Text(run.hint, start, special),
            };
            self.read = run.hint + 2;
            if let Some(unknown) = &mut unknown {
                keep_spelling(member, run.text, start - 1, at, unknown);
            }
            run.advance(member, at);
        }
        self.lexer.go_to(run.at);
        if self.lexer.take(b'}') {
            self.close();
            return Next::End;
        }
        Next::Other
    }
}

/// A run of members.
struct Run<'r> {
    names: &'r [EncodedName],
    members: &'static [Member],
    text: &'r str,
    /// The index of the member that is expected.
    hint: usize,
    /// The position of its name.
    name: usize,
    /// The position behind the last value.
    at: usize,
}

impl Run<'_> {
    /// Moves behind the value of a member. Expects the member that was next in the last body, if a
    /// comma follows.
    #[inline(always)]
    fn advance(&mut self, member: &Member, at: usize) {
        (self.at, self.hint) = (at, usize::MAX);
        if self.text.as_bytes().get(at) == Some(&b',') {
            (self.hint, self.name) = (member.next_hint(), at + 1);
        }
    }
}

/// The end of a run of members.
#[derive(Clone, Copy)]
enum Next {
    /// The expected member, with a string: the start of its content, and the end of the first plain
    /// characters.
    Text(usize, usize, usize),
    /// The expected member, with another value that begins here.
    Value(usize, usize),
    /// The end of the structure.
    End,
    /// Anything else.
    Other,
}

/// Stores the text of a timestamp in a format with more than one spelling if the serializer would
/// write it differently.
#[inline(always)]
fn keep_spelling(member: &Member, text: &str, start: usize, end: usize, unknown: &mut UnknownMembers) {
    if member.traits().timestamp_format() == Some(DateTimeFormat::DateTime) {
        keep_unusual(member, text.get(start..end).unwrap_or_default(), unknown);
    }
}

#[inline(never)]
fn keep_unusual(member: &Member, content: &str, unknown: &mut UnknownMembers) {
    if canonical(content).is_some_and(|canonical| canonical != content) {
        unknown.push_spelling(&FORMAT, member.name, content);
    }
}

/// Returns the text, in quotes, that the serializer writes for a timestamp.
pub(in crate::codec::json) fn canonical(content: &str) -> Option<String> {
    let text = content.strip_prefix('"')?.strip_suffix('"')?;
    let value = date_time::parse(text, DateTimeFormat::DateTimeWithOffset).ok()?;
    let mut canonical = "\"".to_owned();
    date_time::write(&value, DateTimeFormat::DateTime, &mut canonical).ok()?;
    canonical.push('"');
    Some(canonical)
}
