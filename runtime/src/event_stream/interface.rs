//! The errors of event streams in the public types of a client.

use super::raw_message::RawMessage;
use crate::error::service::ServiceError;
use crate::error::{Interface, OwnTypes, SdkError};

/// The public types of event streams.
#[doc(hidden)]
pub trait EventInterface: Interface {
    /// The error of an event stream.
    type EventError<E: ServiceError>: From<SdkError<E, RawMessage>>;
}

/// The error of an event stream of a service with this error type.
pub type EventError<E> = <<E as ServiceError>::Interface as EventInterface>::EventError<E>;

impl EventInterface for OwnTypes {
    type EventError<E: ServiceError> = SdkError<E, RawMessage>;
}
