//! The trait of the error type of a service.

use super::{ErrorMetadata, Interface, ProvideErrorMetadata};
use crate::serde::{DeserializeError, ShapeDeserializer};

/// The error type of a service: a variant for each modelled exception, and one for all others.
pub trait ServiceError: std::error::Error + ProvideErrorMetadata + Send + Sync + Sized + 'static {
    /// The public types of the client.
    type Interface: Interface;

    /// Deserializes the exception of this code. An exception that is not modelled only has its
    /// metadata.
    ///
    /// The code in the metadata, which users see, differs from `code` for services that are
    /// compatible with awsQuery.
    fn read(
        code: &str,
        metadata: ErrorMetadata,
        deserializer: &mut dyn ShapeDeserializer,
    ) -> Result<Self, DeserializeError>;

    /// Returns an error without content.
    fn unhandled(metadata: ErrorMetadata) -> Self;

    /// Returns the HTTP status that the model gives the exception (`smithy.api#httpError`,
    /// `smithy.api#error`).
    fn status(&self) -> Option<u16> {
        None
    }
}
