//! Rules between members, as data with their sources.

mod check;
mod tables;

pub(crate) use self::check::{check, differences};
pub(crate) use self::tables::{
    CONTEXT, EDITABLE_IN_ACTION_REQUIRED, FROZEN_AFTER_APPROVAL, SERVICE_MEMBERS, SUBMISSION, WRITE,
};

use crate::error::Code;

/// A rule between members of a document.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The path of a list whose elements the rule is about; paths are then relative to an element.
    pub(crate) each: Option<&'static str>,
    /// All of these must hold for the rule to apply.
    pub(crate) when: &'static [Test],
    /// The requirement; its path is the field of the error.
    pub(crate) then: Test,
    pub(crate) code: Code,
    pub(crate) message: &'static str,
    /// The page that states the rule.
    pub(crate) source: &'static str,
}

/// A condition of the value at a path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Test {
    pub(crate) path: &'static str,
    pub(crate) is: Is,
}

/// A condition of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Is {
    Present,
    /// Absent, or an empty list or text.
    Empty,
    Equal(&'static str),
    /// Absent, or another value.
    NotEqual(&'static str),
    /// Absent, or one of these.
    Only(&'static [&'static str]),
    /// Absent, or a date that is not before today.
    NotPast,
    /// Absent, or a union whose member is named by the value at another path.
    TaggedBy(&'static str),
}

/// Returns the rules as text: for each the field, the requirement and the source.
pub fn describe() -> Vec<[&'static str; 3]> {
    let rules = WRITE.iter().chain(&SUBMISSION).chain(&CONTEXT);
    rules.map(|rule| [rule.then.path, rule.message, rule.source]).collect()
}
