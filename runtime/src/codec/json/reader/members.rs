//! The members of a structure, the hot path of reading.

use super::super::path::Opened;
use super::super::{FORMAT, quoted};
use super::JsonDeserializer;
use crate::primitives::{DateTimeFormat, UnknownMembers, date_time};
use crate::schema::{Member, NameCache, Schema};
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer as _};

const UNFIT: &str = "the schema does not fit the shape";

impl JsonDeserializer<'_> {
    /// Reads a structure. With `unknown`, keeps unknown members and the spelling of timestamps.
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
        let mut next = self.lexer.take_expected(names, schema.first_hint(), b'{');
        loop {
            let Some(index) = next else {
                if self.lexer.take(b'}') {
                    self.close();
                    return Ok(());
                }
                next = self.next_known(unknown.as_deref_mut())?;
                if next.is_none() {
                    return Ok(());
                }
                continue;
            };
            self.read = index + 2;
            let (Some(slot), Some(member)) = (slots.get_mut(index), members.get(index)) else {
                return Err(self.error(UNFIT));
            };
            let start = self.lexer.position();
            self.value(*slot, member)?;
            if let Some(unknown) = &mut unknown {
                self.keep_spelling(member, start, unknown);
            }
            next = self.lexer.take_expected(names, member.next_hint(), b',');
        }
    }

    /// Keeps the text of a timestamp that the serializer writes in another way.
    fn keep_spelling(&self, member: &Member, start: usize, unknown: &mut UnknownMembers) {
        if member.traits().timestamp_format() == Some(DateTimeFormat::DateTime) {
            let content = self.lexer.since(start);
            if canonical(content).is_some_and(|canonical| canonical != content) {
                unknown.push_spelling(&FORMAT, member.name, content);
            }
        }
    }
}

/// Returns the text that the serializer writes for a timestamp in quotes.
pub(in crate::codec::json) fn canonical(content: &str) -> Option<String> {
    let text = content.strip_prefix('"')?.strip_suffix('"')?;
    let value = date_time::parse(text, DateTimeFormat::DateTimeWithOffset).ok()?;
    let mut canonical = "\"".to_owned();
    date_time::write(&value, DateTimeFormat::DateTime, &mut canonical).ok()?;
    canonical.push('"');
    Some(canonical)
}
