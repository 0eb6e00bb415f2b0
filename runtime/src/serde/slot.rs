//! Slots for the values of a structure's members.

use super::{DeserializeError, DeserializeShape, ShapeDeserializer};
use crate::schema::Member;

/// A slot for the value of a member.
pub trait MemberSlot {
    /// Reads the next value into this slot.
    fn read_member(&mut self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError>;

    /// Sets the slot to the value of a text. Returns whether the text is a value; if it is not,
    /// `read_member` returns the error.
    fn set_text(&mut self, text: &str, member: &Member) -> bool;

    /// Sets the slot to the value of the quoted text that a payload begins with, if its type can
    /// tell from the start of the payload. Otherwise the caller looks for the end of the text.
    #[inline]
    fn set_start(&mut self, payload: &[u8; 32], member: &Member) -> Start {
        let _ = (payload, member);
        Start::Never
    }
}

/// The result of [`MemberSlot::set_start`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The slot is set. A text of this length and a quote were read.
    Length(usize),
    /// The text was not recognized.
    Other,
    /// The type of the slot recognizes no text by its start.
    Never,
}

#[doc(hidden)]
impl<T: DeserializeShape> MemberSlot for T {
    #[inline]
    fn read_member(&mut self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        if T::FROM_STR {
            return read_text(self, deserializer);
        }
        if T::OVERWRITES {
            return T::read_into(self, deserializer);
        }
        // The slot has a value already if the key occurs twice.
        *self = T::read(deserializer)?;
        Ok(())
    }

    #[inline]
    fn set_text(&mut self, text: &str, member: &Member) -> bool {
        match T::from_member_text(text, member) {
            Some(value) => {
                *self = value;
                true
            }
            None => false,
        }
    }

    #[inline]
    fn set_start(&mut self, payload: &[u8; 32], member: &Member) -> Start {
        match T::from_start(payload, member) {
            Some((value, length)) => {
                *self = value;
                Start::Length(length)
            }
            None if T::HAS_STARTS => Start::Other,
            None => Start::Never,
        }
    }
}

/// A slot for the value of a required member, which records whether it was set.
#[derive(Debug)]
pub struct RequiredSlot<'a, T> {
    value: &'a mut T,
    is_filled: bool,
}

impl<'a, T> RequiredSlot<'a, T> {
    /// Creates a slot in the place of the member.
    #[inline]
    pub fn new(value: &'a mut T) -> Self {
        Self {
            value,
            is_filled: false,
        }
    }

    /// Returns whether a response lacked the member.
    #[inline]
    pub fn is_empty(&self) -> bool {
        !self.is_filled
    }
}

impl<T: DeserializeShape> MemberSlot for RequiredSlot<'_, T> {
    #[inline]
    fn read_member(&mut self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        self.is_filled = true;
        self.value.read_member(deserializer)
    }

    #[inline]
    fn set_text(&mut self, text: &str, member: &Member) -> bool {
        let is_set = self.value.set_text(text, member);
        self.is_filled |= is_set;
        is_set
    }

    #[inline]
    fn set_start(&mut self, payload: &[u8; 32], member: &Member) -> Start {
        let start = self.value.set_start(payload, member);
        self.is_filled |= matches!(start, Start::Length(_));
        start
    }
}

/// A slot for a value that is skipped.
#[derive(Clone, Copy, Debug)]
pub struct Skipped;

impl super::ErrorCorrection for Skipped {
    fn corrected() -> Self {
        Self
    }
}

impl DeserializeShape for Skipped {
    const OVERWRITES: bool = true;

    fn read_into(_: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.skip()
    }
}

/// Reads the next text into a slot whose type accepts any text. It is not generic, so that it is
/// compiled once.
pub fn read_text(slot: &mut dyn MemberSlot, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
    slot.set_text(&deserializer.text()?, Member::root());
    Ok(())
}
