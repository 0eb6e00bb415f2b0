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
    /// The members of the builder, each an `Option`, as a tuple.
    type Fields;

    /// Returns the description of these members.
    fn description() -> Description;

    /// Returns the structure of the members that are set. Required members that are unset have the
    /// values of client error correction (Smithy 2.0, client evolution).
    fn from_fields(fields: Self::Fields) -> Self;
}

/// The description of a builder's members.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// The name of the builder.
    pub name: &'static str,
    /// The schema of the structure.
    pub schema: &'static Schema,
    /// The names of the fields, separated by spaces.
    pub names: &'static str,
}

/// An exception, which is read together with the metadata of the error.
pub trait ReadException: Structure {
    /// Reads the next structure into the members of the builder.
    ///
    /// # Errors
    /// The value does not have the form of the schema.
    fn read_into(fields: &mut Self::Fields, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError>;
}

/// Returns the structure that a response without it, or without its members, is read as.
#[inline]
pub fn corrected<S: Structure<Fields: Default>>() -> S {
    S::from_fields(S::Fields::default())
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

/// Returns the structure of the members of a builder. `required` has the names of the required
/// fields, separated by spaces, and `set` an element per name.
///
/// # Errors
/// Required fields are not set. The error names them.
#[inline(never)]
pub fn build<S: Structure>(
    fields: S::Fields,
    shape: &'static str,
    required: &'static str,
    set: &[bool],
) -> Result<S, BuildError> {
    BuildError::check(shape, required, set)?;
    Ok(S::from_fields(fields))
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

/// Copies a field by a method, because rustc takes longer to resolve the path of a function. No
/// member has the name of the method.
pub trait CloneField: Clone {
    /// Returns a copy of the field.
    #[inline(never)]
    fn __clone(&self) -> Self {
        self.clone()
    }
}

impl<T: Clone> CloneField for T {}

/// Fields that `Debug` can show: a reference to one, an `Option`, or a tuple of them.
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

impl<T: fmt::Debug> Fields for Option<T> {
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

/// Formats a builder that wraps the members of a structure.
///
/// # Errors
/// Errors of the formatter.
pub fn debug_fields<S: Structure<Fields: Fields>>(f: &mut fmt::Formatter<'_>, fields: &S::Fields) -> fmt::Result {
    let Description { name, schema, names } = S::description();
    show(f, name, schema, fields, names)
}

/// Formats a builder that wraps a structure, by the name of the structure.
///
/// # Errors
/// Errors of the formatter.
pub fn debug_builder_of<S: fmt::Debug>(f: &mut fmt::Formatter<'_>, shape: &S) -> fmt::Result {
    let path = type_name::<S>();
    let name = path.rsplit_once("::").map_or(path, |(_, name)| name);
    f.debug_struct(&format!("{name}Builder")).field("shape", shape).finish()
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
