//! The names of a structure's members, as services write them: without whitespace and in an order that they keep to.

use super::Lexer;
use crate::schema::{Member, Schema};
use crate::text::is_equal;

impl Lexer<'_> {
    /// Moves to the value of the next member if that is the one which came at this place the last time, it follows
    /// without whitespace, and its value is not null; stays where it is otherwise. Says which it is. Before it is the opening
    /// bracket or a comma.
    #[inline(always)]
    pub(in crate::protocol::json) fn take_expected(
        &mut self,
        schema: &Schema,
        members: &[Member],
        place: usize,
        before: u8,
    ) -> Option<usize> {
        let expected = schema.expected(place);
        self.take_named(members.get(expected)?, before).then_some(expected)
    }

    /// The same for any member that the schema knows.
    pub(in crate::protocol::json) fn take_member(
        &mut self,
        schema: &Schema,
        place: usize,
        is_first: bool,
    ) -> Option<usize> {
        let members = schema.members();
        let before = if is_first { b'{' } else { b',' };
        let mut take = |index: usize| {
            let member = members.get(index)?;
            self.take_named(member, before).then_some(index)
        };
        let expected = schema.expected(place);
        if let Some(index) = take(expected) {
            return Some(index);
        }
        // Most often the expected one has no value this time, and the next in the order has. That is nothing to learn from,
        // unless all that is known is the order of the model.
        let near = take(schema.expected(expected + 1));
        let index = near.or_else(|| (0..members.len()).find_map(take))?;
        if near.is_none() || expected == place {
            schema.learn(place, index);
        }
        Some(index)
    }

    #[inline(always)]
    fn take_named(&mut self, member: &Member, before: u8) -> bool {
        // Behind the opening bracket or before the comma: either way the quote is the second byte.
        let start = self.at.wrapping_sub(usize::from(before == b'{'));
        let name = member.name.as_bytes();
        let end = start.wrapping_add(name.len() + 5);
        let is_next = self.text.as_bytes().get(start..end).is_some_and(|text| {
            let Some((open, rest)) = text.split_first_chunk() else {
                return false;
            };
            let Some((found, [quote, colon, value])) = rest.split_last_chunk() else {
                return false;
            };
            // Pairs of bytes are compared at once. Null is left to those who pass over it.
            *open == [before, b'"']
                && [*quote, *colon] == *b"\":"
                && *value > b' '
                && *value != b'n'
                && is_equal(found, name)
        });
        if is_next {
            self.at = start + name.len() + 4;
        }
        is_next
    }
}
