//! The HTTPS client: HTTP/1.1 by hyper over tokio, TLS by rustls, with pooled connections.

mod builder;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{Response, Uri, Version};
use tokio::runtime::Handle;

pub use self::builder::HttpsClientBuilder;
use super::classify;
use super::connect::{Versions, connect};
use super::connection::SendFailure;
#[cfg(feature = "http2")]
use super::message::over_http2;
use super::message::{accepted, collect, prepare};
use super::pool::{HostPool, Lease, Pool};
#[cfg(feature = "streaming")]
use super::streaming::ResponseStream;
use super::tls::Tls;
use crate::future::BoxFuture;
use crate::http::ConnectorError;
use crate::http::{Body, HttpClient, HttpRequest, TransportTimeouts, UnsignedRequest};

/// The default for requests without timeouts; long enough for one lost SYN.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3_100);

/// The default HTTP client: HTTP/1.1 over TLS, with pooled connections.
///
/// It runs in any tokio runtime with I/O and time enabled, and may move from one to another. The
/// timeouts are [`TransportTimeouts`] in the extensions of a request; without them, connecting
/// takes at most 3.1 seconds.
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

impl HttpsClient {
    /// Returns a builder with the defaults.
    pub fn builder() -> HttpsClientBuilder {
        HttpsClientBuilder::default()
    }

    fn with_settings(settings: HttpsClientBuilder) -> Self {
        Self {
            inner: Arc::new(Inner {
                tls: Tls::new(settings.ca_bundle.clone()),
                pool: Pool::new(settings.limits),
                settings,
            }),
        }
    }

    async fn exchange(
        &self,
        unsigned: &mut dyn UnsignedRequest,
        timeouts: TransportTimeouts,
    ) -> Result<Response<Body>, ConnectorError> {
        let runtime = runtime()?;
        let Inner { settings, pool, .. } = &*self.inner;
        let version = unsigned.version();
        let (mut lease, signed) = self.signed(unsigned, version, timeouts.connect, &runtime).await?;
        #[cfg(feature = "http2")]
        let uri = signed.uri().clone();
        // The request is moved and not borrowed here, so that the future keeps no room for it.
        #[cfg(feature = "streaming")]
        let (signed, streams) = super::streaming::prepare(signed);
        let mut request = prepare(signed, &lease.host_pool.target)?;
        let response = loop {
            #[cfg(feature = "http2")]
            if lease.connection.is_http2() {
                request = over_http2(request, &uri);
            }
            match lease.connection.send(request, timeouts.read).await {
                Ok(response) => break response,
                // Closed while it was idle, and nothing was sent.
                Err(SendFailure::Back(error, back)) if lease.is_reused => {
                    self.reconnect(&mut lease, version, timeouts.connect).await?;
                    if !unsigned.is_current() {
                        let error = classify::sending(SendFailure::Back(error, back), &lease.host_pool.target, true);
                        lease.release(pool, &runtime);
                        return Err(error);
                    }
                    request = *back;
                }
                Err(failure) => return Err(classify::sending(failure, &lease.host_pool.target, lease.is_reused)),
            }
        };
        let (parts, body) = response.into_parts();
        #[cfg(feature = "streaming")]
        if streams && parts.status.is_success() {
            let body = ResponseStream::new(lease, body, timeouts.read, Arc::clone(pool), runtime);
            return Ok(Response::from_parts(parts, Body::from_stream(body)));
        }
        let limit = settings.max_response_size;
        let target = &lease.host_pool.target;
        let body = collect(&mut lease.connection, body, timeouts.read, limit, target).await?;
        let response = accepted(Response::from_parts(parts, body.into()), target);
        lease.release(pool, &runtime);
        response
    }

    /// Returns a connection, and the request that is signed once there is one.
    async fn signed(
        &self,
        unsigned: &mut dyn UnsignedRequest,
        version: Version,
        limit: Option<Duration>,
        runtime: &Handle,
    ) -> Result<(Lease, HttpRequest), ConnectorError> {
        let pool = &self.inner.pool;
        let lease = self.lease(unsigned.uri(), version, limit, runtime).await?;
        let signed = match unsigned.sign() {
            Ok(signed) => signed,
            Err(error) => {
                lease.release(pool, runtime);
                return Err(error);
            }
        };
        if lease.host_pool.serves(signed.uri()) {
            return Ok((lease, signed));
        }
        lease.release(pool, runtime);
        let other = Box::pin(self.lease(signed.uri(), version, limit, runtime)).await?;
        Ok((other, signed))
    }

    /// Waits for a permit, and takes an idle connection or opens one.
    async fn lease(
        &self,
        uri: &Uri,
        version: Version,
        limit: Option<Duration>,
        runtime: &Handle,
    ) -> Result<Lease, ConnectorError> {
        let Inner { tls, pool, .. } = &*self.inner;
        let host_pool = self.host_pool(uri)?;
        let permit = host_pool.permit().await;
        let idle = match version {
            // A stream of events has a connection of its own.
            #[cfg(feature = "http2")]
            Version::HTTP_2 => None,
            _ => pool.take(&host_pool, runtime.id()),
        };
        let is_reused = idle.is_some();
        let connection = match idle {
            Some(connection) => connection,
            None => Box::pin(connect(&host_pool.target, tls, self.versions(version), limit)).await?,
        };
        Ok(Lease {
            connection,
            is_reused,
            host_pool,
            permit,
        })
    }

    /// Opens a connection in place of one that was closed.
    async fn reconnect(
        &self,
        lease: &mut Lease,
        version: Version,
        limit: Option<Duration>,
    ) -> Result<(), ConnectorError> {
        let (versions, target) = (self.versions(version), &lease.host_pool.target);
        lease.connection = Box::pin(connect(target, &self.inner.tls, versions, limit)).await?;
        lease.is_reused = false;
        Ok(())
    }

    /// Returns the versions to speak where a request wants this one.
    fn versions(&self, wanted: Version) -> Versions {
        let in_clear = match self.inner.settings.http2_prior_knowledge {
            true => wanted,
            false => Version::HTTP_11,
        };
        Versions {
            over_tls: wanted,
            in_clear,
        }
    }

    async fn open(&self, uri: Uri, limit: Option<Duration>) -> Result<(), ConnectorError> {
        let runtime = runtime()?;
        let lease = self.lease(&uri, Version::HTTP_11, limit, &runtime).await?;
        lease.release(&self.inner.pool, &runtime);
        Ok(())
    }

    fn host_pool(&self, uri: &Uri) -> Result<Arc<HostPool>, ConnectorError> {
        let Inner { settings, pool, .. } = &*self.inner;
        pool.host_pool(uri, &settings.proxy)
            .map_err(|problem| ConnectorError::user(problem.into()))
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
        Box::pin(async move {
            let version = wanted_version(&request);
            let mut signed = SignedRequest { request, version };
            self.exchange(&mut signed, timeouts).await
        })
    }

    fn send_unsigned<'a>(
        &'a self,
        request: &'a mut dyn UnsignedRequest,
        timeouts: TransportTimeouts,
    ) -> BoxFuture<'a, Result<Response<Body>, ConnectorError>> {
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

/// A request that is signed already.
struct SignedRequest {
    request: HttpRequest,
    version: Version,
}

impl UnsignedRequest for SignedRequest {
    fn uri(&self) -> &Uri {
        self.request.uri()
    }

    fn version(&self) -> Version {
        self.version
    }

    fn sign(&mut self) -> Result<HttpRequest, ConnectorError> {
        Ok(std::mem::take(&mut self.request))
    }
}

/// Returns the version of HTTP that a request asks for.
fn wanted_version(request: &HttpRequest) -> Version {
    #[cfg(feature = "http2")]
    if request.extensions().get::<crate::http::PreferHttp2>().is_some() {
        return Version::HTTP_2;
    }
    let _ = request;
    Version::HTTP_11
}

fn runtime() -> Result<Handle, ConnectorError> {
    Handle::try_current().map_err(|_| {
        let problem =
            "the default HTTPS client runs on tokio: call it from within a tokio runtime, or set `http_client`";
        ConnectorError::user(problem.into())
    })
}
