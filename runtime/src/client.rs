//! What every client of a service holds, and the way of a call: prepare, write, find the endpoint, sign, send, read.

mod attempt;
mod body;
mod drive;
mod exchange;
mod hooks;
mod response;
mod response_future;
mod retry;
mod trace;
mod usual;
pub(crate) mod uuid;

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use tracing::Instrument;

use self::attempt::TimedOut;
use self::drive::Ended;
pub(crate) use self::hooks::Hooks;
pub use self::response_future::ResponseFuture;
use crate::auth::sigv4::Signer;
use crate::config::{Builder, Config};
use crate::endpoint::EndpointRequest;
use crate::error::{BoxError, BuildError, ConnectorError, SdkError, Sending};
use crate::future::BoxFuture;
use crate::operation::{Operation, OperationInput, Service};
use crate::serde::SerializeShape;
use crate::settings::ConfigError;
use crate::time::ServiceClockSkew;

/// A client without the names of its operations: a service, a config and what is derived from both; cheap to clone.
#[derive(Clone)]
pub struct Handle {
    inner: Arc<Inner>,
}

struct Inner {
    service: &'static Service,
    config: Config,
    user_agent: HeaderValue,
    usual: usual::Usual,
    shared: Arc<Shared>,
}

/// What the calls of a client learn from one another.
#[derive(Default)]
struct Shared {
    signer: Signer,
    budget: retry::Budget,
    pace: retry::Pace,
    skew: ServiceClockSkew,
}

/// A call that ended without a response.
enum Failure {
    Construction(BoxError),
    Dispatch(ConnectorError),
    Timeout(TimedOut),
}

impl From<BoxError> for Failure {
    fn from(source: BoxError) -> Self {
        Self::Construction(source)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Construction(source) => source.fmt(f),
            Self::Dispatch(source) => source.fmt(f),
            Self::Timeout(source) => source.fmt(f),
        }
    }
}

impl Handle {
    /// A client of this service.
    pub fn new(service: &'static Service, config: Config) -> Self {
        Self::with_shared(service, config.for_service(service.sdk_id), Arc::default())
    }

    fn with_shared(service: &'static Service, config: Config, shared: Arc<Shared>) -> Self {
        let user_agent = config.user_agent().for_service(service.sdk_id, service.version);
        Self {
            inner: Arc::new(Inner {
                service,
                config,
                user_agent,
                usual: usual::Usual::default(),
                shared,
            }),
        }
    }

    /// This client with some settings replaced; what the calls learn from one another stays shared.
    pub(crate) fn with_overrides(&self, overrides: Builder) -> Self {
        let config = self.inner.config.to_builder().with_overrides(overrides).build();
        Self::with_shared(self.inner.service, config, Arc::clone(&self.inner.shared))
    }

    /// A client of this service by the settings of the environment and the shared config files.
    ///
    /// # Errors
    /// Those of [`ConfigLoader::load`](crate::config::ConfigLoader::load).
    pub async fn from_env(service: &'static Service) -> Result<Self, ConfigError> {
        let config = Config::from_env().await?;
        config.check_service(service.sdk_id)?;
        Ok(Self::new(service, config))
    }

    /// The config.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Opens a connection to the service and loads the credentials, so that the first call need not wait for either.
    ///
    /// # Errors
    /// What would keep a call from being sent.
    pub async fn warm_up(&self) -> Result<(), SdkError<std::convert::Infallible>> {
        let sending = Box::pin(self.inner.warm_up());
        sending
            .await
            .map_err(|failure| failed(failure).with_operation("warm_up"))
    }

    /// Calls the operation that the input belongs to.
    ///
    /// # Errors
    /// [`SdkError`] says which class of failure; where a required member is unset, nothing is sent.
    pub fn call<I: OperationInput>(&self, input: I) -> ResponseFuture<I::Output, I::Error> {
        self.call_with(input, Hooks::default())
    }

    pub(crate) fn call_with<I: OperationInput>(
        &self,
        mut input: I,
        #[cfg_attr(not(feature = "test-util"), expect(unused_mut, reason = "only a mock adds a hook"))]
        mut hooks: Hooks,
    ) -> ResponseFuture<I::Output, I::Error> {
        let operation = I::OPERATION;
        #[cfg(not(feature = "test-util"))]
        let prepared = input.prepare(&mut uuid::v4);
        #[cfg(feature = "test-util")]
        let (prepared, token) = crate::test_util::prepare(&mut input);
        #[cfg(feature = "test-util")]
        let input = Arc::new(input);
        #[cfg(feature = "test-util")]
        crate::test_util::carry(&mut hooks, &input, token);
        let shape: &I = &input;
        let ended = self.start(
            operation,
            prepared,
            shape,
            &|request| shape.endpoint_params(request),
            hooks,
        );
        ResponseFuture::new(operation, ended)
    }

    /// Writes the request at once and returns the exchange; not generic, so that it is compiled once.
    fn start(
        &self,
        operation: &'static Operation,
        prepared: Result<(), BuildError>,
        input: &dyn SerializeShape,
        endpoint_params: &dyn Fn(&mut EndpointRequest<'_>),
        hooks: Hooks,
    ) -> BoxFuture<'static, Ended> {
        let written = prepared
            .map_err(BoxError::from)
            .and_then(|()| Ok(operation.service.protocol.request(operation, input)?));
        match written {
            Ok(request) => {
                let mut params = EndpointRequest::default();
                endpoint_params(&mut params);
                let span = trace::span(&self.inner, operation);
                let inner = Arc::clone(&self.inner);
                let driven = Box::pin(drive::drive(inner, operation, request, params.into_params(), hooks));
                if span.is_disabled() {
                    return driven;
                }
                Box::pin(async move {
                    let ended = driven.instrument(span.clone()).await;
                    trace::ended(&span, &ended);
                    ended
                })
            }
            Err(source) => Box::pin(std::future::ready(Ended {
                outcome: Err(Failure::Construction(source)),
                sending: Sending::default(),
            })),
        }
    }
}

fn failed<E>(failure: Failure) -> SdkError<E> {
    match failure {
        Failure::Construction(source) => SdkError::construction_failure(source),
        Failure::Dispatch(source) => SdkError::dispatch_failure(source),
        Failure::Timeout(source) => SdkError::timeout_error(source),
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle")
            .field("service", &self.inner.service.sdk_id)
            .field("config", &self.inner.config)
            .finish()
    }
}
