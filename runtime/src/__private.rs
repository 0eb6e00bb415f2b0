//! The macros of generated code and their helpers.

pub mod builders;
pub mod enums;
pub mod literal;
mod macros;
mod operation_error;
pub mod redaction;
#[cfg(feature = "serde")]
pub mod shape_serde;
pub mod structure;
