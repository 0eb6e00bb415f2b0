//! The errors of services.

use std::fmt;

use smithy_client_runtime::error::{ErrorMetadata, OwnTypes, ProvideErrorMetadata};
use smithy_client_runtime::operation::ServiceError;
use smithy_client_runtime::serde::{DeserializeError, ShapeDeserializer};

use super::{Value, read_structure};
use crate::dynamic::call::current;

/// An error of the service.
#[derive(Debug)]
pub(crate) struct CallError {
    metadata: ErrorMetadata,
    /// The members of a modelled exception.
    pub(crate) value: Option<Value>,
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.metadata.fmt(f)
    }
}

impl std::error::Error for CallError {}

impl ProvideErrorMetadata for CallError {
    fn meta(&self) -> &ErrorMetadata {
        &self.metadata
    }
}

impl ServiceError for CallError {
    type Interface = OwnTypes;

    fn read(
        code: &str,
        metadata: ErrorMetadata,
        deserializer: &mut dyn ShapeDeserializer,
    ) -> Result<Self, DeserializeError> {
        let found = current().and_then(|call| Some((call.shapes, call.shapes.exception(code)?)));
        let value = match found {
            Some((shapes, exception)) => Some(read_structure(shapes, exception, deserializer)?),
            None => None,
        };
        Ok(Self { metadata, value })
    }

    fn unhandled(metadata: ErrorMetadata) -> Self {
        Self { metadata, value: None }
    }
}
