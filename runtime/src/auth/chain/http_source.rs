//! Requests to services within the machine or the container, and helpers for all requests of the
//! chain.

use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, USER_AGENT};
use http::{HeaderName, HeaderValue, Method, Request, Response, Uri};

use super::ChainContext;
use super::secret_json::SecretJson;
use crate::error::ConnectorError;
use crate::future::BoxFuture;
use crate::http::{Body, HttpClient, TransportTimeouts, collect};
use crate::protocol::error_code;
use crate::retry;
use crate::time::{Elapsed, timeout};

/// The number of attempts at a service within the machine or the container.
const LOCAL_ATTEMPTS: u32 = 3;

/// The bound of the pause before the first retry at a local service; it doubles.
const LOCAL_BACKOFF: Duration = Duration::from_millis(200);
const LOCAL_MAX_BACKOFF: Duration = Duration::from_secs(1);

/// The number of characters of a service's own error that messages contain.
const SHOWN: usize = 300;

/// The time limits of a request, and the failures that are retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourcePolicy {
    /// A service of AWS, over the network.
    Aws,
    /// A service within the machine or the container that is set up.
    Local,
    /// A service that may not exist: off the cloud nothing listens at the fixed addresses, and the
    /// chain should end soon. If no connection can be made, there is no other attempt.
    Probe,
}

impl SourcePolicy {
    pub(super) fn timeouts(self) -> TransportTimeouts {
        let (connect, read) = match self {
            Self::Aws => (Duration::from_millis(3_100), Duration::from_secs(10)),
            Self::Local | Self::Probe => (Duration::from_secs(1), Duration::from_secs(1)),
        };
        TransportTimeouts {
            connect: Some(connect),
            read: Some(read),
        }
    }

    /// Returns the limit of one attempt, independent of the limits that the transport applies.
    fn limit(self) -> Duration {
        match self {
            Self::Aws => Duration::from_secs(15),
            Self::Local | Self::Probe => Duration::from_secs(2),
        }
    }

    pub(super) fn retries(self, error: &ConnectorError) -> bool {
        let may_pass = !error.is_user() && !error.is_permanent();
        match self {
            Self::Aws | Self::Local => may_pass,
            Self::Probe => may_pass && !error.is_unsent(),
        }
    }
}

impl ChainContext {
    /// Sends a request to a service within the machine or the container, retries it while the
    /// service is overloaded or unavailable, and returns the last response of any status.
    ///
    /// # Errors
    /// No response came within the limits, or there is no transport.
    pub(super) fn send_locally(
        &self,
        request: Request<Bytes>,
        policy: SourcePolicy,
    ) -> BoxFuture<'_, Result<Response<Bytes>, ConnectorError>> {
        Box::pin(async move {
            let mut attempt = 1;
            loop {
                let result = self.attempt(copy(&request), policy).await;
                let is_retried = match &result {
                    Ok(response) => is_transient(response),
                    Err(error) => policy.retries(error),
                };
                if !is_retried || attempt == LOCAL_ATTEMPTS {
                    return result;
                }
                let pause = retry::backoff(LOCAL_BACKOFF, LOCAL_MAX_BACKOFF, attempt, fastrand::f64());
                self.sleep(pause).await;
                attempt += 1;
            }
        })
    }

    async fn attempt(&self, request: Request<Bytes>, policy: SourcePolicy) -> Result<Response<Bytes>, ConnectorError> {
        let http = self.http.get()?;
        let request = self.with_user_agent(request).map(Body::from);
        let sending = async { collect(http.send_within(request, policy.timeouts()).await?).await };
        self.within(policy, Box::pin(sending)).await
    }

    /// Returns the request with the user agent of the client, unless it has one.
    pub(super) fn with_user_agent(&self, mut request: Request<Bytes>) -> Request<Bytes> {
        let headers = request.headers_mut();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.settings.user_agent.plain());
        request
    }

    /// Waits for a response no longer than an attempt may take.
    pub(super) fn within<'a>(
        &'a self,
        policy: SourcePolicy,
        sending: BoxFuture<'a, Result<Response<Bytes>, ConnectorError>>,
    ) -> BoxFuture<'a, Result<Response<Bytes>, ConnectorError>> {
        Box::pin(async move {
            let limit = policy.limit();
            let over = |_| {
                let error = ConnectorError::timeout(format!("no response within {limit:?}").into());
                match policy {
                    SourcePolicy::Aws => error,
                    // A local service that takes so long is not retried.
                    SourcePolicy::Local | SourcePolicy::Probe => error.permanent(),
                }
            };
            self.timeout(limit, sending).await.map_err(over)?
        })
    }

    /// Waits for the future no longer than the limit.
    pub(super) async fn timeout<T>(&self, limit: Duration, future: impl Future<Output = T>) -> Result<T, Elapsed> {
        let mut future = std::pin::pin!(future);
        timeout(&|duration| self.sleep(duration), Some(limit), None, future.as_mut()).await
    }
}

/// Builds a request. `http`'s own builder would be compiled anew for each type that it takes.
pub(super) fn request(
    method: Method,
    url: &str,
    headers: &[(HeaderName, HeaderValue)],
    accept: &'static str,
    body: Bytes,
) -> Result<Request<Bytes>, http::Error> {
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = Uri::try_from(url)?;
    let length = request.body().len();
    let into = request.headers_mut();
    into.insert(ACCEPT, HeaderValue::from_static(accept));
    for (name, value) in headers {
        into.append(name, value.clone());
    }
    if length > 0 {
        into.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(request)
}

/// Copies a request for another attempt; it has no extensions.
fn copy(request: &Request<Bytes>) -> Request<Bytes> {
    let mut copy = Request::new(request.body().clone());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}

/// Returns whether the service is overloaded or unavailable.
pub(super) fn is_transient(response: &Response<Bytes>) -> bool {
    response.status().is_server_error() || response.status().as_u16() == 429
}

/// Returns the code of an error that is JSON.
pub(super) fn json_code(response: &Response<Bytes>) -> Option<String> {
    let body = SecretJson::parse(response.body()).ok();
    code(response, body.as_ref())
}

fn code(response: &Response<Bytes>, body: Option<&SecretJson>) -> Option<String> {
    let header = response.headers().get("x-amzn-errortype");
    let member = |name: &&str| body?.text(name);
    header
        .and_then(|value| value.to_str().ok())
        .or_else(|| ["__type", "code", "Code", "error"].iter().find_map(member))
        .and_then(error_code)
        .map(ToOwned::to_owned)
}

/// Returns the code and the message of an error that is JSON, else its status.
pub(super) fn shown_error(response: &Response<Bytes>) -> String {
    let body = SecretJson::parse(response.body()).ok();
    let code = code(response, body.as_ref());
    let member = |name: &&str| body.as_ref()?.text(name);
    let message = ["message", "Message", "error_description"].iter().find_map(member);
    let text = match (code.as_deref(), message) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(text), None) | (None, Some(text)) => format!("{}: {text}", response.status()),
        (None, None) => format!("the service responded with {}", response.status()),
    };
    text.chars().take(SHOWN).collect()
}

/// Returns a header value that is never shown; `None` for a text that no header can hold.
pub(super) fn secret_header(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
