//! What every client of a service holds, and the way of a call: prepare, write, find the endpoint, sign, send, read.

mod body;
mod drive;
mod response;
pub(crate) mod signing;
pub(crate) mod timer;
pub(crate) mod transport;
mod user_agent;
mod uuid;

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use crate::codec::WriteShape;
use crate::config::future::BoxFuture;
use crate::config::http::HttpResponse;
use crate::config::{Config, ConfigError};
use crate::endpoint::EndpointRequest;
use crate::error::{BoxError, BuildError, ConnectorError, SdkError};
use crate::operation::{Operation, OperationInput, Service};

/// A client without the names of its operations: a service, a config and what is derived from both; cheap to clone.
#[derive(Clone)]
pub struct Handle {
    inner: Arc<Inner>,
}

struct Inner {
    service: &'static Service,
    config: Config,
    user_agent: HeaderValue,
    signer: signing::Signer,
}

/// A call that ended without a response.
enum Failure {
    Construction(BoxError),
    Dispatch(ConnectorError),
}

impl Handle {
    /// A client of this service.
    pub fn new(service: &'static Service, config: Config) -> Self {
        let config = config.for_service(service.sdk_id);
        let user_agent = user_agent::header(service, &config);
        Self {
            inner: Arc::new(Inner {
                service,
                config,
                user_agent,
                signer: signing::Signer::default(),
            }),
        }
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

    /// Calls the operation that the input belongs to.
    ///
    /// # Errors
    /// [`SdkError`] says which class of failure; where a required member is unset, nothing is sent.
    pub async fn call<I: OperationInput>(&self, mut input: I) -> Result<I::Output, SdkError<I::Error>> {
        let operation = I::OPERATION;
        let prepared = input.prepare(&mut uuid::v4);
        let exchange = self.start(operation, prepared, &input, &|request| input.endpoint_params(request));
        // The request is written by now; the input need not live in the future.
        drop(input);
        match exchange.await {
            Ok(response) if response.status().is_success() => response::output(operation, response),
            Ok(response) => Err(response::error(operation, response)),
            Err(Failure::Construction(source)) => Err(SdkError::construction_failure(source)),
            Err(Failure::Dispatch(source)) => Err(SdkError::dispatch_failure(source)),
        }
        .map_err(|error| error.with_operation(operation.name))
    }

    /// Writes the request at once and returns the exchange; not generic, so that it is compiled once.
    fn start(
        &self,
        operation: &'static Operation,
        prepared: Result<(), BuildError>,
        input: &dyn WriteShape,
        endpoint_params: &dyn Fn(&mut EndpointRequest<'_>),
    ) -> BoxFuture<'static, Result<HttpResponse, Failure>> {
        let written = prepared
            .map_err(BoxError::from)
            .and_then(|()| Ok(operation.service.protocol.request(operation, input)?));
        match written {
            Ok(request) => {
                let mut params = EndpointRequest::default();
                endpoint_params(&mut params);
                Box::pin(drive::drive(
                    Arc::clone(&self.inner),
                    operation,
                    request,
                    params.into_params(),
                ))
            }
            Err(source) => Box::pin(std::future::ready(Err(Failure::Construction(source)))),
        }
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
