//! Structures that keep the members that are not in the model.

use super::super::FORMAT;
use super::super::path::Opened;
use super::shapes::UNFIT;
use super::{JsonDeserializer, Name};
use crate::primitives::{DateTimeFormat, UnknownMembers, date_time};
use crate::schema::Schema;
use crate::serde::{DeserializeError, MemberSlot, ShapeDeserializer as _};

impl JsonDeserializer<'_> {
    /// Reads a structure, and keeps unknown members and the spelling of timestamps.
    pub(super) fn structure_and_unknown(
        &mut self,
        schema: &'static Schema,
        slots: &mut [&mut dyn MemberSlot],
        unknown: &mut UnknownMembers,
    ) -> Result<(), DeserializeError> {
        self.open(b'{', "a structure", Opened::Structure(schema))?;
        while let Some(name) = self.next_valued()? {
            let start = self.lexer.position();
            match name {
                Name::Unknown(name) => {
                    let name = name.into_owned();
                    self.skip_value()?;
                    unknown.push(&FORMAT, &name, self.lexer.since(start));
                }
                Name::Known(index) => {
                    let (Some(slot), Some(member)) = (slots.get_mut(index), schema.member(index)) else {
                        return Err(self.error(UNFIT));
                    };
                    self.value(*slot, member)?;
                    let has_spellings = member.traits().timestamp_format() == Some(DateTimeFormat::DateTime);
                    let content = self.lexer.since(start);
                    if has_spellings && canonical(content).is_some_and(|canonical| canonical != content) {
                        unknown.push_spelling(&FORMAT, member.name, content);
                    }
                }
            }
        }
        Ok(())
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
