//! The fast path for member names: services write them without whitespace and in the same order
//! each time.

use super::Lexer;
use super::string::plain_end;
use crate::schema::{EncodedName, NameCache, Schema};
use crate::text::is_equal;

/// A member that was expected and is next.
pub(in crate::codec::json) enum Expected<'a> {
    /// A string without escapes, and the position after it.
    Plain(&'a str, usize),
    /// The position of another value.
    Value(usize),
}

impl<'a> Lexer<'a> {
    /// Returns the value of the member whose name is expected at this position. Returns `None` if
    /// another name is there, if whitespace or null follows, or if the text is near its end. The
    /// position does not change.
    #[inline(always)]
    pub(in crate::codec::json) fn expected_member(&self, name: &EncodedName, at: usize) -> Option<Expected<'a>> {
        let bytes = self.text.as_bytes();
        let window = bytes.get(at..)?.first_chunk()?;
        let length = name.short_length(window)?;
        let start = at + length + 1;
        match window.get(length) {
            Some(b'"') => {
                let end = plain_end(bytes, window.get(length + 1..)?, start);
                match bytes.get(end) {
                    Some(b'"') => Some(Expected::Plain(self.text.get(start..end)?, end + 1)),
                    _ => Some(Expected::Value(start - 1)),
                }
            }
            // The slow path skips null.
            Some(0..=b' ' | b'n') => None,
            _ => Some(Expected::Value(start - 1)),
        }
    }

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
