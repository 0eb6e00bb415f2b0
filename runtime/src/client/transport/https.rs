//! The default HTTPS client: hyper over tokio, rustls with ring and the Mozilla roots, HTTP/1.1 with keep-alive.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::classify;
use crate::config::future::BoxFuture;
use crate::config::http::{HttpClient, HttpRequest};
use crate::error::{BoxError, ConnectorError};

/// The largest response that is collected.
const BODY_LIMIT: usize = 100 * 1024 * 1024;

/// How long it may take to connect, TLS included; long enough for one lost SYN.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// How long a connection is kept without use.
const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

type Inner = Client<Timed<HttpsConnector<HttpConnector>>, Whole>;

/// Made at the first request, so that a client costs nothing until it calls.
#[derive(Default)]
pub(super) struct DefaultClient {
    inner: OnceLock<Result<Inner, String>>,
}

impl DefaultClient {
    async fn exchange(&self, request: HttpRequest) -> Result<http::Response<Bytes>, ConnectorError> {
        let client = match self.inner.get_or_init(connect) {
            Ok(client) => client,
            Err(problem) => return Err(ConnectorError::user(problem.clone().into())),
        };
        if tokio::runtime::Handle::try_current().is_err() {
            let problem =
                "the default HTTPS client runs on tokio: call it from within a tokio runtime, or set `http_client`";
            return Err(ConnectorError::user(problem.into()));
        }
        let target = classify::Target::of(request.uri());
        match client.request(request.map(Whole)).await {
            Ok(response) => {
                let (parts, body) = response.into_parts();
                Ok(http::Response::from_parts(parts, collect(body, &target).await?))
            }
            Err(error) => Err(classify::sending(error, &target)),
        }
    }
}

impl HttpClient for DefaultClient {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Bytes>, ConnectorError>> {
        Box::pin(self.exchange(request))
    }
}

impl fmt::Debug for DefaultClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("default HTTPS client")
    }
}

fn connect() -> Result<Inner, String> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    let https = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(Arc::new(rustls::crypto::ring::default_provider()))
        .map_err(|error| format!("TLS cannot be set up: {error}"))?
        .https_or_http()
        .enable_http1()
        .wrap_connector(tcp);
    Ok(Client::builder(TokioExecutor::new())
        .pool_idle_timeout(IDLE_TIMEOUT)
        .pool_timer(TokioTimer::new())
        .build(Timed(https)))
}

/// A connector that gives up; the one for TCP alone would wait for ever for a server that accepts and says nothing.
#[derive(Clone)]
struct Timed<C>(C);

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri, Error: Into<BoxError>, Future: Send + 'static>,
{
    type Response = C::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<C::Response, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.0.call(uri);
        Box::pin(async move {
            match tokio::time::timeout(CONNECT_TIMEOUT, connecting).await {
                Ok(connected) => connected.map_err(Into::into),
                Err(elapsed) => Err(std::io::Error::new(std::io::ErrorKind::TimedOut, elapsed).into()),
            }
        })
    }
}

/// The whole body, handing out the one frame as it is where there is only one.
async fn collect(mut body: Incoming, target: &classify::Target) -> Result<Bytes, ConnectorError> {
    let mut whole = Bytes::new();
    let mut joined: Vec<u8> = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|error| classify::receiving(error, target))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if whole.len() + joined.len() + data.len() > BODY_LIMIT {
            return Err(classify::too_large(BODY_LIMIT, target));
        }
        if whole.is_empty() && joined.is_empty() {
            whole = data;
        } else {
            joined.extend_from_slice(&std::mem::take(&mut whole));
            joined.extend_from_slice(&data);
        }
    }
    Ok(if joined.is_empty() { whole } else { Bytes::from(joined) })
}

/// A request's body in one piece.
struct Whole(Bytes);

impl Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let data = std::mem::take(&mut self.0);
        Poll::Ready((!data.is_empty()).then(|| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.len() as u64)
    }
}
