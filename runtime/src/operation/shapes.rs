//! The traits through which the orchestrator handles inputs and outputs of any type.

use std::fmt;

use super::{BoundMembers, Operation, RequestIds, ServiceError};
use crate::endpoint::EndpointRequest;
use crate::error::BuildError;
use crate::serde::{DeserializeShape, SerializeShape};

/// The input structure of an operation.
pub trait OperationInput: SerializeShape + fmt::Debug + Send + Sync + 'static {
    /// The output structure.
    type Output: OperationOutput;
    /// The service's error type.
    type Error: ServiceError;
    /// The operation.
    const OPERATION: &'static Operation;

    /// Sets the members that the client has values for, and records the values that are sent.
    fn bind(&mut self, bound: &mut BoundMembers) {
        let _ = bound;
    }

    /// Sets idempotency tokens that are unset (`smithy.api#idempotencyToken`), and checks that all
    /// required members are set.
    fn prepare(&mut self, new_token: &mut dyn FnMut() -> String) -> Result<(), BuildError> {
        let _ = new_token;
        Ok(())
    }

    /// Passes the parameters of the operation and its input to the endpoint rules
    /// (`smithy.rules#contextParam`, `staticContextParams`, `operationContextParams`), and the host
    /// prefix (`smithy.api#endpoint`).
    fn endpoint_params(&self, request: &mut EndpointRequest<'_>) {
        let _ = request;
    }
}

/// The output structure of an operation.
pub trait OperationOutput: DeserializeShape + fmt::Debug + Send + Sync + 'static {
    /// Stores the request ids that the service assigned.
    fn set_request_id(&mut self, request_id: RequestIds);

    /// Checks that the members that the client set have the values of the request.
    ///
    /// # Errors
    /// A member has a different value.
    fn check_bound(&self, bound: &BoundMembers) -> Result<(), String> {
        let _ = bound;
        Ok(())
    }
}

/// Sets the value of a member that is unset or empty.
#[inline(never)]
pub fn default_text(member: &mut Option<String>, value: &str) {
    if member.as_deref().is_none_or(str::is_empty) {
        *member = Some(value.to_owned());
    }
}
