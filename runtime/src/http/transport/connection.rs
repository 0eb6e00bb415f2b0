//! One connection: it moves only while the future of a call moves it, so that dropping that future closes it.

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

use super::io::{Meter, Metered, Stream};
use crate::box_error::BoxError;
use crate::http::Body;

type Driver = http1::Connection<TokioIo<Metered>, Body>;

/// An open connection.
pub(super) struct Connection {
    sender: http1::SendRequest<Body>,
    /// Nothing once it is closed.
    driver: Option<Pin<Box<Driver>>>,
    /// Why it was closed, where nobody was told.
    fault: Option<hyper::Error>,
    meter: Arc<Meter>,
}

/// A request without the head of a response.
pub(super) enum SendFailure {
    /// The read timeout.
    Timeout(Duration),
    /// The connection is gone, and the request is as it was.
    Back(hyper::Error, Box<Request<Body>>),
    /// The connection failed.
    Broken {
        error: hyper::Error,
        /// Some of the request may have left this machine.
        sent: bool,
        /// Some of a response came.
        answered: bool,
    },
}

/// A response without the rest of its body.
pub(super) enum BodyFailure {
    /// The read timeout.
    Timeout(Duration),
    /// The connection failed.
    Broken(hyper::Error),
}

impl Connection {
    pub(super) async fn over(stream: Stream, meter: Arc<Meter>) -> hyper::Result<Self> {
        let io = TokioIo::new(Metered {
            stream,
            meter: Arc::clone(&meter),
        });
        let (sender, driver) = http1::handshake(io).await?;
        let mut connection = Self {
            sender,
            driver: Some(Box::pin(driver)),
            fault: None,
            meter,
        };
        // Only a connection that was polled says that it is ready.
        connection.drive(&mut Context::from_waker(Waker::noop()));
        Ok(connection)
    }

    /// Whether it can take a request, as far as it is known.
    pub(super) fn is_ready(&self) -> bool {
        self.driver.is_some() && self.sender.is_ready()
    }

    /// Asks the system whether the other side has closed it, or said something out of turn.
    pub(super) fn still_open(&mut self) -> bool {
        self.meter.probe(true);
        self.drive(&mut Context::from_waker(Waker::noop()));
        self.meter.probe(false);
        self.is_ready()
    }

    fn drive(&mut self, context: &mut Context<'_>) {
        if let Some(driver) = &mut self.driver
            && let Poll::Ready(end) = driver.as_mut().poll(context)
        {
            self.fault = end.err();
            // Dropped, it answers whatever still waits for it.
            self.driver = None;
        }
    }

    /// Sends a request and waits for the head of the response, at most so long since the last byte was sent.
    pub(super) async fn send(
        &mut self,
        request: Request<Body>,
        silence: Option<Duration>,
    ) -> Result<Response<Incoming>, SendFailure> {
        let (sent, received) = (self.meter.sent(), self.meter.received());
        let mut response = pin!(self.sender.try_send_request(request));
        let mut timer = silence.map(Timer::new);
        let result = poll_fn(|context| {
            self.drive(context);
            if let Poll::Ready(result) = response.as_mut().poll(context) {
                return Poll::Ready(Ok(result));
            }
            let expired = timer.as_mut().map(|timer| timer.poll(context, &self.meter));
            match expired {
                Some(Poll::Ready(silence)) => Poll::Ready(Err(SendFailure::Timeout(silence))),
                Some(Poll::Pending) | None => Poll::Pending,
            }
        })
        .await?;
        result.map_err(|mut error| match error.take_message() {
            Some(request) => SendFailure::Back(error.into_error(), Box::new(request)),
            None => SendFailure::Broken {
                error: error.into_error(),
                sent: self.meter.sent() > sent,
                answered: self.meter.received() > received,
            },
        })
    }

    /// The next piece of the body.
    pub(super) async fn piece(
        &mut self,
        body: &mut Incoming,
        silence: Option<Duration>,
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
                let Some(silence) = silence else { return Poll::Pending };
                let timer = timer.get_or_insert_with(|| Timer::new(silence));
                timer
                    .sleep
                    .as_mut()
                    .poll(context)
                    .map(|()| Err(BodyFailure::Timeout(silence)))
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
                    // The connection learns that the response is over, and whether it may be kept.
                    self.drive(&mut Context::from_waker(Waker::noop()));
                    return Ok(None);
                }
            }
        }
    }
}

/// The limit to the other side's silence.
struct Timer {
    silence: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl Timer {
    fn new(silence: Duration) -> Self {
        Self {
            silence,
            sleep: Box::pin(tokio::time::sleep(silence)),
        }
    }

    /// Ends when it was silent for so long after the last byte was sent: a long request takes its time.
    fn poll(&mut self, context: &mut Context<'_>, meter: &Meter) -> Poll<Duration> {
        loop {
            if self.sleep.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            let end = Instant::from_std(meter.sent_at()) + self.silence;
            if end <= Instant::now() {
                return Poll::Ready(self.silence);
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
