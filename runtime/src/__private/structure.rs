//! Functions of all structures: reading, `Debug`, equality and copies, from a table with a row per
//! member.
//!
//! The functions here are what the tables' macros call for each field or structure. Those for a
//! field are never inlined: generated code has thousands of calls of them, and rustc would copy
//! them into every one before it knows whether it is used.

mod macros;

use std::fmt;

use crate::error::BuildError;
use crate::primitives::Redacted;
use crate::schema::Schema;
use crate::serde::{DeserializeError, ShapeDeserializer};

/// A structure that has required members or defaults, and so a builder with a form of its own.
pub trait Structure: Sized {
    /// The builder of the structure.
    type Builder: Default;

    /// The structure of what is set; required members that are not are made up by the rules of
    /// client error correction (Smithy 2.0, client evolution).
    fn corrected(builder: Self::Builder) -> Self;
}

/// An exception, which is read together with what else the response tells.
pub trait ReadException: Structure {
    /// Reads the structure that is next into the builder.
    ///
    /// # Errors
    /// It does not have the form that the schema asks for.
    fn read_into(builder: &mut Self::Builder, deserializer: &mut dyn ShapeDeserializer)
    -> Result<(), DeserializeError>;
}

/// The structure that stands in where a response lacks it, or all of its members.
#[inline]
pub fn empty<S: Structure>() -> S {
    S::corrected(S::Builder::default())
}

/// A builder or a structure with nothing set.
#[inline(never)]
pub fn none<T: Default>() -> T {
    T::default()
}

/// The structure of a builder, if all is set that is required: by these names, with spaces between
/// them.
///
/// # Errors
/// The names that are not set.
#[inline(never)]
pub fn build<S: Structure>(
    builder: S::Builder,
    shape: &'static str,
    required: &'static str,
    set: &[bool],
) -> Result<S, BuildError> {
    BuildError::check(shape, required, set)?;
    Ok(S::corrected(builder))
}

/// Whether two structures are equal, given the references to their fields.
#[inline(never)]
pub fn same<F: PartialEq>(one: F, other: F) -> bool {
    one == other
}

/// A copy of a field.
#[inline(never)]
pub fn copy<T: Clone>(field: &T) -> T {
    field.clone()
}

/// Values that can be shown: a reference to a field, or a tuple of those.
pub trait Fields {
    /// Hands them over, one after the other.
    fn each(&self, show: &mut dyn FnMut(&dyn fmt::Debug));
}

impl<T: fmt::Debug> Fields for &T {
    #[inline(never)]
    fn each(&self, show: &mut dyn FnMut(&dyn fmt::Debug)) {
        show(self);
    }
}

macro_rules! tuples {
    ($head:ident $($tail:ident)*) => {
        impl<$head: Fields, $($tail: Fields),*> Fields for ($head, $($tail,)*) {
            fn each(&self, show: &mut dyn FnMut(&dyn fmt::Debug)) {
                #[allow(non_snake_case, reason = "values have the names of their types")]
                let ($head, $($tail,)*) = self;
                $head.each(show);
                $($tail.each(show);)*
            }
        }

        tuples!($($tail)*);
    };
    () => {
        impl Fields for () {
            fn each(&self, _: &mut dyn FnMut(&dyn fmt::Debug)) {}
        }
    };
}

tuples!(A B C D E F G H I J K L);

/// Shows the members by the names of their fields, without what is sensitive; then the fields
/// beside them. The names stand with spaces between them.
///
/// # Errors
/// Errors of the formatter.
pub fn debug<F: Fields>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    schema: &Schema,
    fields: F,
    names: &str,
) -> fmt::Result {
    show(f, name, schema, &fields, names)
}

/// Shows a builder by the structure that it holds.
///
/// # Errors
/// Errors of the formatter.
pub fn debug_builder(f: &mut fmt::Formatter<'_>, name: &str, shape: &dyn fmt::Debug) -> fmt::Result {
    f.debug_struct(name).field("shape", shape).finish()
}

/// Not generic, so that it is compiled once.
fn show(f: &mut fmt::Formatter<'_>, name: &str, schema: &Schema, fields: &dyn Fields, names: &str) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    let mut members = schema.members().iter();
    let mut names = names.split_whitespace();
    fields.each(&mut |value| {
        let name = names.next().unwrap_or_default();
        let name = name.strip_prefix("r#").unwrap_or(name);
        match members.next() {
            Some(member) if member.is_sensitive() => shown.field(name, &Redacted),
            _ => shown.field(name, value),
        };
    });
    shown.finish()
}
