//! Reads the members of structures, which is the hot path of the deserializer.

use super::super::lexer::Expected;
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
        self.open(b'{', "a structure", Opened::Structure(schema))?;
        let members = schema.members();
        let names = schema.encoded_names(NameCache::Json, quoted);
        if members.len() != slots.len() {
            return Err(self.error(UNFIT));
        }
        let (mut hint, mut name) = (schema.first_hint(), self.lexer.position());
        loop {
            let run = Run {
                names,
                members,
                hint,
                name,
            };
            let (index, is_expected) = match self.run(run, slots, unknown.as_deref_mut()) {
                Some(index) => (index, true),
                None if self.lexer.take(b'}') => {
                    self.close();
                    return Ok(());
                }
                None => match self.next_known(unknown.as_deref_mut())? {
                    Some(index) => (index, false),
                    None => return Ok(()),
                },
            };
            self.read = index + 2;
            let (Some(slot), Some(member)) = (slots.get_mut(index), members.get(index)) else {
                return Err(self.error(UNFIT));
            };
            let start = self.lexer.position();
            match self.lexer.peek() {
                // The run above would have read the expected member if its string had no escapes.
                b'"' => self.text_value(*slot, member, is_expected)?,
                _ => slot.read_member(self)?,
            }
            if let Some(unknown) = &mut unknown
                && is_date_time(member)
            {
                keep_spelling(member, self.lexer.since(start), unknown);
            }
            (hint, name) = match self.lexer.peek() {
                b',' => (member.next_hint(), self.lexer.position() + 1),
                _ => (usize::MAX, 0),
            };
        }
    }

    /// Reads members while they are in the expected order and have strings without escapes. Moves
    /// to the value of the next member if its name is the expected one, and returns its index.
    // A function of its own: without optimization, its stack frame would otherwise stay while a
    // value is read.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn run(
        &mut self,
        run: Run<'_>,
        slots: &mut [&mut dyn MemberSlot],
        mut unknown: Option<&mut UnknownMembers>,
    ) -> Option<usize> {
        let Run {
            names,
            members,
            mut hint,
            mut name,
        } = run;
        loop {
            let (plain, end) = match self.lexer.expected_member(names.get(hint)?, name)? {
                Expected::Plain(plain, end) => (plain, end),
                Expected::Value(value) => {
                    self.lexer.go_to(value);
                    return Some(hint);
                }
            };
            let (slot, member) = (slots.get_mut(hint)?, members.get(hint)?);
            if !slot.set_text(plain, member) {
                self.lexer.go_to(end - plain.len() - 2);
                return Some(hint);
            }
            self.read = hint + 2;
            self.lexer.go_to(end);
            if let Some(unknown) = &mut unknown
                && is_date_time(member)
            {
                keep_spelling(member, self.lexer.since(end - plain.len() - 2), unknown);
            }
            if self.lexer.peek() != b',' {
                return None;
            }
            (hint, name) = (member.next_hint(), end + 1);
        }
    }
}

/// The start of a run of members.
struct Run<'r> {
    names: &'r [EncodedName],
    members: &'static [Member],
    /// The index of the member that is expected.
    hint: usize,
    /// The position of its name.
    name: usize,
}

/// Returns whether the member is a timestamp in a format with more than one spelling.
#[inline(always)]
fn is_date_time(member: &Member) -> bool {
    member.traits().timestamp_format() == Some(DateTimeFormat::DateTime)
}

/// Stores the text of a timestamp that the serializer would write differently.
#[inline(never)]
fn keep_spelling(member: &Member, content: &str, unknown: &mut UnknownMembers) {
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
