//! The seam between shapes and protocols: shapes hand their members to a [`ShapeWriter`] and take them from a
//! [`ShapeReader`], and neither side knows the other.

mod correction;
mod describe;
mod error;
mod impls;
mod place;

use std::borrow::Cow;

use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, UnknownVariant};
use crate::schema::{Member, Schema};

pub use self::correction::{ErrorCorrection, corrected};
pub use self::describe::describe;
pub use self::error::{ReadError, WriteError};
pub use self::place::ReadMember;

/// A value that can be handed to a protocol.
pub trait WriteShape {
    /// Writes the value as a member of the structure that is open; nothing for an absent value.
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeWriter);

    /// Writes the value as an element of the list or map that is open; null for an absent value.
    fn write_element(&self, member: &'static Member, writer: &mut dyn ShapeWriter) {
        self.write(member, writer);
    }
}

/// A value that can be taken from a protocol: [`from_text`](Self::from_text), [`read`](Self::read) or
/// [`read_over`](Self::read_over) says how.
pub trait ReadShape: ErrorCorrection + Sized {
    /// Whether null is a value of this type (a sparse collection keeps it, a dense one drops it).
    const NULLABLE: bool = false;
    /// Whether any text is a value of this type, by [`from_text`](Self::from_text): strings and enums.
    const IS_TEXT: bool = false;
    /// Whether [`read_over`](Self::read_over) leaves nothing of what the place held.
    const COVERS: bool = false;

    /// Reads the value that is next.
    #[inline]
    fn read(reader: &mut dyn ShapeReader) -> Result<Self, ReadError> {
        let mut value = Self::corrected();
        match Self::IS_TEXT {
            true => place::read_text(&mut value, reader)?,
            false => Self::read_over(&mut value, reader)?,
        }
        Ok(value)
    }

    /// Reads the value that is next where it is to stay, over one that holds nothing yet.
    #[inline]
    fn read_over(place: &mut Self, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
        *place = Self::read(reader)?;
        Ok(())
    }

    /// The value that is made of a text, if one is.
    #[inline]
    fn from_text(_text: &str) -> Option<Self> {
        None
    }

    /// The same for the value of a member, whose traits may tell how it is written.
    #[inline]
    fn from_member_text(text: &str, _member: &Member) -> Option<Self> {
        Self::from_text(text)
    }
}

/// The writing half of a protocol.
///
/// The writer knows whether a structure, a list or a map is open, and so whether a value needs its member's name.
/// Errors (a timestamp out of range, for one) are kept and returned by whoever finishes the writer.
pub trait ShapeWriter {
    /// Opens a structure or union; its members follow until [`end_structure`](Self::end_structure).
    fn begin_structure(&mut self, member: &'static Member, schema: &'static Schema);
    /// Closes the structure or union that is open.
    fn end_structure(&mut self);
    /// Opens a list of this many elements.
    fn begin_list(&mut self, member: &'static Member, len: usize);
    /// Closes the list that is open.
    fn end_list(&mut self);
    /// Opens a map of this many entries; each entry is a [`key`](Self::key) and a value.
    fn begin_map(&mut self, member: &'static Member, len: usize);
    /// Writes the key of the next entry.
    fn key(&mut self, key: &str);
    /// Closes the map that is open.
    fn end_map(&mut self);
    /// Writes null (in sparse lists and maps).
    fn null(&mut self, member: &'static Member);
    /// Writes a boolean.
    fn boolean(&mut self, member: &'static Member, value: bool);
    /// Writes a byte, short, integer, long or intEnum.
    fn integer(&mut self, member: &'static Member, value: i64);
    /// Writes a float.
    fn float(&mut self, member: &'static Member, value: f32);
    /// Writes a double.
    fn double(&mut self, member: &'static Member, value: f64);
    /// Writes a bigInteger.
    fn big_integer(&mut self, member: &'static Member, value: &BigInteger);
    /// Writes a bigDecimal.
    fn big_decimal(&mut self, member: &'static Member, value: &BigDecimal);
    /// Writes a string or the value of an enum.
    fn string(&mut self, member: &'static Member, value: &str);
    /// Writes a blob.
    fn blob(&mut self, member: &'static Member, value: &Blob);
    /// Writes a timestamp in the member's format or the protocol's default.
    fn timestamp(&mut self, member: &'static Member, value: &DateTime);
    /// Writes a document.
    fn document(&mut self, member: &'static Member, value: &Document);
    /// Writes back a union variant that was read but is not in the model.
    fn unknown(&mut self, value: &UnknownVariant);
}

impl dyn ShapeWriter + '_ {
    /// Writes a structure, given the values of its members in the order of the schema.
    pub fn structure(&mut self, member: &'static Member, schema: &'static Schema, values: &[&dyn WriteShape]) {
        self.begin_structure(member, schema);
        for (member, value) in schema.members().iter().zip(values) {
            value.write(member, self);
        }
        self.end_structure();
    }

    /// Writes a member of the structure that is open.
    #[inline]
    pub fn member<T: WriteShape>(&mut self, member: &'static Member, value: &T) {
        value.write(member, self);
    }

    /// Writes a union's variant that holds no value (`smithy.api#Unit`).
    pub fn unit(&mut self, member: &'static Member) {
        self.begin_structure(member, &UNIT);
        self.end_structure();
    }
}

/// The reading half of a protocol.
///
/// The reader keeps the path to where it is, so that its errors can name it, and bounds the depth of nesting.
pub trait ShapeReader {
    /// Reads the structure that is next into places for its members, in the order of the schema.
    fn structure(&mut self, schema: &'static Schema, places: &mut [&mut dyn ReadMember]) -> Result<(), ReadError>;
    /// Opens the structure that is next; its members follow by [`next_member`](Self::next_member).
    fn begin_structure(&mut self, schema: &'static Schema) -> Result<(), ReadError>;
    /// The index in the schema of the next member that has a value and that the schema knows, or `None` at the end,
    /// which closes the structure. Members with the value null and unknown members are passed over.
    fn next_member(&mut self) -> Result<Option<usize>, ReadError>;
    /// Opens the union that is next and says which variant it holds. After [`Variant::Known`] its value is read;
    /// either way [`end_union`](Self::end_union) closes it.
    fn begin_union(&mut self, schema: &'static Schema) -> Result<Variant, ReadError>;
    /// Closes the union that is open; more than one variant with a value is an error.
    fn end_union(&mut self) -> Result<(), ReadError>;
    /// Opens the list that is next.
    fn begin_list(&mut self) -> Result<(), ReadError>;
    /// Whether another element follows; `false` closes the list.
    fn next_element(&mut self) -> Result<bool, ReadError>;
    /// Whether another element that is not null follows, past those that are; `false` closes the list.
    fn next_value(&mut self) -> Result<bool, ReadError>;
    /// For how many elements of this size to make room, where that for `len` is used up and one more was read.
    fn room(&self, len: usize, size: usize) -> usize;
    /// Opens the map that is next.
    fn begin_map(&mut self) -> Result<(), ReadError>;
    /// The key of the next entry, whose value is read next; `None` closes the map.
    fn next_key(&mut self) -> Result<Option<String>, ReadError>;
    /// Takes a null if that is next, and says whether it was.
    fn null(&mut self) -> Result<bool, ReadError>;
    /// Reads a boolean.
    fn boolean(&mut self) -> Result<bool, ReadError>;
    /// Reads an integer of any width that lies between these bounds.
    fn integer(&mut self, min: i64, max: i64) -> Result<i64, ReadError>;
    /// Reads a float.
    fn float(&mut self) -> Result<f32, ReadError>;
    /// Reads a double.
    fn double(&mut self) -> Result<f64, ReadError>;
    /// Reads a bigInteger.
    fn big_integer(&mut self) -> Result<BigInteger, ReadError>;
    /// Reads a bigDecimal.
    fn big_decimal(&mut self) -> Result<BigDecimal, ReadError>;
    /// Reads a string into a new allocation.
    fn string(&mut self) -> Result<String, ReadError>;
    /// Reads a string without allocating where that is possible (enums).
    fn text(&mut self) -> Result<Cow<'_, str>, ReadError>;
    /// Reads a blob.
    fn blob(&mut self) -> Result<Blob, ReadError>;
    /// Reads a timestamp in the current member's format or the protocol's default.
    fn timestamp(&mut self) -> Result<DateTime, ReadError>;
    /// Reads a document.
    fn document(&mut self) -> Result<Document, ReadError>;
    /// An error at the current path.
    fn error(&self, problem: &str) -> ReadError;
}

impl dyn ShapeReader + '_ {
    /// Reads the value that is next, of the type that the caller expects.
    #[inline]
    pub fn read<T: ReadShape>(&mut self) -> Result<T, ReadError> {
        T::read(self)
    }

    /// Reads a union's variant that holds no value (`smithy.api#Unit`).
    pub fn unit(&mut self) -> Result<(), ReadError> {
        self.begin_structure(&UNIT)?;
        while self.next_member()?.is_some() {}
        Ok(())
    }
}

static UNIT: Schema = Schema::new("smithy.api#Unit", "");

/// What a union on the wire holds.
#[derive(Debug)]
pub enum Variant {
    /// A variant of the model, by its index in the schema.
    Known(usize),
    /// A variant that the model does not have, whole; with an empty tag if the union was empty.
    Unknown(UnknownVariant),
}
