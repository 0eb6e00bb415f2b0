//! Tools for maintainers of models. They are not stages of the generator.

pub mod catalog;
pub mod docs_lint;
pub mod iam;
pub mod import;
pub mod semver;
