//! The macros of generated code and their helpers.

pub mod builders;
pub mod enums;
pub mod literal;
mod macros;
pub mod redaction;
pub mod structure;
