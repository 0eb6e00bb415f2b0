//! The fast path for member names: services write them without whitespace and in the same order
//! each time.

use super::Lexer;
use super::string::plain_end;
use crate::schema::{EncodedName, Member, NameCache, Schema};
use crate::serde::{MemberSlot, Start};
use crate::text::is_equal;

/// A member that was expected and is next.
pub(in crate::codec::json) enum Expected<'a> {
    /// A string: the position behind its quote, and the bytes from there.
    Text(usize, &'a [u8; 32]),
    /// The position of another value.
    Value(usize),
}

/// Returns the value of the member whose name is expected at this position of a text. Returns
/// `None` if another name is there, if whitespace or null follows, or if the text is near its end.
// Without optimization, the inner functions have stack frames of their own, which would otherwise
// stay while a value is read.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(in crate::codec::json) fn expected_member<'a>(
    text: &'a str,
    name: &EncodedName,
    at: usize,
) -> Option<Expected<'a>> {
    let window: &[u8; 64] = text.as_bytes().get(at..)?.first_chunk()?;
    let length = name.short_length(window)?;
    let value = *window.get(length)?;
    if value == b'"' {
        let payload = window.get(length + 1..)?.first_chunk()?;
        return Some(Expected::Text(at + length + 1, payload));
    }
    // The slow path skips null.
    match value {
        0..=b' ' | b'n' => None,
        _ => Some(Expected::Value(at + length)),
    }
}

/// Sets a slot to the string that begins at this position of a text, if it has no escapes. Returns
/// the position of its closing quote. Otherwise the error is the end of its first plain characters.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(in crate::codec::json) fn set_plain(
    text: &str,
    start: usize,
    payload: &[u8; 32],
    slot: &mut dyn MemberSlot,
    member: &Member,
) -> Result<usize, usize> {
    if member.may_have_starts() {
        match slot.set_start(payload, member) {
            Start::Length(length) => return Ok(start + length),
            Start::Other => {}
            Start::Never => member.record_no_starts(),
        }
    }
    let bytes = text.as_bytes();
    let end = plain_end(bytes, payload, start);
    match bytes.get(end) {
        Some(b'"') if text.get(start..end).is_some_and(|plain| slot.set_text(plain, member)) => Ok(end),
        _ => Err(end),
    }
}

impl Lexer<'_> {
    #[inline(always)]
    fn take_name(&mut self, name: &EncodedName, start: usize) -> bool {
        let quoted = name.text().as_bytes();
        let bytes = self.text.as_bytes();
        let is_next = bytes.get(start..start + quoted.len() + 1).is_some_and(|text| {
            // The slow path skips null.
            matches!(text, [found @ .., value] if *value > b' ' && *value != b'n' && is_equal(found, quoted))
        });
        if is_next {
            self.at = start + quoted.len();
        }
        is_next
    }

    /// Moves to the value of the next member, for any member of the schema, if it follows without
    /// whitespace, and its value is not null; stays where it is otherwise. Returns its index.
    pub(in crate::codec::json) fn take_member(
        &mut self,
        schema: &Schema,
        position: usize,
        is_first: bool,
    ) -> Option<usize> {
        let names = schema.encoded_names(NameCache::Json, super::super::quoted);
        let start = self.at + usize::from(!is_first);
        if self.text.as_bytes().get(start) != Some(&b'"') || !(is_first || self.peek() == b',') {
            return None;
        }
        let mut take = |index: usize| {
            let name = names.get(index)?;
            self.take_name(name, start).then_some(index)
        };
        let expected = schema.order_hint(position);
        if let Some(index) = take(expected) {
            return Some(index);
        }
        // Most often the expected member has no value in this body, and the next one in the order
        // has. The order is only recorded if the order of the model is all that is known.
        let near = take(schema.order_hint(expected + 1));
        let index = near.or_else(|| (0..names.len()).find_map(take))?;
        if near.is_none() || expected == position {
            schema.record_order(position, index);
        }
        Some(index)
    }
}
