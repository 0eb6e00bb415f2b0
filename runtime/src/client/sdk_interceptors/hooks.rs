//! The order in which the hooks of interceptors run.

use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextMut, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};

use super::State;
use crate::box_error::BoxError;

/// Runs a hook of all interceptors that are enabled.
macro_rules! hook {
    ($interceptors:ident, $state:ident, read $hook:ident($context:ident)) => {
        for interceptor in enabled($interceptors, $state) {
            let context = $context::from(&$state.context);
            interceptor.$hook(&context, &$state.components, &mut $state.bag)?;
        }
    };
    ($interceptors:ident, $state:ident, modify $hook:ident($context:ident)) => {
        for interceptor in enabled($interceptors, $state) {
            let mut context = $context::from(&mut $state.context);
            interceptor.$hook(&mut context, &$state.components, &mut $state.bag)?;
        }
    };
}

fn enabled<'i>(interceptors: &'i [SharedInterceptor], state: &State) -> Vec<&'i SharedInterceptor> {
    let enabled = |interceptor: &&SharedInterceptor| interceptor.enabled(&state.bag);
    interceptors.iter().filter(enabled).collect()
}

/// Runs the hooks that see the input.
pub(super) fn before_serialization(interceptors: &[SharedInterceptor], state: &mut State) -> Result<(), BoxError> {
    for interceptor in enabled(interceptors, state) {
        let context = BeforeSerializationInterceptorContextRef::from(&state.context);
        interceptor.read_before_execution(&context, &mut state.bag)?;
    }
    hook!(interceptors, state, modify modify_before_serialization(BeforeSerializationInterceptorContextMut));
    hook!(interceptors, state, read read_before_serialization(BeforeSerializationInterceptorContextRef));
    Ok(())
}

/// Runs the hooks that see the request of all attempts.
pub(super) fn after_serialization(interceptors: &[SharedInterceptor], state: &mut State) -> Result<(), BoxError> {
    hook!(interceptors, state, read read_after_serialization(BeforeTransmitInterceptorContextRef));
    hook!(interceptors, state, modify modify_before_retry_loop(BeforeTransmitInterceptorContextMut));
    Ok(())
}

/// Runs the hooks that see the request of an attempt without its signature.
pub(super) fn before_signing(interceptors: &[SharedInterceptor], state: &mut State) -> Result<(), BoxError> {
    hook!(interceptors, state, read read_before_attempt(BeforeTransmitInterceptorContextRef));
    hook!(interceptors, state, modify modify_before_signing(BeforeTransmitInterceptorContextMut));
    hook!(interceptors, state, read read_before_signing(BeforeTransmitInterceptorContextRef));
    Ok(())
}

/// Runs the hooks that see the signed request of an attempt.
pub(super) fn before_transmit(interceptors: &[SharedInterceptor], state: &mut State) -> Result<(), BoxError> {
    hook!(interceptors, state, read read_after_signing(BeforeTransmitInterceptorContextRef));
    hook!(interceptors, state, modify modify_before_transmit(BeforeTransmitInterceptorContextMut));
    hook!(interceptors, state, read read_before_transmit(BeforeTransmitInterceptorContextRef));
    Ok(())
}

/// Runs the hooks that see the response of an attempt.
pub(super) fn before_deserialization(interceptors: &[SharedInterceptor], state: &mut State) -> Result<(), BoxError> {
    hook!(interceptors, state, read read_after_transmit(BeforeDeserializationInterceptorContextRef));
    hook!(interceptors, state, modify modify_before_deserialization(BeforeDeserializationInterceptorContextMut));
    hook!(interceptors, state, read read_before_deserialization(BeforeDeserializationInterceptorContextRef));
    Ok(())
}

/// Runs the hooks that see the output or the error of an attempt that got a response.
pub(super) fn after_deserialization(interceptors: &[SharedInterceptor], state: &mut State) -> Result<(), BoxError> {
    hook!(interceptors, state, read read_after_deserialization(AfterDeserializationInterceptorContextRef));
    Ok(())
}

/// Runs the hooks at the end of an attempt.
pub(super) fn attempt_completed(interceptors: &[SharedInterceptor], state: &mut State) -> Result<(), BoxError> {
    hook!(interceptors, state, modify modify_before_attempt_completion(FinalizerInterceptorContextMut));
    hook!(interceptors, state, read read_after_attempt(FinalizerInterceptorContextRef));
    Ok(())
}

/// Runs the hooks at the end of a call.
pub(super) fn completed(interceptors: &[SharedInterceptor], state: &mut State) -> Result<(), BoxError> {
    hook!(interceptors, state, modify modify_before_completion(FinalizerInterceptorContextMut));
    hook!(interceptors, state, read read_after_execution(FinalizerInterceptorContextRef));
    Ok(())
}
