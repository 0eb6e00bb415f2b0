//! The half of a connection that takes requests, for each version of HTTP.

use std::future::Future;
use std::pin::Pin;

use http::{Request, Response, Version};
use hyper::body::Incoming;
#[cfg(feature = "http2")]
use hyper::client::conn::http2;
use hyper::client::conn::{TrySendError, http1};
use hyper_util::rt::TokioIo;

#[cfg(feature = "http2")]
use super::http2::{Http2Driver, Tasks};
use super::io::CountedIo;
use crate::future::BoxFuture;
use crate::http::Body;

/// The half of a connection that reads and writes as it is polled.
pub(super) type Driver = dyn Future<Output = hyper::Result<()>> + Send;

/// The flow-control window of HTTP/2 in bytes, large enough for long distances.
#[cfg(feature = "http2")]
const HTTP2_WINDOW: u32 = 2 * 1024 * 1024;

/// The half of a connection that takes requests.
pub(super) enum Sender {
    Http1(http1::SendRequest<Body>),
    #[cfg(feature = "http2")]
    Http2(http2::SendRequest<Body>),
}

impl Sender {
    /// Starts HTTP of this version, and returns the other half of the connection as well.
    pub(super) async fn handshake(io: TokioIo<CountedIo>, version: Version) -> hyper::Result<(Self, Pin<Box<Driver>>)> {
        #[cfg(feature = "http2")]
        if version == Version::HTTP_2 {
            let tasks = Tasks::default();
            let (sender, connection) = http2::Builder::new(tasks.clone())
                .initial_stream_window_size(HTTP2_WINDOW)
                .initial_connection_window_size(HTTP2_WINDOW)
                .handshake(io)
                .await?;
            return Ok((Self::Http2(sender), Box::pin(Http2Driver::new(connection, tasks))));
        }
        let _ = version;
        let (sender, driver) = http1::handshake(io).await?;
        Ok((Self::Http1(sender), Box::pin(driver)))
    }

    /// Gives a request to the connection, which sends it as it is driven.
    pub(super) fn send(
        &mut self,
        request: Request<Body>,
    ) -> BoxFuture<'static, Result<Response<Incoming>, TrySendError<Request<Body>>>> {
        match self {
            Self::Http1(sender) => Box::pin(sender.try_send_request(request)),
            #[cfg(feature = "http2")]
            Self::Http2(sender) => Box::pin(sender.try_send_request(request)),
        }
    }

    /// Returns whether the connection takes a request, as far as is known.
    pub(super) fn is_ready(&self) -> bool {
        match self {
            Self::Http1(sender) => sender.is_ready(),
            #[cfg(feature = "http2")]
            Self::Http2(sender) => sender.is_ready(),
        }
    }
}
