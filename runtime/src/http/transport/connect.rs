//! Opens connections: name look-up, TCP, a proxy's tunnel, TLS, all within one limit of time.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::classify::{self, Problem};
use super::connection::Connection;
use super::io::{Meter, Stream, Wire};
use super::target::Target;
use super::tls::Tls;
use super::tunnel;
use crate::box_error::BoxError;
use crate::future::BoxFuture;
use crate::http::ConnectorError;

/// The head start of one address before the next is tried beside it (RFC 8305, section 5).
const HEAD_START: Duration = Duration::from_millis(250);

/// Opens a connection to this server, or to the proxy on the way.
pub(super) async fn connect(target: &Target, tls: &Tls, limit: Option<Duration>) -> Result<Connection, ConnectorError> {
    let steps = Steps {
        target,
        tls,
        doing: Mutex::new("starting"),
    };
    // In a box, and so compiled once for both branches.
    let connecting: BoxFuture<'_, _> = Box::pin(steps.run());
    let result = match limit {
        None => connecting.await,
        Some(limit) => match tokio::time::timeout(limit, connecting).await {
            Ok(result) => result,
            Err(elapsed) => {
                let doing = *steps.doing.lock().unwrap_or_else(PoisonError::into_inner);
                Err(Problem::timeout(
                    format!("no answer in time (the connect timeout of {limit:?} passed while {doing})"),
                    elapsed.into(),
                ))
            }
        },
    };
    result.map_err(|problem| classify::connecting(problem, target))
}

struct Steps<'a> {
    target: &'a Target,
    tls: &'a Tls,
    /// For whoever asks what took so long.
    doing: Mutex<&'static str>,
}

impl Steps<'_> {
    fn doing(&self, what: &'static str) {
        *self.doing.lock().unwrap_or_else(PoisonError::into_inner) = what;
    }

    async fn run(&self) -> Result<Connection, Problem> {
        let target = self.target;
        if target.tls || target.proxy.as_ref().is_some_and(|proxy| proxy.tls) {
            // Before anybody is asked for a connection that cannot be used.
            self.tls.config().map_err(Problem::user)?;
        }
        let meter = Arc::new(Meter::new());
        let (host, port) = match &target.proxy {
            None => (&target.host, target.port),
            Some(proxy) => (&proxy.host, proxy.port),
        };
        let mut stream = self.dial(host, port, &meter).await?;
        if let Some(proxy) = &target.proxy {
            if proxy.tls {
                stream = self.secure(stream, host, "setting up TLS with the proxy").await?;
            }
            if target.tls {
                self.doing("waiting for the proxy's tunnel");
                tunnel::open(&mut stream, target, proxy).await?;
            }
        }
        if target.tls {
            stream = self.secure(stream, &target.host, "setting up TLS").await?;
        }
        Connection::over(stream, meter)
            .await
            .map_err(|error| Problem::io("HTTP cannot start", error.into()))
    }

    async fn dial(&self, host: &str, port: u16, meter: &Arc<Meter>) -> Result<Stream, Problem> {
        let addresses = match host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => {
                self.doing("looking up the name");
                resolve(host, port).await?
            }
        };
        self.doing("opening a TCP connection");
        let tcp = race(addresses)
            .await
            .map_err(|error| Problem::of_system(error.into()))?;
        // A request goes out in one piece; nothing is won by waiting for more.
        tcp.set_nodelay(true)
            .map_err(|error| Problem::of_system(error.into()))?;
        Ok(Box::new(Wire {
            tcp,
            meter: Arc::clone(meter),
        }))
    }

    fn secure<'a>(
        &'a self,
        stream: Stream,
        host: &'a str,
        doing: &'static str,
    ) -> BoxFuture<'a, Result<Stream, Problem>> {
        Box::pin(async move {
            let config = self.tls.config().map_err(Problem::user)?;
            let name = ServerName::try_from(host.to_owned())
                .map_err(|_| Problem::user(format!("{host:?} is not a name that a certificate can be for")))?;
            self.doing(doing);
            let connected = TlsConnector::from(config).connect(name, stream).await;
            let secured = connected.map_err(|error| Problem::of_tls(host, error.into()))?;
            Ok(Box::new(secured) as Stream)
        })
    }
}

/// The addresses of a host, families by turns.
async fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, Problem> {
    let found = tokio::net::lookup_host((host, port)).await.map_err(|error| {
        let error = BoxError::from(error);
        let why = classify::innermost(&*error);
        Problem::io(format!("the name {host} cannot be resolved: {why}"), error)
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

/// A connection to whichever address answers first, each with a head start before the next: a family of addresses
/// that leads nowhere costs a moment, and not the whole time.
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
