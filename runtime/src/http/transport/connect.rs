//! Opens connections: name lookup, TCP, the tunnel of a proxy, and TLS, within one timeout.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use http::Version;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::classify::{self, ConnectFailure};
use super::connection::Connection;
use super::io::{ByteCounters, Stream, TcpIo};
use super::target::Target;
use super::tls::Tls;
use super::tunnel;
use crate::box_error::BoxError;
use crate::future::BoxFuture;
use crate::http::ConnectorError;

/// The head start of one address before the next is tried beside it (RFC 8305, section 5).
const HEAD_START: Duration = Duration::from_millis(250);

/// The versions of HTTP that a request wants.
#[derive(Clone, Copy, Debug)]
pub(super) struct Versions {
    /// The highest version that is offered to a server over TLS.
    #[cfg_attr(not(feature = "http2"), allow(dead_code, reason = "there is one version"))]
    pub(super) over_tls: Version,
    /// The version that a server without TLS is known to speak.
    pub(super) in_clear: Version,
}

/// Opens a connection to the server, or to its proxy.
pub(super) async fn connect(
    target: &Target,
    tls: &Tls,
    versions: Versions,
    limit: Option<Duration>,
) -> Result<Connection, ConnectorError> {
    let steps = ConnectSteps {
        target,
        tls,
        versions,
        step: Mutex::new("starting"),
    };
    // Boxed, so that it is compiled once for both branches.
    let connecting: BoxFuture<'_, _> = Box::pin(steps.run());
    let result = match limit {
        None => connecting.await,
        Some(limit) => match tokio::time::timeout(limit, connecting).await {
            Ok(result) => result,
            Err(elapsed) => {
                let step = *steps.step.lock().unwrap_or_else(PoisonError::into_inner);
                Err(ConnectFailure::timeout(
                    format!("no response in time (the connect timeout of {limit:?} passed while {step})"),
                    elapsed.into(),
                ))
            }
        },
    };
    result.map_err(|problem| classify::connecting(problem, target))
}

struct ConnectSteps<'a> {
    target: &'a Target,
    tls: &'a Tls,
    versions: Versions,
    /// The current step, for the error of a timeout.
    step: Mutex<&'static str>,
}

impl ConnectSteps<'_> {
    fn step(&self, what: &'static str) {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner) = what;
    }

    async fn run(&self) -> Result<Connection, ConnectFailure> {
        let target = self.target;
        if target.tls || target.proxy.as_ref().is_some_and(|proxy| proxy.tls) {
            // Checked before a connection is opened that could not be used.
            self.tls.config().map_err(ConnectFailure::user)?;
        }
        let counters = Arc::new(ByteCounters::new());
        let (host, port) = match &target.proxy {
            None => (&target.host, target.port),
            Some(proxy) => (&proxy.host, proxy.port),
        };
        let mut stream = self.dial(host, port, &counters).await?;
        let mut version = match &target.proxy {
            None => self.versions.in_clear,
            Some(_) => Version::HTTP_11,
        };
        if let Some(proxy) = &target.proxy {
            if proxy.tls {
                (stream, _) = self.secure(stream, host, "setting up TLS with the proxy").await?;
            }
            if target.tls {
                self.step("waiting for the proxy's tunnel");
                tunnel::open(&mut stream, target, proxy).await?;
            }
        }
        if target.tls {
            (stream, version) = self.secure(stream, &target.host, "setting up TLS").await?;
        }
        Connection::over(stream, counters, version)
            .await
            .map_err(|error| ConnectFailure::io("HTTP cannot start", error.into()))
    }

    async fn dial(&self, host: &str, port: u16, counters: &Arc<ByteCounters>) -> Result<Stream, ConnectFailure> {
        let addresses = match host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => {
                self.step("looking up the name");
                resolve(host, port).await?
            }
        };
        self.step("opening a TCP connection");
        let tcp = race(addresses)
            .await
            .map_err(|error| ConnectFailure::of_system(error.into()))?;
        // A request is sent in one piece, so waiting for more data gains nothing.
        tcp.set_nodelay(true)
            .map_err(|error| ConnectFailure::of_system(error.into()))?;
        Ok(Box::new(TcpIo {
            tcp,
            counters: Arc::clone(counters),
        }))
    }

    fn secure<'a>(
        &'a self,
        stream: Stream,
        host: &'a str,
        step: &'static str,
    ) -> BoxFuture<'a, Result<(Stream, Version), ConnectFailure>> {
        Box::pin(async move {
            let config = self.tls.config().map_err(ConnectFailure::user)?;
            #[cfg(feature = "http2")]
            let config = match self.versions.over_tls {
                Version::HTTP_2 => with_http2(&config),
                _ => config,
            };
            let name = ServerName::try_from(host.to_owned())
                .map_err(|_| ConnectFailure::user(format!("{host:?} is not a name that a certificate can be for")))?;
            self.step(step);
            let connected = TlsConnector::from(config).connect(name, stream).await;
            let secured = connected.map_err(|error| ConnectFailure::of_tls(host, error.into()))?;
            let version = version(&secured);
            Ok((Box::new(secured) as Stream, version))
        })
    }
}

/// Returns a config that offers HTTP/2.
#[cfg(feature = "http2")]
fn with_http2(config: &Arc<rustls::ClientConfig>) -> Arc<rustls::ClientConfig> {
    let mut config = rustls::ClientConfig::clone(config);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Arc::new(config)
}

/// Returns the version of HTTP that the server chose.
fn version(stream: &tokio_rustls::client::TlsStream<Stream>) -> Version {
    match stream.get_ref().1.alpn_protocol() {
        Some(b"h2") => Version::HTTP_2,
        _ => Version::HTTP_11,
    }
}

/// Returns the addresses of a host, with alternating address families.
async fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, ConnectFailure> {
    let found = tokio::net::lookup_host((host, port)).await.map_err(|error| {
        let error = BoxError::from(error);
        let reason = classify::innermost(&*error);
        ConnectFailure::io(format!("the name {host} cannot be resolved: {reason}"), error)
    })?;
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for address in found {
        let like_first = first
            .first()
            .is_none_or(|first: &SocketAddr| first.is_ipv4() == address.is_ipv4());
        if like_first { &mut first } else { &mut second }.push(address);
    }
    let mut second = second.into_iter();
    let mut addresses = Vec::with_capacity(first.len() + second.len());
    for address in first {
        addresses.push(address);
        addresses.extend(second.next());
    }
    addresses.extend(second);
    Ok(addresses)
}

/// Connects to the address that responds first. Each has a head start before the next, so that an
/// unreachable address family delays the connection only a little.
async fn race(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut waiting = addresses.into_iter();
    let mut trying: Vec<BoxFuture<'static, io::Result<TcpStream>>> = Vec::new();
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    let mut head_start = Box::pin(tokio::time::sleep(Duration::ZERO));
    std::future::poll_fn(move |context| {
        loop {
            let mut connected = None;
            let mut failed = false;
            trying.retain_mut(|attempt| match attempt.as_mut().poll(context) {
                Poll::Pending => true,
                Poll::Ready(Ok(stream)) => {
                    connected = Some(stream);
                    false
                }
                Poll::Ready(Err(error)) => {
                    failure = error;
                    failed = true;
                    false
                }
            });
            if let Some(stream) = connected {
                return Poll::Ready(Ok(stream));
            }
            let alone = failed || trying.is_empty();
            if !alone && (waiting.len() == 0 || Pin::new(&mut head_start).poll(context).is_pending()) {
                return Poll::Pending;
            }
            match waiting.next() {
                Some(address) => trying.push(Box::pin(TcpStream::connect(address))),
                None if trying.is_empty() => {
                    let nothing = io::Error::from(io::ErrorKind::NotFound);
                    return Poll::Ready(Err(std::mem::replace(&mut failure, nothing)));
                }
                None => return Poll::Pending,
            }
            head_start.as_mut().reset(tokio::time::Instant::now() + HEAD_START);
        }
    })
    .await
}
