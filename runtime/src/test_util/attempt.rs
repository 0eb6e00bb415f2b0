//! The inputs of calls, attached to the requests of a mock, so that no body has to be parsed.

use std::any::Any;
use std::sync::Arc;

use crate::box_error::BoxError;
use crate::http::{HttpRequest, HttpResponse};
use crate::interceptor::{AnyInput, CallContext, Interceptor, Replacement};
use crate::operation::Operation;
use crate::test_util::answer::Typed;

/// The call that an attempt belongs to, as an extension of its request.
#[derive(Clone)]
pub(super) struct AttemptedCall {
    pub(super) operation: &'static Operation,
    pub(super) input: Arc<dyn AnyInput>,
    /// The idempotency token that the client generated.
    pub(super) token: Option<String>,
}

impl AttemptedCall {
    /// Returns whether both are attempts of one call.
    pub(super) fn is_of_call(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.input, &other.input)
    }

    /// Returns the input, for a downcast.
    pub(super) fn input(&self) -> &dyn Any {
        self.input.as_ref()
    }

    /// Returns whether this is a call of the operation.
    pub(super) fn is_of(&self, operation: &Operation) -> bool {
        std::ptr::eq(self.operation.service, operation.service) && self.operation.name == operation.name
    }
}

/// Passes inputs to the transport of a mock, and its outputs and errors to the caller.
pub(super) struct MockInterceptor;

impl Interceptor for MockInterceptor {
    fn modify_before_transmit(&self, call: &CallContext, request: &mut HttpRequest) -> Result<(), BoxError> {
        if let Some(input) = &call.input {
            request.extensions_mut().insert(AttemptedCall {
                operation: call.operation,
                input: Arc::clone(input),
                token: call.generated_token.clone(),
            });
        }
        Ok(())
    }

    fn replace_output(&self, _: &CallContext, response: &HttpResponse) -> Option<Replacement> {
        response.extensions().get::<Typed>()?.take()
    }
}
