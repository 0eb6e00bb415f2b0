//! The sender of the events of a request.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tracing::debug;

use super::serializer;
use crate::body::{Body, BodyStream};
use crate::box_error::BoxError;
use crate::schema::MemberRef;
use crate::serde::{Codec, EncodeEvents, SerializeError, SerializeShape, ShapeSerializer};

/// The union of the events of a request stream, and its exceptions.
#[doc(hidden)]
pub trait SendExceptions<E>: SerializeShape {
    /// Returns the member name and the value of an error that is an exception of the stream.
    fn exception(error: &E) -> Option<(&'static str, &dyn SerializeShape)>;
}

type Events<T, E> = Pin<Box<dyn Stream<Item = Result<T, E>> + Send>>;

/// A sender of the events of a request. Any `Stream` of results converts into it with `into()`.
///
/// A request is sent while its events are produced. An error of the stream ends the request: an
/// exception that the model lists for the stream is sent as such, and any other error closes the
/// connection. The events cannot be replayed, so such a request is not retried.
pub struct EventStreamSender<T, E> {
    /// Taken when the request is written.
    events: Mutex<Option<Events<T, E>>>,
}

impl<T, E> EventStreamSender<T, E>
where
    T: Unpin + Send + 'static,
    E: Unpin + Send + 'static,
{
    /// Returns a sender of events that are already available.
    pub fn from_events(events: impl IntoIterator<Item = Result<T, E>>) -> Self {
        Ready(events.into_iter().collect()).into()
    }
}

/// Events that are already available.
struct Ready<T, E>(VecDeque<Result<T, E>>);

impl<T: Unpin, E: Unpin> Stream for Ready<T, E> {
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

impl<T, E, S> From<S> for EventStreamSender<T, E>
where
    S: Stream<Item = Result<T, E>> + Send + 'static,
{
    fn from(events: S) -> Self {
        Self {
            events: Mutex::new(Some(Box::pin(events))),
        }
    }
}

impl<T, E> fmt::Debug for EventStreamSender<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventStreamSender")
    }
}

impl<T, E> SerializeShape for EventStreamSender<T, E>
where
    T: SendExceptions<E> + 'static,
    E: Into<BoxError> + 'static,
{
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        serializer.event_stream(member, self);
    }
}

impl<T, E> EncodeEvents for EventStreamSender<T, E>
where
    T: SendExceptions<E> + 'static,
    E: Into<BoxError> + 'static,
{
    fn encode(&self, codec: &'static dyn Codec, initial_request: Option<Bytes>) -> Body {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner).take();
        Body::from_stream(Encoded {
            events,
            codec,
            initial_request,
            count: 0,
        })
    }
}

/// The body of a request of events, with one message per chunk.
struct Encoded<T, E> {
    /// Unset at the end.
    events: Option<Events<T, E>>,
    codec: &'static dyn Codec,
    initial_request: Option<Bytes>,
    count: u64,
}

impl<T, E> Drop for Encoded<T, E> {
    fn drop(&mut self) {
        debug!(
            events = self.count,
            is_complete = self.events.is_none(),
            "the events were sent"
        );
    }
}

impl<T, E> Encoded<T, E>
where
    T: SendExceptions<E>,
    E: Into<BoxError>,
{
    fn encode(&mut self, event: Result<T, E>) -> Result<Bytes, BoxError> {
        let encoded = match event {
            Ok(event) => serializer::event(self.codec, &event),
            Err(error) => {
                self.events = None;
                match T::exception(&error) {
                    Some((name, exception)) => serializer::exception(self.codec, name, exception),
                    None => return Err(error.into()),
                }
            }
        };
        self.fused(encoded)
    }

    fn fused(&mut self, encoded: Result<Bytes, SerializeError>) -> Result<Bytes, BoxError> {
        if encoded.is_err() {
            self.events = None;
        }
        Ok(encoded?)
    }
}

impl<T, E> BodyStream for Encoded<T, E>
where
    T: SendExceptions<E>,
    E: Into<BoxError>,
{
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        if let Some(payload) = self.initial_request.take() {
            let encoded = serializer::initial_request(self.codec, payload);
            return Poll::Ready(Some(self.fused(encoded)));
        }
        let Some(events) = &mut self.events else {
            return Poll::Ready(None);
        };
        match std::task::ready!(events.as_mut().poll_next(context)) {
            Some(event) => {
                self.count += 1;
                Poll::Ready(Some(self.encode(event)))
            }
            None => {
                self.events = None;
                Poll::Ready(None)
            }
        }
    }
}
