//! The names of a structure's members, as services write them: without whitespace and in an order that they keep to.

use super::Lexer;
use crate::schema::{Member, Schema};

impl Lexer<'_> {
    /// Moves to the value of the next member if the schema knows it, it follows without whitespace, and its value is
    /// not null; stays where it is otherwise. Says which it is; the one that came at this place the last time is tried
    /// first.
    #[inline(always)]
    pub(in crate::protocol::json) fn take_member(
        &mut self,
        schema: &Schema,
        place: usize,
        is_first: bool,
    ) -> Option<usize> {
        let rest = self.rest();
        let rest = if is_first { rest } else { rest.strip_prefix(b",")? };
        let name = rest.strip_prefix(b"\"")?;
        let expected = schema.expected(place);
        let index = match schema.members.get(expected) {
            Some(member) if begins_with(name, member) => expected,
            _ => find(name, schema, place, expected)?,
        };
        let length = schema.members.get(index)?.name.len() + 2;
        // Null is left to those who pass over it.
        if matches!(name.get(length)?, 0..=b' ' | b'n') {
            return None;
        }
        self.at = self.text.len() - name.len() + length;
        Some(index)
    }
}

/// Which member has this name, where it is not the one that was expected.
#[inline(never)]
fn find(name: &[u8], schema: &Schema, place: usize, expected: usize) -> Option<usize> {
    // Most often the expected one has no value this time, and the next in the order has.
    let next = schema.expected(expected + 1);
    if schema.members.get(next).is_some_and(|member| begins_with(name, member)) {
        return Some(next);
    }
    let index = schema.members.iter().position(|member| begins_with(name, member))?;
    schema.learn(place, index);
    Some(index)
}

/// Whether the bytes begin with the member's name, the quote behind it and a colon.
#[inline(always)]
fn begins_with(bytes: &[u8], member: &Member) -> bool {
    let name = member.name.as_bytes();
    match bytes.split_at_checked(name.len()) {
        // The quote rules out nearly all others.
        Some((found, [b'"', b':', ..])) => is_equal(found, name),
        _ => false,
    }
}

/// Whether two slices of one length are equal; up to 32 bytes by loads that may overlap, in place of a call.
#[inline(always)]
fn is_equal(one: &[u8], other: &[u8]) -> bool {
    match one.len() {
        8..=16 => {
            one.first_chunk::<8>() == other.first_chunk::<8>() && one.last_chunk::<8>() == other.last_chunk::<8>()
        }
        4..8 => one.first_chunk::<4>() == other.first_chunk::<4>() && one.last_chunk::<4>() == other.last_chunk::<4>(),
        17..=32 => {
            one.first_chunk::<16>() == other.first_chunk::<16>() && one.last_chunk::<16>() == other.last_chunk::<16>()
        }
        _ => one == other,
    }
}
