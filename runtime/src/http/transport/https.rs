//! The HTTPS client: HTTP/1.1 by hyper over tokio, TLS by rustls, connections kept for the next request.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use http::{Response, StatusCode, Uri};
use tokio::runtime::Handle;

use super::classify;
use super::connect::connect;
use super::connection::SendFailure;
use super::message::{collect, prepare};
use super::pool::{Lane, Limits, Pool};
use super::tls::Tls;
use crate::future::BoxFuture;
use crate::http::ConnectorError;
use crate::http::{Body, HttpClient, HttpRequest, ProxyConfig, TransportTimeouts};

const MAX_RESPONSE_SIZE: usize = 100 * 1024 * 1024;

/// Half of the descriptors that most systems give a process.
const MAX_CONNECTIONS: usize = 512;

const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// Where a request brings no timeouts; long enough for one lost SYN.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3_100);

/// The transport that a config has where it is given none: HTTP/1.1 over TLS, with connections that are kept.
///
/// It runs in any tokio runtime that has I/O and time enabled; several may use it one after the other. Requests bring
/// their timeouts along, as [`TransportTimeouts`] among their extensions; without, it takes at most 3.1 seconds to connect.
///
/// ```no_run
/// use smithy_client_runtime::config::http::HttpsClient;
/// use smithy_client_runtime::config::Config;
///
/// let transport = HttpsClient::builder().max_connections(64).ca_bundle("/etc/ssl/company.pem").build();
/// let config = Config::builder().http_client(transport).build();
/// ```
#[derive(Clone)]
pub struct HttpsClient {
    inner: Arc<Inner>,
}

struct Inner {
    settings: HttpsClientBuilder,
    tls: Tls,
    pool: Arc<Pool>,
}

/// Builds an [`HttpsClient`].
#[derive(Clone, Debug)]
pub struct HttpsClientBuilder {
    ca_bundle: Option<PathBuf>,
    limits: Limits,
    max_response_size: usize,
    proxy: ProxyConfig,
}

impl HttpsClient {
    /// A builder with the defaults.
    pub fn builder() -> HttpsClientBuilder {
        HttpsClientBuilder::default()
    }

    async fn exchange(
        &self,
        request: HttpRequest,
        timeouts: TransportTimeouts,
    ) -> Result<Response<Body>, ConnectorError> {
        let runtime = runtime()?;
        let Inner { settings, tls, pool } = &*self.inner;
        let lane = self.lane(request.uri())?;
        let mut request = prepare(request, &lane.target)?;
        // Given back last, when the connection is closed or in the pool.
        let _permit = lane.permit().await;
        let mut waiting = pool.take(&lane, runtime.id());
        let (mut connection, response) = loop {
            let (mut connection, waited) = match waiting.take() {
                Some(connection) => (connection, true),
                None => (connect(&lane.target, tls, timeouts.connect).await?, false),
            };
            match connection.send(request, timeouts.read).await {
                Ok(response) => break (connection, response),
                // Closed while it waited, and nothing was sent.
                Err(SendFailure::Back(_, back)) if waited => request = *back,
                Err(failure) => return Err(classify::sending(failure, &lane.target, waited)),
            }
        };
        let (parts, body) = response.into_parts();
        let body = collect(
            &mut connection,
            body,
            timeouts.read,
            settings.max_response_size,
            &lane.target,
        )
        .await?;
        pool.put(&lane, connection, &runtime);
        if lane.target.is_forwarded() && parts.status == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
            return Err(classify::proxy_authentication(&lane.target));
        }
        Ok(Response::from_parts(parts, body.into()))
    }

    async fn open(&self, uri: Uri, limit: Option<Duration>) -> Result<(), ConnectorError> {
        let runtime = runtime()?;
        let Inner { tls, pool, .. } = &*self.inner;
        let lane = self.lane(&uri)?;
        let _permit = lane.permit().await;
        let connection = match pool.take(&lane, runtime.id()) {
            Some(connection) => connection,
            None => connect(&lane.target, tls, limit).await?,
        };
        pool.put(&lane, connection, &runtime);
        Ok(())
    }

    fn lane(&self, uri: &Uri) -> Result<Arc<Lane>, ConnectorError> {
        let Inner { settings, pool, .. } = &*self.inner;
        pool.lane(uri, &settings.proxy)
            .map_err(|problem| ConnectorError::user(problem.into()))
    }
}

impl HttpsClientBuilder {
    /// Trusts the certificates of this PEM file, and no others; what `AWS_CA_BUNDLE` names.
    ///
    /// It is read at the first use.
    #[must_use]
    pub fn ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_bundle = Some(path.into());
        self
    }

    /// How many connections to one server are open at a time; 512 by default, at least one. Further requests wait.
    #[must_use]
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.limits.connections = connections;
        self
    }

    /// How many connections to one server wait for the next request; by default all that were opened.
    #[must_use]
    pub fn max_idle_connections(mut self, connections: usize) -> Self {
        self.limits.idle = connections;
        self
    }

    /// How long a connection waits for the next request before it is closed; 60 seconds by default.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.limits.idle_timeout = timeout;
        self
    }

    /// The largest response that is taken, in bytes; 100 MB by default. A larger one is an error.
    #[must_use]
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Sends requests through proxies; by default there are none, whatever the environment says.
    #[must_use]
    pub fn proxy(mut self, proxy: ProxyConfig) -> Self {
        self.proxy = proxy;
        self
    }

    /// The client. Nothing is opened or read before it is used.
    pub fn build(self) -> HttpsClient {
        HttpsClient {
            inner: Arc::new(Inner {
                tls: Tls::new(self.ca_bundle.clone()),
                pool: Pool::new(self.limits),
                settings: self,
            }),
        }
    }
}

impl Default for HttpsClientBuilder {
    fn default() -> Self {
        Self {
            ca_bundle: None,
            limits: Limits {
                connections: MAX_CONNECTIONS,
                idle: usize::MAX,
                idle_timeout: IDLE_TIMEOUT,
            },
            max_response_size: MAX_RESPONSE_SIZE,
            proxy: ProxyConfig::disabled(),
        }
    }
}

impl HttpClient for HttpsClient {
    fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<Response<Body>, ConnectorError>> {
        let timeouts = request.extensions_mut().remove().unwrap_or(TransportTimeouts {
            connect: Some(CONNECT_TIMEOUT),
            read: None,
        });
        self.send_within(request, timeouts)
    }

    fn send_within(
        &self,
        request: HttpRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'_, Result<Response<Body>, ConnectorError>> {
        Box::pin(self.exchange(request, timeouts))
    }

    fn warm_up(&self, uri: &Uri, timeouts: TransportTimeouts) -> BoxFuture<'_, Result<(), ConnectorError>> {
        Box::pin(self.open(uri.clone(), timeouts.connect))
    }
}

impl fmt::Debug for HttpsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &self.inner.settings;
        f.debug_struct("HttpsClient")
            .field("ca_bundle", &settings.ca_bundle)
            .field("limits", &settings.limits)
            .field("max_response_size", &settings.max_response_size)
            .field("proxy", &settings.proxy)
            .finish()
    }
}

fn runtime() -> Result<Handle, ConnectorError> {
    Handle::try_current().map_err(|_| {
        let problem =
            "the default HTTPS client runs on tokio: call it from within a tokio runtime, or set `http_client`";
        ConnectorError::user(problem.into())
    })
}
