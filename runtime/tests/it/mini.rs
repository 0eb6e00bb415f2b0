//! A service written by hand as the generator would write it: two operations, one exception.

mod create;
mod error;
mod list;
#[cfg(feature = "test-util")]
mod mocks;

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::Credentials;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Config, Region, http_client_fn};
use smithy_client_runtime::endpoint::{Endpoint, EndpointError, EndpointRequest};
use smithy_client_runtime::operation::{ClientProtocol, Service, ServiceTraits};
use smithy_client_runtime::protocol::AWS_JSON_1_0;

pub use self::create::{CreateInput, CreateOutput};
pub use self::error::*;
pub use self::list::ListInput;
#[cfg(feature = "test-util")]
pub use self::mocks::operation;

pub static SERVICE: Service = Service {
    name: "MiniService",
    sdk_id: "Mini Service",
    version: "2022-07-26",
    signing_name: "mini",
    traits: ServiceTraits::NONE,
    retryable_errors: &[],
    protocol: &AWS_JSON_1_0,
    resolve_endpoint,
};

/// Returns a service without traits, whose endpoint is that of the config.
pub const fn service(name: &'static str, signing_name: &'static str, protocol: &'static dyn ClientProtocol) -> Service {
    Service {
        name,
        sdk_id: name,
        version: "2022-07-26",
        signing_name,
        traits: ServiceTraits::NONE,
        retryable_errors: &[],
        protocol,
        resolve_endpoint: |request| Ok(Endpoint::new(request.endpoint.unwrap_or_default())),
    }
}

fn resolve_endpoint(request: &EndpointRequest<'_>) -> Result<Endpoint, EndpointError> {
    match (request.endpoint, request.region) {
        (Some(_), _) if request.use_fips => Err(EndpointError::new(
            "Invalid Configuration: FIPS and custom endpoint are not supported",
        )),
        (Some(url), _) => Ok(Endpoint::new(url)),
        (None, Some(region)) => Ok(Endpoint::new(format!("https://mini.{region}.api.aws"))),
        (None, None) => Err(EndpointError::new("Invalid Configuration: Missing Region")),
    }
}

/// Returns a config with a region and keys, whose calls have one attempt.
pub fn config() -> smithy_client_runtime::config::Builder {
    Config::builder()
        .retry_config(RetryConfig::disabled())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(
            "AKID",
            "SECRET",
            Some("TOKEN".to_owned()),
            None,
            "test",
        ))
}

pub type Requests = Arc<Mutex<Vec<http::Request<Bytes>>>>;

/// Returns a client whose requests are recorded. A function of their number gives the response.
pub fn client(answer: impl Fn(usize) -> http::Response<Bytes> + Send + Sync + 'static) -> (Handle, Requests) {
    let requests = Requests::default();
    let kept = Arc::clone(&requests);
    let http = http_client_fn(move |request| {
        let mut kept = kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.push(request);
        answer(kept.len() - 1)
    });
    (Handle::new(&SERVICE, config().http_client(http).build()), requests)
}

/// Returns a response of this status, these headers and this body.
pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<Bytes> {
    let mut response = http::Response::builder()
        .status(status)
        .header("x-amzn-requestid", "request-1");
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::from(body.to_owned())).unwrap_or_default()
}

/// Returns an input with all required members.
pub fn input() -> CreateInput {
    CreateInput {
        catalog: Some("AWS".to_owned()),
        message: Some("hello".to_owned()),
        client_token: None,
    }
}
