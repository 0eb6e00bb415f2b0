//! The interface of interceptors: code that runs at fixed points of a call.

use std::any::Any;
use std::sync::Arc;

use crate::box_error::BoxError;
use crate::http::{HttpRequest, HttpResponse};
use crate::operation::{Operation, OperationInput};
use crate::serde::SerializeShape;

/// Code that runs at fixed points of each call. Interceptors of the client run before those of the
/// call, and each kind in the order in which they were added.
pub(crate) trait Interceptor: Send + Sync {
    /// Runs once for each call, before its input is serialized.
    fn read_before_serialization(&self, call: &CallContext) -> Result<(), BoxError> {
        let _ = call;
        Ok(())
    }

    /// Runs for each attempt, before the request is signed.
    fn modify_before_signing(&self, call: &CallContext, request: &mut HttpRequest) -> Result<(), BoxError> {
        let _ = (call, request);
        Ok(())
    }

    /// Runs for each attempt, with the signed request.
    fn modify_before_transmit(&self, call: &CallContext, request: &mut HttpRequest) -> Result<(), BoxError> {
        let _ = (call, request);
        Ok(())
    }

    /// Runs for each attempt that got a response of any status, before it is deserialized.
    fn read_before_deserialization(&self, call: &CallContext, response: &HttpResponse) {
        let _ = (call, response);
    }

    /// Runs once for each call that got a response. A returned value replaces the output or the
    /// error of the response, and must have its type.
    fn replace_output(&self, call: &CallContext, response: &HttpResponse) -> Option<Replacement> {
        let _ = (call, response);
        None
    }
}

/// An output or an error that replaces that of a response.
pub(crate) type Replacement = Box<dyn Any + Send>;

/// An interceptor that the calls of a client share.
pub(crate) type SharedInterceptor = Arc<dyn Interceptor>;

/// An input of any operation. It does not require `Debug`, whose code would be linked for each
/// operation that is called.
pub(crate) trait AnyInput: Any + SerializeShape + Send + Sync {}

impl<I: OperationInput> AnyInput for I {}

/// The call that an interceptor runs for.
pub(crate) struct CallContext {
    #[cfg_attr(not(feature = "test-util"), allow(dead_code, reason = "only mocks need it"))]
    pub(crate) operation: &'static Operation,
    /// The input; unset before all required members are known to be set.
    pub(crate) input: Option<Arc<dyn AnyInput>>,
    /// The idempotency token that the client generated.
    pub(crate) generated_token: Option<String>,
}
