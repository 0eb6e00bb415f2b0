//! Errors in the service's form.

use std::fmt;

use serde_json::{Value, json};

use crate::model::{Model, NAMESPACE};

/// An error of the service: the name of its structure and its members.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceError {
    pub(crate) name: String,
    pub(crate) body: Value,
}

/// An entry of a `ValidationException`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldError {
    pub(crate) field: String,
    pub(crate) code: Code,
    pub(crate) message: String,
}

/// The codes of [`FieldError`]: the enum `ValidationExceptionErrorCode` of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    RequiredFieldMissing,
    InvalidEnumValue,
    InvalidStringFormat,
    InvalidValue,
    NotEnoughValues,
    TooManyValues,
    DuplicateKeyValue,
    ValueOutOfRange,
    ActionNotPermitted,
}

impl Code {
    fn as_str(self) -> &'static str {
        match self {
            Self::RequiredFieldMissing => "REQUIRED_FIELD_MISSING",
            Self::InvalidEnumValue => "INVALID_ENUM_VALUE",
            Self::InvalidStringFormat => "INVALID_STRING_FORMAT",
            Self::InvalidValue => "INVALID_VALUE",
            Self::NotEnoughValues => "NOT_ENOUGH_VALUES",
            Self::TooManyValues => "TOO_MANY_VALUES",
            Self::DuplicateKeyValue => "DUPLICATE_KEY_VALUE",
            Self::ValueOutOfRange => "VALUE_OUT_OF_RANGE",
            Self::ActionNotPermitted => "ACTION_NOT_PERMITTED",
        }
    }
}

impl FieldError {
    pub(crate) fn new(field: impl Into<String>, code: Code, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            code,
            message: message.into(),
        }
    }
}

impl ServiceError {
    /// Returns an error of the model, such as `ThrottlingException`, with this message.
    pub fn new(name: &str, message: &str) -> Self {
        Self {
            name: name.to_owned(),
            body: json!({ "Message": message }),
        }
    }

    /// Returns an error of the model with these members.
    pub fn with_members(name: &str, members: Value) -> Self {
        Self {
            name: name.to_owned(),
            body: members,
        }
    }

    /// Returns the error for a request that violates the model's constraints.
    pub(crate) fn invalid_request(errors: &[FieldError]) -> Self {
        Self::validation("REQUEST_VALIDATION_FAILED", "The request is not valid", errors)
    }

    /// Returns the error for a request that violates the rules of the business.
    pub(crate) fn invalid_business(errors: &[FieldError]) -> Self {
        Self::validation(
            "BUSINESS_VALIDATION_FAILED",
            "The request does not pass the business validation rules",
            errors,
        )
    }

    /// Returns the error for an action that the state of a resource does not allow.
    pub(crate) fn not_permitted(field: &str, message: impl Into<String>) -> Self {
        Self::invalid_business(&[FieldError::new(field, Code::ActionNotPermitted, message)])
    }

    pub(crate) fn invalid_value(field: &str, message: impl Into<String>) -> Self {
        Self::invalid_request(&[FieldError::new(field, Code::InvalidValue, message)])
    }

    pub(crate) fn conflict(message: &str) -> Self {
        Self::new("ConflictException", message)
    }

    pub(crate) fn not_found(kind: &str, id: &str) -> Self {
        Self::new("ResourceNotFoundException", &format!("{kind} {id} was not found"))
    }

    pub(crate) fn quota(message: &str) -> Self {
        Self::new("ServiceQuotaExceededException", message)
    }

    pub(crate) fn throttling(message: &str) -> Self {
        Self::new("ThrottlingException", message)
    }

    pub(crate) fn internal(message: &str) -> Self {
        Self::new("InternalServerException", message)
    }

    fn validation(reason: &str, message: &str, errors: &[FieldError]) -> Self {
        let entry = |error: &FieldError| {
            json!({
                "FieldName": error.field,
                "Code": error.code.as_str(),
                "Message": error.message,
            })
        };
        let list: Vec<Value> = errors.iter().map(entry).collect();
        Self::with_members(
            "ValidationException",
            json!({ "Message": message, "Reason": reason, "ErrorList": list }),
        )
    }

    /// Returns the HTTP status: the one of the model, or 400 for errors of the protocol.
    pub(crate) fn status(&self, model: &Model) -> u16 {
        let shape = model.shape(&self.name);
        shape.and_then(|shape| shape.status).unwrap_or(400)
    }

    /// Returns the members with the type, as awsJson has it.
    pub(crate) fn to_json(&self, model: &Model) -> Value {
        let mut body = self.body.clone();
        let namespace = match model.shape(&self.name) {
            Some(_) => NAMESPACE,
            None => "com.amazon.coral.service#",
        };
        body["__type"] = json!([namespace, &self.name].concat());
        body
    }

    /// Returns the message.
    pub(crate) fn message(&self) -> &str {
        self.body["Message"].as_str().unwrap_or_default()
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.name, self.message())
    }
}

impl std::error::Error for ServiceError {}
