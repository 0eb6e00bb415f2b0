//! The handle that generated clients wrap, and the path of a call: serialize, resolve the endpoint,
//! sign, send, retry, deserialize.

mod attempt;
mod auth_scheme;
mod authorization;
#[cfg(feature = "http-checksum")]
mod aws_chunked;
mod body;
#[cfg(feature = "http-digest-auth")]
mod challenge;
#[cfg(feature = "http-checksum")]
mod checksum;
#[cfg(feature = "http-digest-auth")]
mod digest;
#[cfg(feature = "endpoint-discovery")]
mod discovery;
mod endpoint_cache;
#[cfg(feature = "event-stream")]
mod event_signing;
mod framing;
mod interception;
mod orchestrator;
mod outcome;
mod prepared_request;
mod presign;
mod response;
mod response_future;
mod retry;
#[cfg(feature = "aws-config")]
mod sdk_interceptors;
#[cfg(feature = "s3-express")]
mod session;
mod shared;
#[cfg(feature = "streaming")]
mod streaming;
mod trace;
mod tree_hash;
mod unsigned_attempt;
pub(crate) mod uuid;
#[cfg(feature = "endpoint-discovery")]
mod wrong_endpoint;

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use tracing::Instrument;

#[cfg(feature = "endpoint-discovery")]
pub use self::discovery::ReloadEndpoint;
use self::endpoint_cache::EndpointCache;
use self::interception::Interception;
use self::outcome::{CallOutcome, Failure};
pub use self::presign::PresigningFuture;
pub use self::response_future::ResponseFuture;
use self::shared::Shared;
use crate::box_error::BoxError;
use crate::config::{Builder, Config};
use crate::endpoint::{EndpointRequest, Params};
use crate::error::{AttemptSummary, BuildError, SdkError};
use crate::future::BoxFuture;
use crate::http::HttpRequest;
use crate::interceptor::SharedInterceptor;
use crate::operation::{BoundMembers, Operation, OperationInput, Service};
use crate::serde::SerializeShape;
use crate::settings::ConfigError;

/// A client of any service, which generated clients wrap: the description of the service, a config,
/// and the state that calls share. Cheap to clone.
#[derive(Clone)]
pub struct Handle {
    inner: Arc<Inner>,
}

struct Inner {
    service: &'static Service,
    config: Config,
    user_agent: HeaderValue,
    endpoint_cache: EndpointCache,
    bound: Option<BoundMembers>,
    shared: Arc<Shared>,
}

impl Handle {
    /// Returns a client of this service.
    pub fn new(service: &'static Service, config: Config) -> Self {
        Self::with_shared(
            service,
            config.for_service(service.sdk_id, service.signing_name),
            None,
            Arc::default(),
        )
    }

    fn with_shared(
        service: &'static Service,
        config: Config,
        bound: Option<BoundMembers>,
        shared: Arc<Shared>,
    ) -> Self {
        let user_agent = config.user_agent().for_service(service.sdk_id, service.version);
        Self {
            inner: Arc::new(Inner {
                service,
                config,
                user_agent,
                endpoint_cache: EndpointCache::default(),
                bound,
                shared,
            }),
        }
    }

    /// Returns this client with some settings replaced. The state that calls share stays shared.
    #[inline]
    pub(crate) fn with_overrides(&self, overrides: Builder) -> Self {
        let config = self.inner.config.to_builder().with_overrides(overrides).build();
        let (bound, shared) = (self.inner.bound.clone(), Arc::clone(&self.inner.shared));
        Self::with_shared(self.inner.service, config, bound, shared)
    }

    /// Returns this client with a value for a member of inputs that is unset. The state that calls
    /// share stays shared.
    #[doc(hidden)]
    #[inline]
    pub fn with_bound_member(&self, member: &'static str, value: String) -> Self {
        let mut bound = self.inner.bound.clone().unwrap_or_default();
        bound.set(member, value);
        let (config, shared) = (self.inner.config.clone(), Arc::clone(&self.inner.shared));
        Self::with_shared(self.inner.service, config, Some(bound), shared)
    }

    /// Returns a client with the settings of the environment and the shared config files.
    ///
    /// # Errors
    /// Errors of [`ConfigLoader::load`](crate::config::ConfigLoader::load).
    pub async fn from_env(service: &'static Service) -> Result<Self, ConfigError> {
        let config = Config::from_env().await?;
        config.check_service(service.sdk_id)?;
        Ok(Self::new(service, config))
    }

    /// Returns the config.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Opens a connection to the service, loads the credentials, and discovers the endpoint if it
    /// is the same for all calls, so that the first call waits for none of them.
    ///
    /// # Errors
    /// A call could not be sent.
    pub async fn warm_up(&self) -> Result<(), SdkError<std::convert::Infallible>> {
        Box::pin(self.inner.warm_up())
            .await
            .map_err(|failure| failed(failure).with_operation("warm_up"))
    }

    /// Calls the operation that the input belongs to.
    ///
    /// # Errors
    /// [`SdkError`] has the class of the failure. If a required member is unset, nothing is sent.
    pub fn call<I: OperationInput>(&self, input: I) -> ResponseFuture<I::Output, I::Error> {
        self.call_with(input, Vec::new())
    }

    /// Calls an operation that is known at run time only, in place of the one that the input
    /// belongs to.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn call_operation<I: OperationInput>(
        &self,
        operation: &'static Operation,
        input: I,
    ) -> ResponseFuture<I::Output, I::Error> {
        self.call_operation_with(operation, input, Vec::new())
    }

    pub(crate) fn call_with<I: OperationInput>(
        &self,
        input: I,
        interceptors: Vec<SharedInterceptor>,
    ) -> ResponseFuture<I::Output, I::Error> {
        self.call_operation_with(I::OPERATION, input, interceptors)
    }

    #[inline]
    fn call_operation_with<I: OperationInput>(
        &self,
        operation: &'static Operation,
        mut input: I,
        interceptors: Vec<SharedInterceptor>,
    ) -> ResponseFuture<I::Output, I::Error> {
        let mut interception = Interception::new(operation, &self.inner.config, interceptors);
        let bound = self.inner.bound.as_ref().map(|bound| {
            let mut bound = bound.clone();
            input.bind(&mut bound);
            Box::new(bound)
        });
        let prepared = input.prepare(&mut || interception.generate_token());
        if prepared.is_ok() {
            input = match interception.start(&self.inner.config, input) {
                Ok(input) => input,
                Err(source) => return ResponseFuture::new(operation, construction_failure(source), bound),
            };
        }
        let shared;
        let input: &I = match interception.is_empty() {
            true => &input,
            false => {
                shared = Arc::new(input);
                interception.share_input(Arc::<I>::clone(&shared));
                &shared
            }
        };
        let outcome = self.start(
            operation,
            prepared,
            input,
            &|request| input.endpoint_params(request),
            interception,
        );
        ResponseFuture::new(operation, outcome, bound)
    }

    /// Serializes the request at once, and returns the rest of the call. Not generic, so that it is
    /// compiled once.
    fn start(
        &self,
        operation: &'static Operation,
        prepared: Result<(), BuildError>,
        input: &dyn SerializeShape,
        endpoint_params: &dyn Fn(&mut EndpointRequest<'_>),
        interception: Interception,
    ) -> BoxFuture<'static, CallOutcome> {
        let serialized = self.serialize(operation, prepared, input, endpoint_params, &interception);
        match serialized {
            Ok((request, params)) => {
                let span = trace::span(&self.inner, operation);
                let inner = Arc::clone(&self.inner);
                let call = orchestrator::orchestrate(inner, operation, request, params, interception);
                let call = Box::pin(call);
                if span.is_disabled() {
                    return call;
                }
                Box::pin(async move {
                    let outcome = call.instrument(span.clone()).await;
                    trace::outcome(&span, &outcome);
                    outcome
                })
            }
            Err(source) => construction_failure(source),
        }
    }

    /// Serializes the request, and returns it with its endpoint parameters.
    fn serialize(
        &self,
        operation: &'static Operation,
        prepared: Result<(), BuildError>,
        input: &dyn SerializeShape,
        endpoint_params: &dyn Fn(&mut EndpointRequest<'_>),
        interception: &Interception,
    ) -> Result<(HttpRequest, Params), BoxError> {
        prepared?;
        self.inner.config.check_constraints(operation, input)?;
        interception.read_before_serialization()?;
        let request = operation.service.protocol.request(operation, input)?;
        let mut params = EndpointRequest::default();
        endpoint_params(&mut params);
        Ok((request, params.into_params()))
    }
}

/// Returns a call whose request could not be made.
fn construction_failure(source: BoxError) -> BoxFuture<'static, CallOutcome> {
    let outcome = CallOutcome::new(Err(Failure::Construction(source)), AttemptSummary::default());
    Box::pin(std::future::ready(outcome))
}

fn failed<E>(failure: Failure) -> SdkError<E> {
    match failure {
        Failure::Construction(source) => SdkError::construction_failure(source),
        Failure::Dispatch(source) => SdkError::dispatch_failure(source),
        Failure::Timeout(source) => SdkError::timeout_error(source),
    }
}

impl fmt::Debug for Handle {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle")
            .field("service", &self.inner.service.sdk_id)
            .field("config", &self.inner.config)
            .finish()
    }
}
