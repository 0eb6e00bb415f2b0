//! One connection. Only the future of a call drives it, so dropping that future closes it.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::time::{Instant, Sleep};

use super::io::{ByteCounters, CountedIo, Stream};
use crate::box_error::BoxError;
use crate::http::Body;

type Driver = http1::Connection<TokioIo<CountedIo>, Body>;

/// An open connection.
pub(super) struct Connection {
    sender: http1::SendRequest<Body>,
    /// `None` once the connection is closed.
    driver: Option<Pin<Box<Driver>>>,
    /// Why the connection was closed, if no request was told.
    fault: Option<hyper::Error>,
    counters: Arc<ByteCounters>,
}

/// A request that got no head of a response.
pub(super) enum SendFailure {
    /// The read timeout.
    Timeout(Duration),
    /// The connection is closed, and nothing of the request was sent.
    Back(hyper::Error, Box<Request<Body>>),
    /// The connection failed.
    Broken {
        error: hyper::Error,
        /// Some of the request may have left this machine.
        sent: bool,
        /// Some of the response was received.
        answered: bool,
    },
}

/// A response whose body broke off.
pub(super) enum BodyFailure {
    /// The read timeout.
    Timeout(Duration),
    /// The connection failed.
    Broken(hyper::Error),
}

impl Connection {
    pub(super) async fn over(stream: Stream, counters: Arc<ByteCounters>) -> hyper::Result<Self> {
        let io = TokioIo::new(CountedIo {
            stream,
            counters: Arc::clone(&counters),
        });
        let (sender, driver) = http1::handshake(io).await?;
        let mut connection = Self {
            sender,
            driver: Some(Box::pin(driver)),
            fault: None,
            counters,
        };
        // A connection reports that it is ready only after it was polled.
        connection.drive(&mut Context::from_waker(Waker::noop()));
        Ok(connection)
    }

    /// Whether the connection takes a request, as far as is known.
    pub(super) fn is_ready(&self) -> bool {
        self.driver.is_some() && self.sender.is_ready()
    }

    /// Asks the system whether the server has closed the connection, or has sent data that nobody
    /// asked for.
    pub(super) fn still_open(&mut self) -> bool {
        self.counters.probe(true);
        self.drive(&mut Context::from_waker(Waker::noop()));
        self.counters.probe(false);
        self.is_ready()
    }

    fn drive(&mut self, context: &mut Context<'_>) {
        if let Some(driver) = &mut self.driver
            && let Poll::Ready(end) = driver.as_mut().poll(context)
        {
            self.fault = end.err();
            // Dropping it ends whatever still waits for it.
            self.driver = None;
        }
    }

    /// Sends a request and waits for the head of the response, within the read timeout after the
    /// last sent byte.
    pub(super) async fn send(
        &mut self,
        request: Request<Body>,
        read_timeout: Option<Duration>,
    ) -> Result<Response<Incoming>, SendFailure> {
        let (sent, received) = (self.counters.sent(), self.counters.received());
        let mut response = pin!(self.sender.try_send_request(request));
        let mut timer = read_timeout.map(Timer::new);
        let result = poll_fn(|context| {
            self.drive(context);
            if let Poll::Ready(result) = response.as_mut().poll(context) {
                return Poll::Ready(Ok(result));
            }
            let expired = timer.as_mut().map(|timer| timer.poll(context, &self.counters));
            match expired {
                Some(Poll::Ready(read_timeout)) => Poll::Ready(Err(SendFailure::Timeout(read_timeout))),
                Some(Poll::Pending) | None => Poll::Pending,
            }
        })
        .await?;
        result.map_err(|mut error| match error.take_message() {
            Some(request) => SendFailure::Back(error.into_error(), Box::new(request)),
            None => SendFailure::Broken {
                error: error.into_error(),
                sent: self.counters.sent() > sent,
                answered: self.counters.received() > received,
            },
        })
    }

    /// Returns the next piece of the body.
    pub(super) async fn piece(
        &mut self,
        body: &mut Incoming,
        read_timeout: Option<Duration>,
    ) -> Result<Option<Bytes>, BodyFailure> {
        let mut timer = None;
        loop {
            let frame = poll_fn(|context| {
                let mut frame = Pin::new(&mut *body).poll_frame(context);
                if frame.is_pending() {
                    self.drive(context);
                    frame = Pin::new(&mut *body).poll_frame(context);
                }
                if let Poll::Ready(frame) = frame {
                    return Poll::Ready(Ok(frame));
                }
                let Some(read_timeout) = read_timeout else {
                    return Poll::Pending;
                };
                let timer = timer.get_or_insert_with(|| Timer::new(read_timeout));
                timer
                    .sleep
                    .as_mut()
                    .poll(context)
                    .map(|()| Err(BodyFailure::Timeout(read_timeout)))
            })
            .await?;
            match frame {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
                Some(Err(error)) => return Err(BodyFailure::Broken(self.fault.take().unwrap_or(error))),
                None => {
                    // The connection notices that the response is complete, and whether it can be
                    // reused.
                    self.drive(&mut Context::from_waker(Waker::noop()));
                    return Ok(None);
                }
            }
        }
    }
}

/// The timer of the read timeout.
struct Timer {
    read_timeout: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl Timer {
    fn new(read_timeout: Duration) -> Self {
        Self {
            read_timeout,
            sleep: Box::pin(tokio::time::sleep(read_timeout)),
        }
    }

    /// Expires when the read timeout has passed since the last byte was sent: long requests take
    /// their time.
    fn poll(&mut self, context: &mut Context<'_>, counters: &ByteCounters) -> Poll<Duration> {
        loop {
            if self.sleep.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            let end = Instant::from_std(counters.sent_at()) + self.read_timeout;
            if end <= Instant::now() {
                return Poll::Ready(self.read_timeout);
            }
            self.sleep.as_mut().reset(end);
        }
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.poll_data(context)
            .map(|data| data.map(|data| data.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.content_length() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.content_length().map(SizeHint::with_exact).unwrap_or_default()
    }
}
