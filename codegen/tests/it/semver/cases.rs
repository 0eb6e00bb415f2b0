//! Changes of a model with their verdicts.

mod model;
mod operations;
mod shapes;

use smithy_codegen::maintenance::semver::Verdict;

pub(super) use self::model::MODEL;

/// A change of the model as replacements, the verdict, and texts that the report has.
pub(super) type Case = (
    &'static [(&'static str, &'static str)],
    Option<Verdict>,
    &'static [&'static str],
);

pub(super) const MAJOR: Option<Verdict> = Some(Verdict::Major);

pub(super) const MINOR: Option<Verdict> = Some(Verdict::Minor);

pub(super) const PATCH: Option<Verdict> = Some(Verdict::Patch);

pub(super) const CASES: [&[Case]; 2] = [operations::CASES, shapes::CASES];
