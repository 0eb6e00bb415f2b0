//! What every structure can do by the table of its members: be written, read, shown, compared, copied and checked.
//!
//! Generated code has a row for each member and no code of its own for these, so that it stays small to read and to
//! compile; what is here is compiled once.

mod macros;

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use crate::codec::{ReadError, ReadMember, ReadShape, ShapeReader, ShapeWriter, WriteShape};
use crate::error::BuildError;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, Redacted};
use crate::schema::{Member, Schema};

/// A type that members can have. One promise in place of many, so that a table of members is quickly checked by rustc.
pub trait Shape: WriteShape + ReadShape + fmt::Debug + Clone + PartialEq + 'static {}

macro_rules! shapes {
    ($($type:ty)*) => {
        $( impl Shape for $type {} )*
    };
}

shapes!(bool i8 i16 i32 i64 f32 f64 String Blob DateTime Document BigInteger BigDecimal);

impl<T: Shape> Shape for Option<T> {}
impl<T: Shape> Shape for Box<T> {}
impl<T: Shape> Shape for Vec<T> {}
impl<K: Key, T: Shape> Shape for HashMap<K, T> {}

/// A type that the keys of maps can have: strings and enums.
pub trait Key: AsRef<str> + From<String> + fmt::Debug + Clone + Eq + Hash + 'static {}

impl Key for String {}

/// The value of a member, whatever its type.
pub trait Value: WriteShape + fmt::Debug {
    /// The value as what it is.
    fn as_any(&self) -> &dyn Any;

    /// Whether the other value has the same type and equals this one.
    fn same(&self, other: &dyn Any) -> bool;

    /// Puts a copy into the builder's place for the member, which is an `Option` where the value is none.
    fn copy_to(&self, place: &mut dyn Any);
}

impl<T: Shape> Value for T {
    #[inline]
    fn as_any(&self) -> &dyn Any {
        self
    }

    #[inline]
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }

    #[inline]
    fn copy_to(&self, place: &mut dyn Any) {
        if let Some(place) = place.downcast_mut() {
            *place = self.clone();
        } else if let Some(place) = place.downcast_mut() {
            *place = Some(self.clone());
        }
    }
}

/// Looks at the values of members, with the schema that has their names in the same order.
pub trait Look {
    /// Looks at the values.
    fn at(&mut self, schema: &'static Schema, values: &[&dyn Value]);
}

impl<F: FnMut(&'static Schema, &[&dyn Value])> Look for F {
    fn at(&mut self, schema: &'static Schema, values: &[&dyn Value]) {
        self(schema, values);
    }
}

/// Fills places for members, with the schema that has their names in the same order.
pub trait Fill {
    /// Fills the places.
    fn into(&mut self, schema: &'static Schema, places: &mut [&mut dyn ReadMember]);
}

impl<F: FnMut(&'static Schema, &mut [&mut dyn ReadMember])> Fill for F {
    fn into(&mut self, schema: &'static Schema, places: &mut [&mut dyn ReadMember]) {
        self(schema, places);
    }
}

/// A structure, or a builder of one, as the values of its members.
pub trait Members {
    /// Shows the values.
    fn members(&self, look: &mut dyn Look);
}

/// A builder as places for the members.
pub trait Places {
    /// Hands over the places.
    fn places(&mut self, fill: &mut dyn Fill);
}

/// A structure of the model.
pub trait Structure: Members + Sized {
    /// What it is made of: the builder, or the structure itself where no member is required.
    type Builder: Places + Default;

    /// The structure of what is set; required members that are not are made up by the rules of client error correction
    /// (Smithy 2.0, client evolution).
    fn corrected(builder: Self::Builder) -> Self;
}

/// Writes the members.
#[inline]
pub fn write<S: Members>(shape: &S, member: &'static Member, writer: &mut dyn ShapeWriter) {
    write_members(shape, member, writer);
}

fn write_members(shape: &dyn Members, member: &'static Member, writer: &mut dyn ShapeWriter) {
    shape.members(&mut |schema: &'static Schema, values: &[&dyn Value]| {
        writer.begin_structure(member, schema);
        for (member, value) in schema.members.iter().zip(values) {
            value.write(member, writer);
        }
        writer.end_structure();
    });
}

/// Reads the structure that is next into the places of a builder.
///
/// # Errors
/// It does not have the form that the schema asks for.
pub fn read_into(builder: &mut dyn Places, reader: &mut dyn ShapeReader) -> Result<(), ReadError> {
    let mut outcome = Ok(());
    builder.places(&mut |schema: &'static Schema, places: &mut [&mut dyn ReadMember]| {
        outcome = reader.structure(schema, places);
    });
    outcome
}

/// Reads the structure that is next.
///
/// # Errors
/// It does not have the form that the schema asks for.
#[inline]
pub fn read<S: Structure>(reader: &mut dyn ShapeReader) -> Result<S, ReadError> {
    let mut builder = S::Builder::default();
    read_into(&mut builder, reader)?;
    Ok(S::corrected(builder))
}

/// The value of a required member, or a structure with nothing set where a response lacks it.
#[inline]
pub fn corrected<S: Structure>(value: Option<S>) -> S {
    value.unwrap_or_else(|| S::corrected(S::Builder::default()))
}

/// The same where the structure is boxed.
#[inline]
pub fn corrected_box<S: Structure>(value: Option<Box<S>>) -> Box<S> {
    value.unwrap_or_else(|| Box::new(S::corrected(S::Builder::default())))
}

/// A copy, by way of the builder.
#[inline]
pub fn cloned<S: Structure>(shape: &S) -> S {
    S::corrected(copy(shape))
}

/// A builder with copies of the values of all members.
#[inline]
pub fn copy<S: Members, B: Places + Default>(from: &S) -> B {
    let mut builder = B::default();
    copy_members(from, &mut builder);
    builder
}

fn copy_members(from: &dyn Members, to: &mut dyn Places) {
    from.members(&mut |_: &'static Schema, values: &[&dyn Value]| {
        to.places(&mut |_: &'static Schema, places: &mut [&mut dyn ReadMember]| {
            for (value, place) in values.iter().zip(places) {
                value.copy_to(place.as_any());
            }
        });
    });
}

/// Whether two values of one type have the same members.
#[inline]
pub fn same<S: Members>(one: &S, other: &S) -> bool {
    same_members(one, other)
}

fn same_members(one: &dyn Members, other: &dyn Members) -> bool {
    let mut same = false;
    one.members(&mut |_: &'static Schema, ones: &[&dyn Value]| {
        other.members(&mut |_: &'static Schema, others: &[&dyn Value]| {
            same = ones.iter().zip(others).all(|(one, other)| one.same(other.as_any()));
        });
    });
    same
}

/// Shows the members by the names of their fields, without what is sensitive.
///
/// # Errors
/// Those of the formatter.
#[inline]
pub fn debug<S: Members>(shape: &S, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug_members(shape, name, f, None)
}

/// The same with a field beside the members.
///
/// # Errors
/// Those of the formatter.
#[inline]
pub fn debug_with<S: Members>(
    shape: &S,
    name: &str,
    f: &mut fmt::Formatter<'_>,
    beside: &str,
    value: &dyn fmt::Debug,
) -> fmt::Result {
    debug_members(shape, name, f, Some((beside, value)))
}

fn debug_members(
    shape: &dyn Members,
    name: &str,
    f: &mut fmt::Formatter<'_>,
    beside: Option<(&str, &dyn fmt::Debug)>,
) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    shape.members(&mut |schema: &'static Schema, values: &[&dyn Value]| {
        for (member, value) in schema.members.iter().zip(values) {
            match member.is_sensitive() {
                true => shown.field(member.accessor(), &Redacted),
                false => shown.field(member.accessor(), value),
            };
        }
    });
    if let Some((name, value)) = beside {
        shown.field(name, value);
    }
    shown.finish()
}

/// Checks that every required member is set.
///
/// # Errors
/// It names all that are not.
#[inline]
pub fn check<S: Members>(name: &'static str, shape: &S) -> Result<(), BuildError> {
    check_members(name, shape)
}

fn check_members(name: &'static str, shape: &dyn Members) -> Result<(), BuildError> {
    let mut missing = Vec::new();
    shape.members(&mut |schema: &'static Schema, values: &[&dyn Value]| {
        let members = schema.members.iter().zip(values);
        let unset = members.filter(|(member, value)| member.is_required() && !value.is_set());
        missing.extend(unset.map(|(member, _)| member.accessor()));
    });
    match missing.is_empty() {
        true => Ok(()),
        false => Err(BuildError::missing(name, missing)),
    }
}

/// The structure of what is set.
///
/// # Errors
/// It names every required member that is not set.
#[inline]
pub fn build<S: Structure>(name: &'static str, builder: S::Builder) -> Result<S, BuildError>
where
    S::Builder: Members,
{
    check_members(name, &builder)?;
    Ok(S::corrected(builder))
}
