//! What every structure can do: be read, shown, compared and copied, from a table with a row for each member.
//!
//! The functions here are what the tables' macros call for each field or structure. Those for a field are never inlined:
//! generated code has thousands of calls of them, and rustc would copy them into every one before it knows whether it is used.

mod macros;

use std::fmt;

use crate::codec::{ReadError, ShapeReader};
use crate::primitives::Redacted;
use crate::schema::Schema;

/// A structure of the model.
pub trait Structure: Sized {
    /// What it is made of: the builder, or the structure itself where no member is required.
    type Builder: Default;

    /// The structure of what is set; required members that are not are made up by the rules of client error correction
    /// (Smithy 2.0, client evolution).
    fn corrected(builder: Self::Builder) -> Self;
}

/// A structure that comes in responses.
pub trait ReadStructure: Structure {
    /// Reads the structure that is next over one in which nothing is set.
    ///
    /// # Errors
    /// It does not have the form that the schema asks for.
    fn fill(empty: &mut Self, reader: &mut dyn ShapeReader) -> Result<(), ReadError>;
}

/// An exception, which is read together with what else the response tells.
pub trait ReadException: Structure {
    /// Reads the structure that is next into the builder.
    ///
    /// # Errors
    /// It does not have the form that the schema asks for.
    fn read_into(builder: &mut Self::Builder, reader: &mut dyn ShapeReader) -> Result<(), ReadError>;
}

/// Reads the structure that is next.
///
/// # Errors
/// It does not have the form that the schema asks for.
#[inline]
pub fn read<S: ReadStructure>(reader: &mut dyn ShapeReader) -> Result<S, ReadError> {
    let mut shape = empty();
    S::fill(&mut shape, reader)?;
    Ok(shape)
}

/// Reads the structure that is next where it is to stay.
///
/// # Errors
/// It does not have the form that the schema asks for.
#[inline]
pub fn read_optional<S: ReadStructure>(place: &mut Option<S>, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
    S::fill(place.insert(empty()), reader)
}

/// The structure with nothing set.
#[inline]
fn empty<S: Structure>() -> S {
    S::corrected(S::Builder::default())
}

/// The value of a required member, or a structure with nothing set where a response lacks it.
#[inline]
pub fn corrected<S: Structure>(value: Option<S>) -> S {
    value.unwrap_or_else(empty)
}

/// The same where the structure is boxed.
#[inline]
pub fn corrected_box<S: Structure>(value: Option<Box<S>>) -> Box<S> {
    value.unwrap_or_else(|| Box::new(empty()))
}

/// Whether two fields are equal.
#[inline(never)]
pub fn same<T: PartialEq>(one: &T, other: &T) -> bool {
    one == other
}

/// A copy of a field.
#[inline(never)]
pub fn copy<T: Clone>(field: &T) -> T {
    field.clone()
}

/// Shows the members by the names of their fields, without what is sensitive.
///
/// # Errors
/// Those of the formatter.
pub fn debug(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    schema: &Schema,
    values: &[&dyn fmt::Debug],
    beside: &[(&str, &dyn fmt::Debug)],
) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    for (member, value) in schema.members().iter().zip(values) {
        match member.is_sensitive() {
            true => shown.field(member.accessor(), &Redacted),
            false => shown.field(member.accessor(), value),
        };
    }
    for (name, value) in beside {
        shown.field(name, value);
    }
    shown.finish()
}
