//! The tools of whoever keeps a model: they are no stages of a run.

pub mod docs_lint;
pub mod iam;
pub mod import;
pub mod semver;
