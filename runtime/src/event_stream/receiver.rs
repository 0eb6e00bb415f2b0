//! The receiver of the events of a response.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::deserializer::{EXCEPTION_TYPE, EventDeserializer, MESSAGE_TYPE};
use super::header::HeaderValue;
use super::interface::{EventError, EventInterface};
use super::message::Message;
use super::raw_message::RawMessage;
use super::reader::{MessageReader, ReadFailure};
use crate::box_error::BoxError;
use crate::error::service::ServiceError;
use crate::error::{ErrorMetadata, SdkError};
use crate::schema::Schema;
use crate::serde::{Codec, DeserializeError, DeserializeShape, ErrorCorrection, EventBody, ShapeDeserializer};

/// The union of the events of a stream.
#[doc(hidden)]
pub trait EventUnion: DeserializeShape {
    /// The exceptions of the stream: the name of the member, and the code of the exception.
    const EXCEPTIONS: &'static [(&'static str, &'static str)];

    /// Returns the code of the exception that a message names: by its member or, as some servers
    /// do, by its code.
    fn code(named: &str) -> Option<&'static str> {
        let by = |is: fn(&(&str, &str), &str) -> bool| Self::EXCEPTIONS.iter().find(|known| is(known, named));
        let known = by(|known, named| known.0 == named).or_else(|| by(|known, named| known.1 == named));
        known.map(|(_, code)| *code)
    }
}

/// A receiver of the events of a response.
///
/// Dropping it closes the connection.
pub struct EventReceiver<T, E> {
    source: EventSource<T, E>,
}

enum EventSource<T, E> {
    Messages(Box<MessageReader>),
    /// Events that a test provides.
    Events(VecDeque<Result<T, SdkError<E, RawMessage>>>),
}

impl<T, E> EventReceiver<T, E> {
    /// Returns a receiver of these events and exceptions, for tests.
    pub fn from_events(events: impl IntoIterator<Item = Result<T, E>>) -> Self {
        let sent = |error| SdkError::service_error(error, RawMessage::Invalid(None));
        Self::from_results(events.into_iter().map(|event| event.map_err(sent)))
    }

    /// Returns a receiver of these events and errors of any class, for tests.
    pub fn from_results(results: impl IntoIterator<Item = Result<T, SdkError<E, RawMessage>>>) -> Self {
        Self {
            source: EventSource::Events(results.into_iter().collect()),
        }
    }

    /// Returns the initial response, which has the members of the output other than the stream, if
    /// it is the next message. Protocols with HTTP bindings have none.
    ///
    /// # Errors
    /// The stream broke off, or its next message is invalid.
    pub async fn try_recv_initial_response(&mut self) -> Result<Option<Message>, SdkError<E, RawMessage>> {
        match &mut self.source {
            EventSource::Messages(reader) => poll_fn(|context| reader.poll_initial(context))
                .await
                .map_err(ReadFailure::into_error),
            EventSource::Events(_) => Ok(None),
        }
    }
}

impl<T: EventUnion, E> EventReceiver<T, E>
where
    E: ServiceError<Interface: EventInterface>,
{
    /// Returns the next event; `None` at the end.
    ///
    /// # Errors
    /// [`ServiceError`](SdkError::ServiceError) is an exception that the service sent in the
    /// stream, [`DispatchFailure`](SdkError::DispatchFailure) a stream that broke off, and
    /// [`ResponseError`](SdkError::ResponseError) a message that cannot be read.
    pub async fn recv(&mut self) -> Result<Option<T>, EventError<E>> {
        poll_fn(|context| self.poll_recv(context)).await
    }

    /// Polls for the next event; `None` at the end.
    pub fn poll_recv(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, EventError<E>>> {
        self.poll_event(context).map_err(Into::into)
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, SdkError<E, RawMessage>>> {
        let reader = match &mut self.source {
            EventSource::Messages(reader) => reader,
            EventSource::Events(events) => return Poll::Ready(events.pop_front().transpose()),
        };
        let message = match ready!(reader.poll_message(context)) {
            Ok(Some(message)) => message,
            Ok(None) => return Poll::Ready(Ok(None)),
            Err(failure) => return Poll::Ready(Err(failure.into_error())),
        };
        Poll::Ready(match read::<T, E>(&message, reader.codec) {
            Ok(Ok(event)) => Ok(Some(event)),
            Ok(Err(error)) => Err(SdkError::service_error(error, RawMessage::Decoded(message))),
            Err(problem) => Err(SdkError::response_error(problem, RawMessage::Decoded(message))),
        })
    }
}

/// Reads an event, or the error of the service that a message reports.
fn read<T: EventUnion, E: ServiceError>(
    message: &Message,
    codec: &'static dyn Codec,
) -> Result<Result<T, E>, DeserializeError> {
    let problem = |problem: String| DeserializeError::new("", problem, None);
    let mut deserializer = EventDeserializer::new(message, codec);
    match message.text(MESSAGE_TYPE).map_err(problem)? {
        "event" => T::read(&mut deserializer).map(Ok),
        "exception" => {
            let name = message.text(EXCEPTION_TYPE).map_err(problem)?;
            let known = T::code(name);
            let code = known.unwrap_or(name);
            let metadata = metadata(message, codec, code);
            match known {
                Some(_) => Ok(Err(match E::read(code, metadata.clone(), &mut deserializer) {
                    Ok(error) => error,
                    // The code counts more than a content that cannot be read.
                    Err(problem) => E::unhandled(metadata.into_builder().source(BoxError::from(problem)).build()),
                })),
                None => Ok(Err(E::unhandled(metadata))),
            }
        }
        "error" => {
            let text = |name: &str| message.text(name).unwrap_or_default();
            let mut metadata = ErrorMetadata::builder().code(text(":error-code"));
            if let Some(HeaderValue::String(text)) = message.header(":error-message") {
                metadata = metadata.message(text);
            }
            Ok(Err(E::unhandled(metadata.build())))
        }
        other => Err(problem(format!("the message has the unknown type `{other}`"))),
    }
}

static ERROR: Schema = Schema::new("smithy.client#Error", "message;Message;");

/// Returns the code of the exception in a message, and the text in its payload.
fn metadata(message: &Message, codec: &'static dyn Codec, code: &str) -> ErrorMetadata {
    let mut texts: [Option<String>; 2] = [None, None];
    // A payload without a message is not an error here.
    let _ = codec.deserialize(message.payload(), &mut |deserializer: &mut dyn ShapeDeserializer| {
        let [lower, upper] = &mut texts;
        deserializer.structure(&ERROR, &mut [lower, upper])
    });
    let builder = ErrorMetadata::builder().code(code);
    match texts.into_iter().flatten().next() {
        Some(text) => builder.message(text),
        None => builder,
    }
    .build()
}

impl<T, E> fmt::Debug for EventReceiver<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventReceiver")
    }
}

impl<T: EventUnion + Unpin, E> futures_core::Stream for EventReceiver<T, E>
where
    E: ServiceError<Interface: EventInterface> + Unpin,
{
    type Item = Result<T, EventError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_recv(context).map(Result::transpose)
    }
}

impl<T, E> ErrorCorrection for EventReceiver<T, E> {
    fn corrected() -> Self {
        Self::from_events([])
    }
}

impl<T, E> DeserializeShape for EventReceiver<T, E> {
    const OVERWRITES: bool = true;

    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        let EventBody { body, codec } = deserializer.event_stream()?;
        slot.source = EventSource::Messages(Box::new(MessageReader::new(body, codec)));
        Ok(())
    }
}
