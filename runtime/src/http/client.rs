//! The interface of HTTP clients.

use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;

use super::transport;
use super::{Body, ConnectorError};
use crate::future::BoxFuture;

/// A request for an HTTP client: signed, with an absolute URI.
pub type HttpRequest = http::Request<Body>;

/// The timeouts of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransportTimeouts {
    /// The limit of the time to connect: name lookup, TCP, proxy and TLS together.
    pub connect: Option<std::time::Duration>,
    /// The limit of the time without data: before the head of the response, and between two chunks
    /// of its body.
    pub read: Option<std::time::Duration>,
}

/// A request that is signed when it can be sent.
///
/// A request that is signed before it waits for a connection may arrive with expired credentials or
/// an outdated date.
pub trait UnsignedRequest: Send {
    /// Returns the URI that the request is for. The signed request may have another one.
    fn uri(&self) -> &http::Uri;

    /// Returns the highest version of HTTP that the request asks for.
    fn version(&self) -> http::Version {
        http::Version::HTTP_11
    }

    /// Returns the request, signed for the current time.
    ///
    /// # Errors
    /// The request cannot be signed now. An HTTP client returns this error unchanged, and releases
    /// its connection and its permit to open one.
    fn sign(&mut self) -> Result<HttpRequest, ConnectorError>;

    /// Returns whether the signed request can still be sent.
    fn is_current(&self) -> bool {
        true
    }
}

/// An HTTP client: the interface for other HTTP libraries and for tests.
pub trait HttpClient: fmt::Debug + Send + Sync {
    /// Sends a request and returns the response.
    ///
    /// # Errors
    /// No complete response was received. A response with an error status is not an error here.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>>;

    /// Sends a request within these timeouts. By default they are stored in the extensions of the
    /// request, so that a client that wraps another forwards them to it with [`send`](Self::send).
    ///
    /// # Errors
    /// Errors of [`send`](Self::send), and an elapsed timeout.
    fn send_within(
        &self,
        mut request: HttpRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        request.extensions_mut().insert(timeouts);
        self.send(request)
    }

    /// Sends a request within these timeouts, and signs it as late as possible. By default it is
    /// signed at once and sent by [`send_within`](Self::send_within). A client whose requests wait
    /// for a connection should sign them after the wait. A client that wraps another one should
    /// forward this method.
    ///
    /// # Errors
    /// Errors of [`send_within`](Self::send_within) and of [`UnsignedRequest::sign`].
    fn send_unsigned<'a>(
        &'a self,
        request: &'a mut dyn UnsignedRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'a, Result<http::Response<Body>, ConnectorError>> {
        match request.sign() {
            Ok(request) => self.send_within(request, timeouts),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    /// Opens a connection for later requests, within these timeouts. Does nothing by default.
    ///
    /// # Errors
    /// No connection can be opened.
    fn warm_up(&self, uri: &http::Uri, timeouts: TransportTimeouts) -> BoxFuture<'_, Result<(), ConnectorError>> {
        let _ = (uri, timeouts);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// A value that a config takes as its HTTP client.
///
/// The type parameter, which the compiler infers, is the interface of the client.
pub trait IntoHttpClient<Kind> {
    /// Returns the HTTP client.
    fn into_http_client(self) -> SharedHttpClient;
}

/// The kind of clients that implement [`HttpClient`].
#[derive(Debug)]
pub struct OwnInterface(());

impl<C: HttpClient + 'static> IntoHttpClient<OwnInterface> for C {
    fn into_http_client(self) -> SharedHttpClient {
        SharedHttpClient::new(self)
    }
}

/// A shared HTTP client. Cheap to clone.
#[derive(Clone)]
pub struct SharedHttpClient(Arc<dyn HttpClient>);

impl SharedHttpClient {
    /// Shares an HTTP client.
    pub fn new(client: impl HttpClient + 'static) -> Self {
        Self(Arc::new(client))
    }
}

impl HttpClient for SharedHttpClient {
    #[inline]
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        self.0.send(request)
    }

    #[inline]
    fn send_within(
        &self,
        request: HttpRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        self.0.send_within(request, timeouts)
    }

    fn send_unsigned<'a>(
        &'a self,
        request: &'a mut dyn UnsignedRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'a, Result<http::Response<Body>, ConnectorError>> {
        self.0.send_unsigned(request, timeouts)
    }

    #[inline]
    fn warm_up(&self, uri: &http::Uri, timeouts: TransportTimeouts) -> BoxFuture<'_, Result<(), ConnectorError>> {
        self.0.warm_up(uri, timeouts)
    }
}

impl fmt::Debug for SharedHttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The HTTP client that a config sets, or the default one, which is created on first use and shared
/// by all clients of the config.
#[derive(Clone, Default)]
pub(crate) struct LazyHttpClient {
    chosen: Option<SharedHttpClient>,
    default: Arc<OnceLock<Option<SharedHttpClient>>>,
}

impl LazyHttpClient {
    /// Returns the client that the config sets.
    pub(crate) fn chosen(&self) -> Option<&SharedHttpClient> {
        self.chosen.as_ref()
    }

    /// Sets or clears the client.
    pub(crate) fn choose(&mut self, client: Option<SharedHttpClient>) {
        self.chosen = client;
    }

    /// Returns the client.
    ///
    /// # Errors
    /// The config sets none, and the crate is built without a default one.
    pub(crate) fn get(&self) -> Result<&SharedHttpClient, ConnectorError> {
        let client = match &self.chosen {
            Some(client) => Some(client),
            None => self.default.get_or_init(transport::default_client).as_ref(),
        };
        client.ok_or_else(|| {
            ConnectorError::user(transport::NO_HTTP_CLIENT.into()).with_message(transport::NO_HTTP_CLIENT)
        })
    }

    /// Returns a value without a client, even if the crate has a default one.
    #[cfg(all(test, feature = "credentials-chain"))]
    pub(crate) fn unavailable() -> Self {
        Self {
            chosen: None,
            default: Arc::new(OnceLock::from(None)),
        }
    }
}

/// Reads the whole response.
///
/// # Errors
/// The body is a stream that fails.
#[cfg(any(feature = "credentials-chain", feature = "streaming"))]
pub(crate) async fn collect(response: http::Response<Body>) -> Result<http::Response<Bytes>, ConnectorError> {
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map_err(ConnectorError::of_body)?;
    Ok(http::Response::from_parts(parts, body))
}

/// An extension of requests: the caller reads the body of a successful response, so the HTTP client
/// must not collect it.
#[cfg(feature = "streaming")]
#[derive(Clone, Copy, Debug)]
pub struct StreamedResponse;

/// An extension of requests: the body and the response are sent at the same time, for which HTTP/2
/// is preferred.
#[cfg(feature = "streaming")]
#[derive(Clone, Copy, Debug)]
pub struct PreferHttp2;

/// An extension of requests: the body counts as stalled if the server accepts no data for this
/// time.
#[cfg(feature = "streaming")]
#[derive(Clone, Copy, Debug)]
pub struct UploadGracePeriod(pub std::time::Duration);

/// Reads the whole response, unless it is a success, whose body may be a stream.
///
/// # Errors
/// The body is a stream that fails.
#[cfg(feature = "streaming")]
pub(crate) async fn collect_error(response: http::Response<Body>) -> Result<http::Response<Body>, ConnectorError> {
    match response.status().is_success() {
        true => Ok(response),
        false => Ok(collect(response).await?.map(Body::from)),
    }
}

/// Returns an HTTP client that calls a function, for tests and benchmarks.
///
/// ```
/// use smithy_client_runtime::config::{Config, http_client_fn};
///
/// let config = Config::builder()
///     .http_client(http_client_fn(|_request| http::Response::new(bytes::Bytes::from_static(b"{}"))))
///     .build();
/// assert!(config.http_client().is_some());
/// ```
pub fn http_client_fn<F>(function: F) -> SharedHttpClient
where
    F: Fn(http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync + 'static,
{
    SharedHttpClient::new(Function(function))
}

struct Function<F>(F);

impl<F> HttpClient for Function<F>
where
    F: Fn(http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync,
{
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        let (parts, body) = request.into_parts();
        let respond = |parts, body| (self.0)(http::Request::from_parts(parts, body)).map(Body::from);
        match body.try_into_bytes() {
            Ok(bytes) => Box::pin(std::future::ready(Ok(respond(parts, bytes)))),
            Err(stream) => Box::pin(async move {
                let bytes = stream.collect().await.map_err(ConnectorError::io)?;
                Ok(respond(parts, bytes))
            }),
        }
    }

    fn send_within(
        &self,
        request: HttpRequest,
        _: TransportTimeouts,
    ) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        self.send(request)
    }
}

impl<F> fmt::Debug for Function<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("http_client_fn")
    }
}
