//! Functions of all structures: reading, `Debug`, equality and copies.
//!
//! The macros call them for each field or structure. Those for a field are never inlined: generated
//! code has thousands of calls of them, and rustc would copy them into every one before it knows
//! whether it is used.

mod builders;
mod impls;
mod macros;

use std::any::type_name;
use std::fmt;

use crate::error::BuildError;
use crate::primitives::Redacted;
use crate::schema::Schema;
pub use crate::serde::CorrectedMembers;
pub use crate::serde::RequiredSlot;
use crate::serde::{DeserializeError, DeserializeShape, ErrorCorrection, MemberSlot, ShapeDeserializer};

/// A structure that has required members or defaults, and so a builder with a form of its own.
pub trait Structure: Sized {
    /// The builder of the structure.
    type Builder: Default;

    /// Returns the structure of the members that are set. Required members that are unset have the
    /// values of client error correction (Smithy 2.0, client evolution).
    fn from_builder(builder: Self::Builder) -> Self;
}

/// An exception, which is read together with the metadata of the error.
pub trait ReadException: Structure {
    /// Reads the next structure into the builder.
    ///
    /// # Errors
    /// The value does not have the form of the schema.
    fn read_into(builder: &mut Self::Builder, deserializer: &mut dyn ShapeDeserializer)
    -> Result<(), DeserializeError>;
}

/// Returns the structure that a response without it, or without its members, is read as.
#[inline]
pub fn corrected<S: Structure>() -> S {
    S::from_builder(S::Builder::default())
}

/// Returns whether the value of a required member is the corrected one.
#[inline(never)]
pub fn is_corrected<T: ErrorCorrection + PartialEq>(value: &T) -> bool {
    *value == T::corrected()
}

/// Returns the slot of a member that is not required.
#[inline]
pub fn slot<T: DeserializeShape>(value: &mut T) -> &mut dyn MemberSlot {
    value
}

/// Returns the slot of a required member.
#[inline]
pub fn required_slot<'s, 'v, T: DeserializeShape>(slot: &'s mut RequiredSlot<'v, T>) -> &'s mut (dyn MemberSlot + 'v) {
    slot
}

/// Returns whether a response lacked a required member.
#[inline]
pub fn is_lacking<T>(slot: &RequiredSlot<'_, T>) -> bool {
    slot.is_empty()
}

/// Returns a builder or a structure with nothing set.
#[inline(never)]
pub fn default_of<T: Default>() -> T {
    T::default()
}

/// Returns the value of an optional member from its place in the builder.
#[inline]
pub fn optional<T>(value: Option<T>) -> Option<T> {
    value
}

/// Returns the structure of a builder. `required` has the names of the required fields, separated
/// by spaces, and `set` an element per name.
///
/// # Errors
/// Required fields are not set. The error names them.
#[inline(never)]
pub fn build<S: Structure>(
    builder: S::Builder,
    shape: &'static str,
    required: &'static str,
    set: &[bool],
) -> Result<S, BuildError> {
    BuildError::check(shape, required, set)?;
    Ok(S::from_builder(builder))
}

/// Returns whether two structures are equal, given the references to their fields.
#[inline(never)]
pub fn eq_fields<F: PartialEq>(one: F, other: F) -> bool {
    one == other
}

/// Returns a copy of a field.
#[inline(never)]
pub fn clone_field<T: Clone>(field: &T) -> T {
    field.clone()
}

/// Fields that `Debug` can show: a reference to one, or a tuple of them.
pub trait Fields {
    /// Calls a function for each field.
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

/// Formats a structure. Sensitive members are redacted. The fields that are not members come last,
/// and `names` has the names of all fields, separated by spaces.
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

/// Formats a builder that wraps a structure.
///
/// # Errors
/// Errors of the formatter.
pub fn debug_builder(f: &mut fmt::Formatter<'_>, name: &str, shape: &dyn fmt::Debug) -> fmt::Result {
    f.debug_struct(name).field("shape", shape).finish()
}

/// Formats a builder that wraps a structure, by the name of the structure.
///
/// # Errors
/// Errors of the formatter.
pub fn debug_builder_of<S: fmt::Debug>(f: &mut fmt::Formatter<'_>, shape: &S) -> fmt::Result {
    let path = type_name::<S>();
    let name = path.rsplit_once("::").map_or(path, |(_, name)| name);
    debug_builder(f, &format!("{name}Builder"), shape)
}

/// Formats a structure. The function is not generic, so it is compiled once.
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
