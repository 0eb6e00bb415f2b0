//! The names of a structure's members, as services write them: without whitespace and in an order that they keep to.

use super::Lexer;
use crate::schema::{Member, Schema};

impl Lexer<'_> {
    /// Moves to the value of the next member if that is the one which came at this place the last time, it follows
    /// without whitespace, and its value is not null; stays where it is otherwise. Says which it is.
    #[inline(always)]
    pub(in crate::protocol::json) fn take_expected(
        &mut self,
        schema: &Schema,
        place: usize,
        is_first: bool,
    ) -> Option<usize> {
        let expected = schema.expected(place);
        self.take_named(schema.members().get(expected)?, is_first)
            .then_some(expected)
    }

    /// The same for any member that the schema knows.
    pub(in crate::protocol::json) fn take_member(
        &mut self,
        schema: &Schema,
        place: usize,
        is_first: bool,
    ) -> Option<usize> {
        let mut take = |index: usize| {
            let member = schema.members().get(index)?;
            self.take_named(member, is_first).then_some(index)
        };
        let expected = schema.expected(place);
        if let Some(index) = take(expected) {
            return Some(index);
        }
        // Most often the expected one has no value this time, and the next in the order has. That is nothing to learn from,
        // unless all that is known is the order of the model.
        let near = take(schema.expected(expected + 1));
        let index = near.or_else(|| (0..schema.members().len()).find_map(take))?;
        if near.is_none() || expected == place {
            schema.learn(place, index);
        }
        Some(index)
    }

    #[inline(always)]
    fn take_named(&mut self, member: &Member, is_first: bool) -> bool {
        // Behind the opening bracket or before the comma: either way the quote is the second byte.
        let (start, before) = match is_first {
            true => (self.at.wrapping_sub(1), b'{'),
            false => (self.at, b','),
        };
        let name = member.name.as_bytes();
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        match rest.get(..name.len() + 5) {
            // Null is left to those who pass over it.
            Some([first, b'"', found @ .., b'"', b':', value])
                if *first == before && *value > b' ' && *value != b'n' && is_equal(found, name) =>
            {
                self.at = start + name.len() + 4;
                true
            }
            _ => false,
        }
    }
}

/// Whether two slices of one length are equal; up to 32 bytes by loads that may overlap, in place of a call.
#[inline(always)]
fn is_equal(one: &[u8], other: &[u8]) -> bool {
    match other.len() {
        8..=16 => {
            one.first_chunk::<8>() == other.first_chunk::<8>() && one.last_chunk::<8>() == other.last_chunk::<8>()
        }
        4..8 => one.first_chunk::<4>() == other.first_chunk::<4>() && one.last_chunk::<4>() == other.last_chunk::<4>(),
        2..4 => one.first_chunk::<2>() == other.first_chunk::<2>() && one.last_chunk::<2>() == other.last_chunk::<2>(),
        17..=32 => {
            one.first_chunk::<16>() == other.first_chunk::<16>() && one.last_chunk::<16>() == other.last_chunk::<16>()
        }
        _ => one == other,
    }
}
