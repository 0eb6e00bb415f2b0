//! The constraints on values of requests as data.

use crate::patterns::ir::Pattern;

/// The constraints of a service.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// The constraints, by shape and member.
    pub members: Vec<MemberConstraint>,
    /// The patterns that they name, as the model has them and compiled, without duplicates.
    pub patterns: Vec<(String, Pattern)>,
    /// The patterns that cannot be checked, as the model has them.
    pub unchecked: Vec<String>,
}

/// The constraint on a member.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberConstraint {
    /// The id of the structure or union.
    pub shape: String,
    /// The member's name.
    pub member: String,
    /// The constraint.
    pub constraint: Constraint,
}

/// The constraint on a value and on the values in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraint {
    /// The least and the greatest length (`smithy.api#length`).
    pub length: Option<(u64, u64)>,
    /// The least and the greatest number (`smithy.api#range`), as the model writes them.
    pub range: Option<(Option<String>, Option<String>)>,
    /// The index of the pattern (`smithy.api#pattern`).
    pub pattern: Option<usize>,
    /// Whether elements must be unique (`smithy.api#uniqueItems`).
    pub is_unique: bool,
    /// The constraint on the elements of a list, or on the values of a map.
    pub element: Option<Box<Constraint>>,
    /// The constraint on the keys of a map.
    pub key: Option<Box<Constraint>>,
}
