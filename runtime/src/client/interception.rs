//! The interceptors of one call.

use std::sync::Arc;

use super::uuid;
use crate::box_error::BoxError;
use crate::http::{HttpRequest, HttpResponse};
use crate::interceptor::{AnyInput, CallContext, Interceptor, Replacement, SharedInterceptor};
use crate::operation::Operation;

/// The interceptors of a call, those of the client first, with what they see of it.
pub(super) struct Interception {
    interceptors: Vec<SharedInterceptor>,
    call: CallContext,
}

impl Interception {
    pub(super) fn new(
        operation: &'static Operation,
        of_client: &[SharedInterceptor],
        of_call: Vec<SharedInterceptor>,
    ) -> Self {
        let mut interceptors = of_call;
        if !of_client.is_empty() {
            interceptors.splice(0..0, of_client.iter().cloned());
        }
        Self {
            interceptors,
            call: CallContext {
                operation,
                input: None,
                generated_token: None,
            },
        }
    }

    /// Whether nothing is intercepted.
    pub(super) fn is_empty(&self) -> bool {
        self.interceptors.is_empty()
    }

    /// Generates an idempotency token.
    pub(super) fn generate_token(&mut self) -> String {
        let token = uuid::v4();
        if !self.is_empty() {
            self.call.generated_token = Some(token.clone());
        }
        token
    }

    /// Shows the input to interceptors from now on.
    pub(super) fn share_input(&mut self, input: Arc<dyn AnyInput>) {
        self.call.input = Some(input);
    }

    pub(super) fn read_before_serialization(&self) -> Result<(), BoxError> {
        self.each(|interceptor, call| interceptor.read_before_serialization(call))
    }

    pub(super) fn modify_before_signing(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        self.each(|interceptor, call| interceptor.modify_before_signing(call, request))
    }

    pub(super) fn modify_before_transmit(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        self.each(|interceptor, call| interceptor.modify_before_transmit(call, request))
    }

    pub(super) fn read_before_deserialization(&self, response: &HttpResponse) {
        for interceptor in &self.interceptors {
            interceptor.read_before_deserialization(&self.call, response);
        }
    }

    /// Returns what the first interceptor that replaces the output gives.
    pub(super) fn replace_output(&self, response: &HttpResponse) -> Option<Replacement> {
        let mut interceptors = self.interceptors.iter();
        interceptors.find_map(|interceptor| interceptor.replace_output(&self.call, response))
    }

    fn each(
        &self,
        mut run: impl FnMut(&dyn Interceptor, &CallContext) -> Result<(), BoxError>,
    ) -> Result<(), BoxError> {
        self.interceptors
            .iter()
            .try_for_each(|interceptor| run(interceptor.as_ref(), &self.call))
    }
}
