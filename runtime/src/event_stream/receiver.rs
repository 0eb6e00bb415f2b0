//! The events of a response.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tracing::debug;

use super::decoder::MessageDecoder;
use super::deserializer::{EVENT_TYPE, EXCEPTION_TYPE, EventDeserializer, MESSAGE_TYPE};
use super::message::Message;
use super::raw_message::RawMessage;
use super::{INITIAL_RESPONSE, header::HeaderValue};
use crate::body::Body;
use crate::error::service::ServiceError;
use crate::error::{ConnectorError, ErrorMetadata, SdkError};
use crate::schema::Schema;
use crate::serde::{Codec, DeserializeError, DeserializeShape, ErrorCorrection, EventBody, ShapeDeserializer};

/// The union of the events of a stream.
#[doc(hidden)]
pub trait EventUnion: DeserializeShape {
    /// The exceptions of the stream: the name of the member, and the code of the exception.
    const EXCEPTIONS: &'static [(&'static str, &'static str)];
}

/// The events of a response, one after the other.
///
/// Dropping it closes the connection.
pub struct EventReceiver<T, E> {
    source: Source<T, E>,
}

enum Source<T, E> {
    Messages(Box<MessageReader>),
    /// Events of a test.
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
            source: Source::Events(results.into_iter().collect()),
        }
    }

    /// Returns the message with the members of the output beside the stream, if the service sends
    /// one and it comes next. Protocols with HTTP bindings have none.
    ///
    /// # Errors
    /// The stream broke off, or is damaged.
    pub async fn try_recv_initial_response(&mut self) -> Result<Option<Message>, SdkError<E, RawMessage>> {
        match &mut self.source {
            Source::Messages(reader) => poll_fn(|context| reader.poll_initial(context))
                .await
                .map_err(Failure::into_error),
            Source::Events(_) => Ok(None),
        }
    }
}

impl<T: EventUnion, E: ServiceError> EventReceiver<T, E> {
    /// Returns the next event; nothing at the end.
    ///
    /// # Errors
    /// [`ServiceError`](SdkError::ServiceError) is an exception that the service sent in the
    /// stream, [`DispatchFailure`](SdkError::DispatchFailure) a stream that broke off, and
    /// [`ResponseError`](SdkError::ResponseError) a message that cannot be read.
    pub async fn recv(&mut self) -> Result<Option<T>, SdkError<E, RawMessage>> {
        poll_fn(|context| self.poll_recv(context)).await
    }

    /// Polls for the next event; nothing at the end.
    pub fn poll_recv(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, SdkError<E, RawMessage>>> {
        let reader = match &mut self.source {
            Source::Messages(reader) => reader,
            Source::Events(events) => return Poll::Ready(events.pop_front().transpose()),
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
            let known = T::EXCEPTIONS.iter().find(|(member, _)| *member == name);
            let code = known.map_or(name, |(_, code)| *code);
            let metadata = metadata(message, codec, code);
            match known {
                Some(_) => E::read(code, metadata, &mut deserializer).map(Err),
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

/// Returns what a message says of an exception: its code, and the text in its payload.
fn metadata(message: &Message, codec: &'static dyn Codec, code: &str) -> ErrorMetadata {
    let mut texts: [Option<String>; 2] = [None, None];
    // A payload without a text is not an error here.
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

impl<T: EventUnion + Unpin, E: ServiceError + Unpin> futures_core::Stream for EventReceiver<T, E> {
    type Item = Result<T, SdkError<E, RawMessage>>;

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
        slot.source = Source::Messages(Box::new(MessageReader::new(body, codec)));
        Ok(())
    }
}

/// Why no further message can be read.
enum Failure {
    /// The body broke off.
    Body(ConnectorError),
    /// The bytes are not messages, or end in the middle of one.
    Frame(String, Bytes),
}

impl Failure {
    fn into_error<E>(self) -> SdkError<E, RawMessage> {
        match self {
            Self::Body(error) => SdkError::dispatch_failure(error),
            Self::Frame(problem, rest) => SdkError::response_error(problem, RawMessage::Invalid(Some(rest))),
        }
    }
}

/// Reads the messages of a body. After a failure there are no more. Not generic, so that it is
/// compiled once.
struct MessageReader {
    body: Body,
    decoder: MessageDecoder,
    codec: &'static dyn Codec,
    /// A message that was read and not handed out.
    next: Option<Message>,
    is_first: bool,
    is_done: bool,
    count: u64,
}

impl MessageReader {
    fn new(body: Body, codec: &'static dyn Codec) -> Self {
        Self {
            body,
            decoder: MessageDecoder::default(),
            codec,
            next: None,
            is_first: true,
            is_done: false,
            count: 0,
        }
    }

    /// Polls for the next message that is an event or an error.
    fn poll_message(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Message>, Failure>> {
        loop {
            let message = match self.next.take() {
                Some(message) => Some(message),
                None => ready!(self.poll_any(context))?,
            };
            let is_first = std::mem::take(&mut self.is_first);
            match message {
                // Nobody asked for it.
                Some(message) if is_first && is_initial(&message) => {}
                message => {
                    self.count += u64::from(message.is_some());
                    return Poll::Ready(Ok(message));
                }
            }
        }
    }

    /// Polls for the first message if it is the initial response. Another one is kept.
    fn poll_initial(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Message>, Failure>> {
        if !self.is_first || self.next.is_some() {
            return Poll::Ready(Ok(None));
        }
        match ready!(self.poll_any(context))? {
            Some(message) if is_initial(&message) => {
                self.is_first = false;
                Poll::Ready(Ok(Some(message)))
            }
            other => {
                self.next = other;
                Poll::Ready(Ok(None))
            }
        }
    }

    fn poll_any(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Message>, Failure>> {
        while !self.is_done {
            match self.decoder.next_message() {
                Ok(Some(message)) => return Poll::Ready(Ok(Some(message))),
                Ok(None) => {}
                Err(problem) => return Poll::Ready(Err(self.damaged(problem.to_string()))),
            }
            match ready!(self.body.poll_data(context)) {
                Some(Ok(data)) => self.decoder.push(data),
                Some(Err(error)) => {
                    self.end();
                    return Poll::Ready(Err(Failure::Body(ConnectorError::of_body(error))));
                }
                None if self.decoder.is_empty() => self.end(),
                None => {
                    let problem = "the event stream ended in the middle of a message";
                    return Poll::Ready(Err(self.damaged(problem.to_owned())));
                }
            }
        }
        Poll::Ready(Ok(None))
    }

    fn damaged(&mut self, problem: String) -> Failure {
        let rest = self.decoder.take_rest();
        self.end();
        Failure::Frame(problem, rest)
    }

    /// Closes the connection, if the body is not at its end.
    fn end(&mut self) {
        self.is_done = true;
        self.body = Body::empty();
    }
}

impl Drop for MessageReader {
    fn drop(&mut self) {
        debug!(
            events = self.count,
            is_complete = self.is_done,
            "the events were received"
        );
    }
}

pub(super) fn is_initial(message: &Message) -> bool {
    message.text(MESSAGE_TYPE) == Ok("event") && message.text(EVENT_TYPE) == Ok(INITIAL_RESPONSE)
}
