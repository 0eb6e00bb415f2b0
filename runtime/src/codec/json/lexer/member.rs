//! The names of a structure's members, as services write them: without whitespace and in an order that they keep to.

use super::Lexer;
use crate::schema::{Member, Schema};
use crate::text::is_equal;

impl Lexer<'_> {
    /// Moves to the value of the next member if that is the one with this index, it follows without whitespace, and its value
    /// is not null; stays where it is otherwise. Says which it is. Before it is the opening bracket or a comma.
    #[inline(always)]
    pub(in crate::codec::json) fn take_expected(
        &mut self,
        members: &[Member],
        expected: usize,
        before: u8,
    ) -> Option<usize> {
        self.take_named(members.get(expected)?, before).then_some(expected)
    }

    /// The same for any member that the schema knows.
    pub(in crate::codec::json) fn take_member(
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
        let behind = self.at + usize::from(before == b',');
        let quoted = member.quoted.as_bytes();
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
