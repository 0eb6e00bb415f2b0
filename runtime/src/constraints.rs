//! Checks of the constraints of a model on the values of a request: `@length`, `@range`,
//! `@pattern` and `@uniqueItems`.

mod checker;
mod violation;

pub use self::checker::check;
pub use self::violation::{ConstraintViolation, ConstraintViolations};
use crate::pattern::Pattern;

/// The constraints on a member. Generated code has a table of them, sorted by shape and member.
#[derive(Debug)]
pub struct MemberConstraint {
    /// The id of the structure or union.
    pub shape: &'static str,
    /// The name of the member.
    pub member: &'static str,
    /// The constraint.
    pub constraint: Constraint,
}

/// A pattern of the model.
#[derive(Debug)]
pub struct PatternConstraint {
    /// The pattern as the model has it, for messages.
    pub text: &'static str,
    /// The compiled form.
    pub pattern: Pattern,
}

/// The constraints on a value, and on the values in it.
#[derive(Clone, Copy, Debug)]
pub struct Constraint {
    length: Option<(u64, u64)>,
    range: Option<(Option<&'static str>, Option<&'static str>)>,
    pattern: Option<&'static PatternConstraint>,
    is_unique: bool,
    element: Option<&'static Constraint>,
    key: Option<&'static Constraint>,
}

impl Constraint {
    /// Returns a constraint that permits all values.
    pub const fn new() -> Self {
        Self {
            length: None,
            range: None,
            pattern: None,
            is_unique: false,
            element: None,
            key: None,
        }
    }

    /// Limits the number of characters, bytes, elements or entries.
    #[must_use]
    pub const fn length(mut self, min: u64, max: u64) -> Self {
        self.length = Some((min, max));
        self
    }

    /// Sets the least number.
    #[must_use]
    pub const fn at_least(mut self, min: &'static str) -> Self {
        let max = match self.range {
            Some((_, max)) => max,
            None => None,
        };
        self.range = Some((Some(min), max));
        self
    }

    /// Sets the greatest number.
    #[must_use]
    pub const fn at_most(mut self, max: &'static str) -> Self {
        let min = match self.range {
            Some((min, _)) => min,
            None => None,
        };
        self.range = Some((min, Some(max)));
        self
    }

    /// Sets the pattern of a string.
    #[must_use]
    pub const fn pattern(mut self, pattern: &'static PatternConstraint) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Forbids equal elements.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.is_unique = true;
        self
    }

    /// Sets the constraint on the elements of a list, or on the values of a map.
    #[must_use]
    pub const fn element(mut self, element: &'static Constraint) -> Self {
        self.element = Some(element);
        self
    }

    /// Sets the constraint on the keys of a map.
    #[must_use]
    pub const fn key(mut self, key: &'static Constraint) -> Self {
        self.key = Some(key);
        self
    }
}

impl Default for Constraint {
    fn default() -> Self {
        Self::new()
    }
}

/// Defines the patterns and the table of constraints of a service: a row per pattern, then a row
/// per member.
#[doc(hidden)]
#[macro_export]
macro_rules! constraints {
    ($table:ident {
        $(static $name:ident = $text:literal, $pattern:expr;)*
        $($shape:literal, $member:literal: $constraint:expr;)*
    }) => {
        $(
            static $name: $crate::constraints::PatternConstraint = $crate::constraints::PatternConstraint {
                text: $text,
                pattern: $pattern,
            };
        )*

        pub(crate) static $table: &[$crate::constraints::MemberConstraint] = &[
            $($crate::constraints::MemberConstraint { shape: $shape, member: $member, constraint: $constraint },)*
        ];
    };
}
