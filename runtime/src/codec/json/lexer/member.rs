//! The names of a structure's members, as services write them: without whitespace and in an order
//! that they keep to.

use super::Lexer;
use crate::schema::{NameCache, Schema};
use crate::text::is_equal;

impl Lexer<'_> {
    /// Moves to the value of the next member if that is the one with this index, it follows without
    /// whitespace, and its value is not null; stays where it is otherwise. Returns its index.
    /// Before it is the opening bracket or a comma.
    #[inline(always)]
    pub(in crate::codec::json) fn take_expected(
        &mut self,
        names: &[&str],
        expected: usize,
        before: u8,
    ) -> Option<usize> {
        self.take_named(names.get(expected)?, before).then_some(expected)
    }

    /// Moves to the value of the next member in the same way, for any member of the schema.
    pub(in crate::codec::json) fn take_member(
        &mut self,
        schema: &Schema,
        position: usize,
        is_first: bool,
    ) -> Option<usize> {
        let names = schema.encoded_names(NameCache::Json, super::super::quoted);
        let before = if is_first { b'{' } else { b',' };
        if !self.is_name_next(before) {
            return None;
        }
        let mut take = |index: usize| {
            let name = names.get(index)?;
            self.take_named(name, before).then_some(index)
        };
        let expected = schema.order_hint(position);
        if let Some(index) = take(expected) {
            return Some(index);
        }
        // Most often the expected one has no value this time, and the next in the order has. That
        // is nothing to record, unless all that is known is the order of the model.
        let near = take(schema.order_hint(expected + 1));
        let index = near.or_else(|| (0..names.len()).find_map(take))?;
        if near.is_none() || expected == position {
            schema.record_order(position, index);
        }
        Some(index)
    }

    /// Whether a name follows what is before it without whitespace.
    #[inline]
    fn is_name_next(&self, before: u8) -> bool {
        let behind = self.at + usize::from(before == b',');
        self.text.as_bytes().get(behind) == Some(&b'"')
    }

    #[inline(always)]
    fn take_named(&mut self, quoted: &str, before: u8) -> bool {
        let behind = self.at + usize::from(before == b',');
        let quoted = quoted.as_bytes();
        let bytes = self.text.as_bytes();
        let is_next = (before != b',' || self.peek() == b',')
            && bytes.get(behind..behind + quoted.len() + 1).is_some_and(|text| {
                // Null is left to those who pass over it.
                matches!(text, [found @ .., value] if *value > b' ' && *value != b'n' && is_equal(found, quoted))
            });
        if is_next {
            self.at = behind + quoted.len();
        }
        is_next
    }
}
