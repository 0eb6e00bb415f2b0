//! One connection. Only the future of a call drives it, so dropping that future closes it.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Version};
use http_body::Body as _;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::time::Sleep;

use super::io::{ByteCounters, CountedIo, Stream};
use super::read_timer::ReadTimer;
use super::sender::{Driver, Sender};
#[cfg(feature = "streaming")]
use super::upload::UploadWatch;
use super::wakes::ConnectionWaker;
use crate::http::Body;

/// An open connection.
pub(super) struct Connection {
    sender: Sender,
    /// `None` once the connection is closed.
    driver: Option<Pin<Box<Driver>>>,
    /// The reason why the connection was closed, until a request returns it.
    fault: Option<hyper::Error>,
    counters: Arc<ByteCounters>,
    read_timer: ReadTimer,
    waker: ConnectionWaker,
}

/// A request that got no head of a response.
pub(super) enum SendFailure {
    /// The read timeout.
    Timeout(Duration),
    /// The server took nothing of the body for this time.
    #[cfg(feature = "streaming")]
    Stalled(Duration),
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
    /// Starts HTTP of this version over a stream.
    pub(super) async fn over(stream: Stream, counters: Arc<ByteCounters>, version: Version) -> hyper::Result<Self> {
        let io = TokioIo::new(CountedIo {
            stream,
            counters: Arc::clone(&counters),
        });
        let (sender, driver) = Sender::handshake(io, version).await?;
        let mut connection = Self {
            sender,
            driver: Some(driver),
            fault: None,
            counters,
            read_timer: ReadTimer::default(),
            waker: ConnectionWaker::default(),
        };
        // A connection reports that it is ready only after it was polled.
        connection.drive_idle();
        Ok(connection)
    }

    /// Returns whether the connection speaks HTTP/2.
    #[cfg(feature = "http2")]
    pub(super) fn is_http2(&self) -> bool {
        matches!(self.sender, Sender::Http2(_))
    }

    /// Returns whether the connection takes a request, as far as is known.
    pub(super) fn is_ready(&self) -> bool {
        self.driver.is_some() && self.sender.is_ready()
    }

    /// Returns whether the connection takes another request of any kind. One of HTTP/2 is for one
    /// stream of events.
    pub(super) fn is_reusable(&self) -> bool {
        matches!(self.sender, Sender::Http1(_)) && self.is_ready()
    }

    /// Asks the system whether the server has closed the connection, or has sent unrequested data.
    pub(super) fn still_open(&mut self) -> bool {
        self.counters.probe(true);
        self.drive_idle();
        self.counters.probe(false);
        self.is_ready()
    }

    /// Lets the connection notice that the response is complete, and whether it can be reused, if
    /// it has not yet.
    #[cfg(feature = "streaming")]
    pub(super) fn settle(&mut self) {
        if !self.is_reusable() {
            self.drive_idle();
        }
    }

    /// Forgets the task that drove the connection.
    pub(super) fn rest(&self) {
        self.waker.rest();
    }

    /// Drives the connection for no task.
    fn drive_idle(&mut self) {
        let waker = self.waker.rest().clone();
        self.drive(&mut Context::from_waker(&waker));
    }

    fn drive(&mut self, context: &mut Context<'_>) {
        if let Some(driver) = &mut self.driver
            && let Poll::Ready(end) = driver.as_mut().poll(context)
        {
            self.fault = end.err();
            // Dropping it ends everything that waits for it.
            self.driver = None;
        }
    }

    /// Sends a request and waits for the head of the response, within the read timeout after the
    /// last sent byte.
    ///
    /// hyper gets the request at once, so that it takes no room in the future.
    pub(super) fn send(
        &mut self,
        request: Request<Body>,
        read_timeout: Option<Duration>,
    ) -> impl Future<Output = Result<Response<Incoming>, SendFailure>> + Send {
        let (sent, received) = (self.counters.sent(), self.counters.received());
        #[cfg(feature = "streaming")]
        let (mut request, mut upload) = (request, None);
        #[cfg(feature = "streaming")]
        if !request.extensions().is_empty() {
            upload = UploadWatch::of(&mut request);
        }
        let mut response = self.sender.send(request);
        let mut since = read_timeout.map(|read_timeout| self.read_timer.start(read_timeout));
        async move {
            let mut poll_head = |connection: &mut Self, context: &mut Context<'_>| {
                connection.drive(context);
                if let Poll::Ready(result) = response.as_mut().poll(context) {
                    return Poll::Ready(Ok(result));
                }
                #[cfg(feature = "streaming")]
                if let Some(Poll::Ready(limit)) =
                    upload.as_mut().map(|upload| upload.poll(context, &connection.counters))
                {
                    return Poll::Ready(Err(SendFailure::Stalled(limit)));
                }
                let Some((read_timeout, since)) = read_timeout.zip(since.as_mut()) else {
                    return Poll::Pending;
                };
                // The program may take its time to make the data that it sends.
                #[cfg(feature = "streaming")]
                if upload.as_ref().is_some_and(UploadWatch::waits_for_data) {
                    *since = connection.read_timer.start(read_timeout);
                }
                let (timer, counters) = (&mut connection.read_timer, &connection.counters);
                let expired = timer.poll(context, *since, read_timeout, counters);
                expired.map(|()| Err(SendFailure::Timeout(read_timeout)))
            };
            let result = poll_fn(|context| self.poll_as_one(context, &mut poll_head)).await?;
            result.map_err(|mut error| match error.take_message() {
                Some(request) => SendFailure::Back(error.into_error(), Box::new(request)),
                None => SendFailure::Broken {
                    error: error.into_error(),
                    sent: self.counters.sent() > sent,
                    answered: self.counters.received() > received,
                },
            })
        }
    }

    /// Returns the next piece of the body.
    pub(super) async fn piece(
        &mut self,
        body: &mut Incoming,
        read_timeout: Option<Duration>,
    ) -> Result<Option<Bytes>, BodyFailure> {
        let mut timer = None;
        poll_fn(|context| self.poll_piece(context, body, read_timeout, &mut timer)).await
    }

    /// Polls for the next piece of the body, which is late once the timer expires. It is made when
    /// it is first needed.
    pub(super) fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
        body: &mut Incoming,
        read_timeout: Option<Duration>,
        timer: &mut Option<Pin<Box<Sleep>>>,
    ) -> Poll<Result<Option<Bytes>, BodyFailure>> {
        self.poll_as_one(context, &mut |connection, context| {
            connection.poll_frames(context, body, read_timeout, timer)
        })
    }

    /// Polls several parts of the connection, which do not wake the task that polls them all.
    fn poll_as_one<T>(
        &mut self,
        context: &mut Context<'_>,
        poll: &mut impl FnMut(&mut Self, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        let waker = self.waker.start_poll(context);
        let result = poll(self, &mut Context::from_waker(&waker));
        self.waker.end_poll(waker, context, result)
    }

    fn poll_frames(
        &mut self,
        context: &mut Context<'_>,
        body: &mut Incoming,
        read_timeout: Option<Duration>,
        timer: &mut Option<Pin<Box<Sleep>>>,
    ) -> Poll<Result<Option<Bytes>, BodyFailure>> {
        loop {
            let mut frame = Pin::new(&mut *body).poll_frame(context);
            if frame.is_pending() {
                self.waker.restart_poll();
                self.drive(context);
                frame = Pin::new(&mut *body).poll_frame(context);
            }
            match frame {
                Poll::Ready(Some(Ok(frame))) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Ok(Some(data)));
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Err(BodyFailure::Broken(self.fault.take().unwrap_or(error))));
                }
                Poll::Ready(None) => {
                    if !self.is_reusable() {
                        self.drive(context);
                    }
                    return Poll::Ready(Ok(None));
                }
                Poll::Pending => {
                    let Some(read_timeout) = read_timeout else {
                        return Poll::Pending;
                    };
                    let timer = timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(read_timeout)));
                    let expired = timer.as_mut().poll(context);
                    return expired.map(|()| Err(BodyFailure::Timeout(read_timeout)));
                }
            }
        }
    }
}
