//! The errors of events in the types that a client shows its users.

use super::raw_message::RawMessage;
use crate::error::service::ServiceError;
use crate::error::{Interface, OwnTypes, SdkError};

/// The types of event streams that a client shows its users.
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
