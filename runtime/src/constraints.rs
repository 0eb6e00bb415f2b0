//! Checks of the constraints of a model on the values of a request: `@length`, `@range`,
//! `@pattern` and `@uniqueItems`.
//!
//! # The text of a table
//!
//! Generated code holds the constraints of a service as one string literal, which costs rustc next
//! to nothing. It is parsed on first use. Its grammar:
//!
//! ```text
//! table      = { id "\n" { " " member { " " constraint } "\n" } }
//! constraint = "length=" min ".." [ max ] | "range=" [ min ] ".." [ max ]
//!            | "pattern=" index | "unique"
//!            | ( "element{" | "key{" ) { " " constraint } " }"
//! ```
//!
//! Shapes and members are sorted. `element` is the constraint on the elements of a list or on the
//! values of a map, `key` that on the keys of a map. An index counts the patterns of the table.

mod checker;
mod parse;
mod violation;

use std::sync::{Arc, OnceLock};

pub use self::checker::check;
pub use self::violation::{ConstraintViolation, ConstraintViolations};
use crate::pattern::Pattern;

/// The constraints of a service; generated code has one `static` of these.
#[derive(Debug)]
pub struct ConstraintTable {
    classes: &'static [&'static str],
    patterns: &'static [(&'static str, &'static str)],
    text: &'static str,
    members: OnceLock<Vec<MemberConstraint>>,
}

impl ConstraintTable {
    /// Creates a table from its patterns, as the model has them and [compiled](crate::pattern), and
    /// its text; see the module's documentation for the grammar.
    pub const fn new(patterns: &'static [(&'static str, &'static str)], text: &'static str) -> Self {
        Self {
            classes: &[],
            patterns,
            text,
            members: OnceLock::new(),
        }
    }

    /// Sets the classes of characters that patterns refer to by number.
    #[must_use]
    pub const fn classes(mut self, classes: &'static [&'static str]) -> Self {
        self.classes = classes;
        self
    }

    /// Returns the constraint on a member.
    #[inline]
    fn of_member(&self, shape: &str, member: &str) -> Option<&Constraint> {
        let members = self
            .members
            .get_or_init(|| parse::table(self.classes, self.patterns, self.text));
        let key = |entry: &MemberConstraint| (entry.shape, entry.member).cmp(&(shape, member));
        let found = members.binary_search_by(key).ok()?;
        members.get(found).map(|entry| &entry.constraint)
    }
}

/// The constraints on a member.
#[derive(Debug)]
struct MemberConstraint {
    /// The id of the structure or union.
    shape: &'static str,
    /// The name of the member.
    member: &'static str,
    constraint: Constraint,
}

/// A pattern of the model.
#[derive(Debug)]
struct PatternConstraint {
    /// The pattern as the model has it, for messages.
    text: &'static str,
    /// The compiled form.
    pattern: Pattern,
}

/// The constraints on a value, and on the values in it.
#[derive(Debug, Default)]
struct Constraint {
    /// The least and the greatest number of characters, bytes, elements or entries.
    length: Option<(u64, u64)>,
    /// The least and the greatest number.
    range: Option<(Option<&'static str>, Option<&'static str>)>,
    /// The pattern of a string.
    pattern: Option<Arc<PatternConstraint>>,
    /// Equal elements are forbidden.
    is_unique: bool,
    /// The constraint on the elements of a list, or on the values of a map.
    element: Option<Box<Constraint>>,
    /// The constraint on the keys of a map.
    key: Option<Box<Constraint>>,
}

/// Defines the table of constraints of a service: a row per large class, a row per pattern, then a
/// row per shape with a text per member.
#[doc(hidden)]
#[macro_export]
macro_rules! constraints {
    ($table:ident {
        $(class $($class:literal),*;)*
        $(pattern $text:literal = $pattern:literal;)*
        $($shape:literal: $($member:literal),*;)*
    }) => {
        pub(crate) static $table: $crate::constraints::ConstraintTable = $crate::constraints::ConstraintTable::new(
            &[$(($text, $pattern)),*],
            concat!($($shape, "\n", $(" ", $member, "\n",)*)*),
        )
        .classes(&[$(concat!($($class),*)),*]);
    };
}
