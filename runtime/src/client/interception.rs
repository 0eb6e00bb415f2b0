//! The interceptors of one call.

use std::sync::Arc;

use super::outcome::{CallOutcome, Failure, ServiceResponse};
#[cfg(feature = "aws-config")]
use super::sdk_interceptors::SdkInterceptors;
use super::uuid;
use crate::box_error::BoxError;
use crate::config::Config;
#[cfg(feature = "aws-config")]
use crate::http::ConnectorError;
use crate::http::{HttpRequest, HttpResponse};
use crate::interceptor::{AnyInput, CallContext, Interceptor, Replacement, SharedInterceptor};
use crate::operation::{Operation, OperationInput};

/// The interceptors of a call, those of the client first, with what they see of it.
pub(super) struct Interception {
    interceptors: Vec<SharedInterceptor>,
    call: CallContext,
    /// The interceptors with the interface of the AWS SDK.
    #[cfg(feature = "aws-config")]
    sdk: Option<Box<SdkInterceptors>>,
}

impl Interception {
    pub(super) fn new(operation: &'static Operation, config: &Config, mut of_call: Vec<SharedInterceptor>) -> Self {
        let mut interceptors = config.own_interceptors().to_vec();
        interceptors.append(&mut of_call);
        Self {
            interceptors,
            call: CallContext {
                operation,
                input: None,
                generated_token: None,
            },
            #[cfg(feature = "aws-config")]
            sdk: None,
        }
    }

    /// Runs the hooks of the AWS SDK's interface that see the input, and returns the input that
    /// they leave.
    #[inline]
    pub(super) fn start<I: OperationInput>(&mut self, config: &Config, input: I) -> Result<I, BoxError> {
        #[cfg(feature = "aws-config")]
        if config.interceptors().next().is_some() {
            let interceptors = config.interceptors().collect();
            let (started, input) = SdkInterceptors::start(interceptors, self.call.operation, config, input)?;
            self.sdk = Some(Box::new(started));
            return Ok(input);
        }
        let _ = config;
        Ok(input)
    }

    /// Returns whether there are no interceptors.
    pub(super) fn is_empty(&self) -> bool {
        self.interceptors.is_empty()
    }

    /// Returns whether an interceptor of any interface sees the requests.
    pub(super) fn sees_requests(&self) -> bool {
        #[cfg(feature = "aws-config")]
        if self.sdk.is_some() {
            return true;
        }
        !self.is_empty()
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

    /// Runs the hooks that see the request of all attempts.
    pub(super) fn after_serialization(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        #[cfg(feature = "aws-config")]
        if let Some(sdk) = &self.sdk {
            return sdk.after_serialization(request);
        }
        let _ = request;
        Ok(())
    }

    /// Starts an attempt.
    pub(super) fn start_attempt(&self, number: u32) {
        #[cfg(feature = "aws-config")]
        if let Some(sdk) = &self.sdk {
            sdk.start_attempt(number);
        }
        let _ = number;
    }

    pub(super) fn modify_before_signing(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        self.each(|interceptor, call| interceptor.modify_before_signing(call, request))?;
        #[cfg(feature = "aws-config")]
        if let Some(sdk) = &self.sdk {
            sdk.before_signing(request)?;
        }
        Ok(())
    }

    pub(super) fn modify_before_transmit(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        self.each(|interceptor, call| interceptor.modify_before_transmit(call, request))?;
        #[cfg(feature = "aws-config")]
        if let Some(sdk) = &self.sdk {
            sdk.before_transmit(request)?;
        }
        Ok(())
    }

    /// Shows the response of an attempt to interceptors, and returns what they leave of it.
    pub(super) fn before_deserialization(&self, response: HttpResponse) -> Result<HttpResponse, Failure> {
        for interceptor in &self.interceptors {
            interceptor.read_before_deserialization(&self.call, &response);
        }
        #[cfg(feature = "aws-config")]
        if let Some(sdk) = &self.sdk {
            let response = sdk.before_deserialization(response);
            return response.map_err(|error| Failure::Dispatch(ConnectorError::other(error, None)));
        }
        Ok(response)
    }

    /// Ends an attempt, and returns the outcome by which retries are decided.
    pub(super) fn complete_attempt(
        &self,
        outcome: Result<ServiceResponse, Failure>,
    ) -> Result<ServiceResponse, Failure> {
        #[cfg(feature = "aws-config")]
        if let Some(sdk) = &self.sdk {
            return sdk.complete_attempt(self.call.operation, outcome);
        }
        outcome
    }

    /// Ends the call: interceptors may replace its output or its error.
    pub(super) fn complete(&self, outcome: &mut CallOutcome) {
        if let Ok(response) = &mut outcome.result {
            response.replacement = self.replace_output(&response.http);
        }
        #[cfg(feature = "aws-config")]
        if let Some(sdk) = &self.sdk
            && !matches!(&outcome.result, Ok(response) if response.replacement.is_some())
        {
            outcome.intercepted = Some(sdk.complete(&outcome.result));
        }
    }

    /// Returns the output of the first interceptor that replaces it.
    fn replace_output(&self, response: &HttpResponse) -> Option<Replacement> {
        for interceptor in &self.interceptors {
            if let Some(replacement) = interceptor.replace_output(&self.call, response) {
                return Some(replacement);
            }
        }
        None
    }

    fn each(
        &self,
        mut run: impl FnMut(&dyn Interceptor, &CallContext) -> Result<(), BoxError>,
    ) -> Result<(), BoxError> {
        for interceptor in &self.interceptors {
            run(interceptor.as_ref(), &self.call)?;
        }
        Ok(())
    }
}
