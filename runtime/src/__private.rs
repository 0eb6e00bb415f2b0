//! The macros of generated code and their helpers.

pub mod builders;
pub mod enums;
mod errors;
pub mod literal;
mod macros;
pub mod redaction;
#[cfg(feature = "serde")]
pub mod shape_serde;
pub mod structure;

#[cfg(feature = "aws-config")]
pub use aws_smithy_types::error::ErrorMetadata as SdkErrorMetadata;
#[cfg(feature = "aws-config")]
pub use aws_smithy_types::error::metadata::ProvideErrorMetadata as ProvideSdkMetadata;
