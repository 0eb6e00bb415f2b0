//! Places for the values of a structure's members.

use super::{ReadError, ReadShape, ShapeReader};

/// A place for the value of a member.
pub trait ReadMember {
    /// Reads the value that is next into this place.
    fn read_member(&mut self, reader: &mut dyn ShapeReader) -> Result<(), ReadError>;
}

/// A place for the value of a member that is made of a text: an enum.
pub trait TextMember {
    /// Makes the value.
    fn set(&mut self, text: &str);
}

/// Where a reader puts the value of a member; what most members are it reads without a way back through the shape.
pub enum Place<'a> {
    /// A string.
    String(&'a mut Option<String>),
    /// An enum.
    Text(&'a mut dyn TextMember),
    /// Anything else.
    Other(&'a mut dyn ReadMember),
}

/// The place that a member's field is.
#[inline]
pub fn place<T: ReadShape>(field: &mut Option<T>) -> Place<'_> {
    T::place(field)
}
