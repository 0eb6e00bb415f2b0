//! Places for the values of a structure's members.

use super::{ReadError, ReadShape, ShapeReader};

/// A place for the value of a member.
pub trait ReadMember {
    /// Reads the value that is next into this place.
    fn read_member(&mut self, reader: &mut dyn ShapeReader) -> Result<(), ReadError>;

    /// Puts the value that is made of this text into the place, which is one for such values.
    fn set_text(&mut self, text: &str);

    /// What kind of place it is.
    fn kind(&mut self) -> Place<'_>;
}

impl<T: ReadShape> ReadMember for T {
    #[inline]
    fn read_member(&mut self, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
        match T::IS_TEXT {
            true => read_text(self, reader),
            false => T::read_over(self, reader),
        }
    }

    #[inline]
    fn set_text(&mut self, text: &str) {
        if let Some(value) = T::from_text(text) {
            *self = value;
        }
    }

    #[inline]
    fn kind(&mut self) -> Place<'_> {
        T::kind(self)
    }
}

/// Reads the text that is next into a place for values that are made of one. Not generic, so that it is compiled once.
pub(super) fn read_text(place: &mut dyn ReadMember, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
    place.set_text(&reader.text()?);
    Ok(())
}

/// Where a reader puts the value of a member; what most members are it reads without a way back through the shape.
pub enum Place<'a> {
    /// A string that is required.
    String(&'a mut String),
    /// A string that may be missing.
    OptionalString(&'a mut Option<String>),
    /// An enum.
    Text(&'a mut dyn ReadMember),
    /// Anything else.
    Other(&'a mut dyn ReadMember),
}
