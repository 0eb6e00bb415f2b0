//! Places for the values of a structure's members.

use super::{ReadError, ReadShape, ShapeReader};
use crate::schema::Member;

/// A place for the value of a member.
pub trait ReadMember {
    /// Reads the value that is next into this place.
    fn read_member(&mut self, reader: &mut dyn ShapeReader) -> Result<(), ReadError>;

    /// Puts the value that is made of this text into the place. Says whether there is one; if not, reading it says why.
    fn set_text(&mut self, text: &str, member: &Member) -> bool;
}

impl<T: ReadShape> ReadMember for T {
    #[inline]
    fn read_member(&mut self, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
        if T::IS_TEXT {
            return read_text(self, reader);
        }
        if T::COVERS {
            return T::read_over(self, reader);
        }
        // The place holds something where a key comes twice.
        *self = T::read(reader)?;
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
}

/// Reads the text that is next into a place for values that are made of any. Not generic, so that it is compiled once.
pub(super) fn read_text(place: &mut dyn ReadMember, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
    place.set_text(&reader.text()?, Member::root());
    Ok(())
}
