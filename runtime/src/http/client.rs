//! The seam to the transport.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::error::ConnectorError;
use crate::future::BoxFuture;

/// A request as it goes to the transport: absolute URI, signed, with its whole body.
pub type HttpRequest = http::Request<Bytes>;

/// How long a transport may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransportTimeouts {
    /// To connect: name look-up, TCP, proxy and TLS together.
    pub connect: Option<std::time::Duration>,
    /// For the head of the response once the request is sent, and between two pieces of its body.
    pub read: Option<std::time::Duration>,
}

/// Sends requests: the seam for another HTTP library, a proxy, or a test.
pub trait HttpClient: fmt::Debug + Send + Sync {
    /// Sends a request and collects the response.
    ///
    /// # Errors
    /// Anything that keeps a whole response from coming back. A response of any status is a success here.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Bytes>, ConnectorError>>;

    /// Sends a request within these limits; what clients call. Unless a transport has a better way, they are an extension of
    /// the request that [`send`](Self::send) is handed, so that one that wraps another hands them on.
    ///
    /// # Errors
    /// As [`send`](Self::send); and a limit was reached.
    fn send_within(
        &self,
        mut request: HttpRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, ConnectorError>> {
        request.extensions_mut().insert(timeouts);
        self.send(request)
    }

    /// Opens a connection for requests to come, within these limits; a transport that cannot does nothing.
    ///
    /// # Errors
    /// No connection can be opened.
    fn warm_up(&self, uri: &http::Uri, timeouts: TransportTimeouts) -> BoxFuture<'_, Result<(), ConnectorError>> {
        let _ = (uri, timeouts);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// A transport that many clients share.
#[derive(Clone)]
pub struct SharedHttpClient(Arc<dyn HttpClient>);

impl SharedHttpClient {
    /// Shares this transport.
    pub fn new(client: impl HttpClient + 'static) -> Self {
        Self(Arc::new(client))
    }
}

impl HttpClient for SharedHttpClient {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Bytes>, ConnectorError>> {
        self.0.send(request)
    }

    fn send_within(
        &self,
        request: HttpRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, ConnectorError>> {
        self.0.send_within(request, timeouts)
    }

    fn warm_up(&self, uri: &http::Uri, timeouts: TransportTimeouts) -> BoxFuture<'_, Result<(), ConnectorError>> {
        self.0.warm_up(uri, timeouts)
    }
}

impl fmt::Debug for SharedHttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A transport made of a function, for tests and benchmarks.
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
    F: Fn(HttpRequest) -> http::Response<Bytes> + Send + Sync + 'static,
{
    SharedHttpClient::new(Function(function))
}

struct Function<F>(F);

impl<F> HttpClient for Function<F>
where
    F: Fn(HttpRequest) -> http::Response<Bytes> + Send + Sync,
{
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Bytes>, ConnectorError>> {
        Box::pin(std::future::ready(Ok((self.0)(request))))
    }

    fn send_within(
        &self,
        request: HttpRequest,
        _: TransportTimeouts,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, ConnectorError>> {
        self.send(request)
    }
}

impl<F> fmt::Debug for Function<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("http_client_fn")
    }
}
