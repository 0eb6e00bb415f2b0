//! Interceptors with the interface of the AWS SDK, which see a call of this crate in the SDK's
//! types.

mod hooks;

use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, InterceptorContext, OutputOrError};
use aws_smithy_runtime_api::client::orchestrator::{Metadata, OrchestratorError};
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Layer};

use super::outcome::{Failure, ServiceResponse};
use super::response::Deserializer;
use crate::box_error::BoxError;
use crate::config::Config;
use crate::config::sdk_config::{self, request_from_sdk, request_to_sdk, response_from_sdk};
use crate::http::{HttpRequest, HttpResponse};
use crate::operation::{Operation, OperationInput};

/// The interceptors of a call, with the state of the call that they see and change.
pub(super) struct SdkInterceptors {
    interceptors: Vec<SharedInterceptor>,
    deserializer: Deserializer,
    /// The lock is never waited for: the hooks of a call run one after another.
    state: Mutex<State>,
}

/// The part of a call that the hooks see and change.
struct State {
    context: InterceptorContext,
    bag: ConfigBag,
    components: RuntimeComponents,
}

impl SdkInterceptors {
    /// Runs the hooks before serialization, and returns the input that they leave.
    pub(super) fn start<I: OperationInput>(
        interceptors: Vec<SharedInterceptor>,
        operation: &'static Operation,
        config: &Config,
        input: I,
    ) -> Result<(Self, I), BoxError> {
        let mut state = State {
            context: InterceptorContext::new(Input::erase(input)),
            bag: bag(operation, config),
            components: config.runtime_components()?,
        };
        hooks::before_serialization(&interceptors, &mut state)?;
        let input = state.context.take_input().and_then(|input| input.downcast().ok());
        let input = input.ok_or("an interceptor replaced the input by one of another operation")?;
        let started = Self {
            interceptors,
            deserializer: Deserializer::of::<I::Output, I::Error>(),
            state: Mutex::new(state),
        };
        Ok((started, input))
    }

    /// Runs the hooks between serialization and the first attempt.
    pub(super) fn after_serialization(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        self.with_request(request, hooks::after_serialization)
    }

    /// Runs the hooks of an attempt before its request is signed.
    pub(super) fn before_signing(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        self.with_request(request, hooks::before_signing)
    }

    /// Runs the hooks of an attempt after its request was signed.
    pub(super) fn before_transmit(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        self.with_request(request, hooks::before_transmit)
    }

    fn with_request(
        &self,
        request: &mut HttpRequest,
        hooks: fn(&[SharedInterceptor], &mut State) -> Result<(), BoxError>,
    ) -> Result<(), BoxError> {
        let mut state = self.lock();
        state.context.set_request(request_to_sdk(std::mem::take(request))?);
        hooks(&self.interceptors, &mut state)?;
        let changed = state
            .context
            .take_request()
            .ok_or("an interceptor removed the request")?;
        *request = request_from_sdk(changed)?;
        Ok(())
    }

    /// Forgets the attempt before this one.
    pub(super) fn start_attempt(&self, number: u32) {
        let mut state = self.lock();
        let _ = state.context.take_output_or_error();
        let _ = state.context.take_request();
        state.bag.interceptor_state().store_put(RequestAttempts::new(number));
    }

    /// Runs the hooks before deserialization, and returns the response that they leave.
    pub(super) fn before_deserialization(&self, response: HttpResponse) -> Result<HttpResponse, BoxError> {
        let mut state = self.lock();
        state.context.set_response(response.into());
        hooks::before_deserialization(&self.interceptors, &mut state)?;
        let response = state.context.response_mut();
        Ok(response_from_sdk(
            response.ok_or("an interceptor removed the response")?,
        ))
    }

    /// Deserializes the response of an attempt, and runs the hooks after deserialization. Returns
    /// the outcome by which retries are decided.
    pub(super) fn complete_attempt(
        &self,
        operation: &'static Operation,
        outcome: Result<ServiceResponse, Failure>,
    ) -> Result<ServiceResponse, Failure> {
        let mut state = self.lock();
        let answered = match &outcome {
            Ok(response) => {
                let read = self.deserializer.read(operation, response);
                state.context.set_output_or_error(read);
                hooks::after_deserialization(&self.interceptors, &mut state)
            }
            Err(failure) => {
                state.context.set_output_or_error(Err(described(failure)));
                Ok(())
            }
        };
        let completed = answered.and_then(|()| hooks::attempt_completed(&self.interceptors, &mut state));
        if let Err(error) = completed {
            state.context.set_output_or_error(Err(OrchestratorError::other(error)));
        }
        match (state.context.output_or_error(), outcome) {
            (Some(Ok(_)), Ok(response)) => Ok(response.without_error()),
            (Some(Ok(_)), Err(_)) => Ok(ServiceResponse::empty()),
            (Some(Err(error)), Ok(response)) => {
                let error = error.as_operation_error();
                let metadata = error.and_then(|error| self.deserializer.metadata(error));
                Ok(response.with_error(metadata))
            }
            (_, outcome) => outcome,
        }
    }

    /// Runs the hooks at the end of the call, and returns its result.
    pub(super) fn complete(&self, result: &Result<ServiceResponse, Failure>) -> OutputOrError {
        let mut state = self.lock();
        if let Err(failure) = result
            && state.context.output_or_error().is_none_or(|result| result.is_ok())
        {
            state.context.set_output_or_error(Err(described(failure)));
        }
        match hooks::completed(&self.interceptors, &mut state) {
            Err(error) => Err(OrchestratorError::other(error)),
            Ok(()) => {
                let result = state.context.take_output_or_error();
                result.unwrap_or_else(|| Err(OrchestratorError::other("an interceptor removed the output")))
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the values of a call that interceptors of the SDK read.
fn bag(operation: &'static Operation, config: &Config) -> ConfigBag {
    let mut layer = Layer::new("smithy-client-runtime");
    layer.store_put(Metadata::new(operation.name, operation.service.sdk_id));
    layer.store_or_unset(config.region().cloned());
    let mut bag = ConfigBag::base();
    bag.push_layer(layer);
    bag
}

/// Returns the error of the SDK that a failure is for interceptors.
fn described(failure: &Failure) -> OrchestratorError<Error> {
    match failure {
        Failure::Construction(source) => OrchestratorError::other(source.to_string()),
        Failure::Dispatch(source) => OrchestratorError::connector(sdk_config::described(source)),
        Failure::Timeout(source) => OrchestratorError::timeout(source.to_string().into()),
    }
}
