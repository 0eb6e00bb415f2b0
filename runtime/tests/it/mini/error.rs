//! The exception of the service, and its error type.

use std::fmt;

use smithy_client_runtime::error::{ErrorMetadata, OwnTypes, ProvideErrorMetadata, Unhandled, display_exception};
use smithy_client_runtime::operation::ServiceError;
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

static VALIDATION: Schema = Schema::new("com.example#ValidationException", "Message;Reason;Secret sensitive;");

#[derive(Debug, Default)]
pub struct ValidationException {
    pub message: String,
    pub reason: String,
    pub secret: Option<String>,
    meta: ErrorMetadata,
}

impl SerializeShape for ValidationException {
    fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
        writer.structure(member, &VALIDATION, &[&self.message, &self.reason, &self.secret]);
    }
}

impl ErrorCorrection for ValidationException {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for ValidationException {
    fn read_into(slot: &mut Self, reader: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        reader.structure(
            &VALIDATION,
            &mut [&mut slot.message, &mut slot.reason, &mut slot.secret],
        )
    }
}

#[derive(Debug)]
pub enum Error {
    ValidationException(ValidationException),
    Unhandled(Unhandled),
}

impl ServiceError for Error {
    type Interface = OwnTypes;

    fn read(code: &str, metadata: ErrorMetadata, reader: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        Ok(match code {
            "ValidationException" => {
                let mut error: ValidationException = reader.read()?;
                error.meta = metadata;
                Self::ValidationException(error)
            }
            _ => Self::Unhandled(Unhandled::new(metadata)),
        })
    }

    fn unhandled(metadata: ErrorMetadata) -> Self {
        Self::Unhandled(Unhandled::new(metadata))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ValidationException(error) => display_exception(f, &error.meta, error),
            Self::Unhandled(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::ValidationException(_) => None,
            Self::Unhandled(error) => error.source(),
        }
    }
}

impl ProvideErrorMetadata for Error {
    fn meta(&self) -> &ErrorMetadata {
        match self {
            Self::ValidationException(error) => &error.meta,
            Self::Unhandled(error) => error.meta(),
        }
    }
}
