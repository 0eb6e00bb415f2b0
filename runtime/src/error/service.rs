//! The trait of the error type of a service.

use super::ErrorMetadata;
use crate::serde::{ReadError, ShapeReader};

/// The error type of a service: a variant for each modelled exception and one for the rest.
pub trait ServiceError: std::error::Error + Send + Sync + Sized + 'static {
    /// Reads the exception of this code; one that is not modelled keeps its metadata alone.
    ///
    /// The code in the metadata, which users see, is another one where a service is compatible with awsQuery.
    fn read(code: &str, metadata: ErrorMetadata, reader: &mut dyn ShapeReader) -> Result<Self, ReadError>;

    /// An error without a body that could be read.
    fn unhandled(metadata: ErrorMetadata) -> Self;

    /// The HTTP status that the model gives the exception (`smithy.api#httpError`, `smithy.api#error`).
    fn status(&self) -> Option<u16> {
        None
    }
}
