//! Reads the messages of a body.

use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tracing::debug;

use super::INITIAL_RESPONSE;
use super::decoder::MessageDecoder;
use super::deserializer::{EVENT_TYPE, MESSAGE_TYPE};
use super::message::Message;
use super::raw_message::RawMessage;
use crate::body::Body;
use crate::error::{ConnectorError, SdkError};
use crate::serde::Codec;

/// The reason for which no further message can be read.
pub(super) enum ReadFailure {
    /// The body broke off.
    Body(ConnectorError),
    /// The bytes are not messages, or end in the middle of one.
    Frame(String, Bytes),
}

impl ReadFailure {
    pub(super) fn into_error<E>(self) -> SdkError<E, RawMessage> {
        match self {
            Self::Body(error) => SdkError::dispatch_failure(error),
            Self::Frame(problem, rest) => SdkError::response_error(problem, RawMessage::Invalid(Some(rest))),
        }
    }
}

/// A reader of the messages of a body. After a failure it returns no more. It is not generic, so
/// that it is compiled once.
pub(super) struct MessageReader {
    body: Body,
    decoder: MessageDecoder,
    pub(super) codec: &'static dyn Codec,
    /// A message that was read but not returned yet.
    next: Option<Message>,
    is_first: bool,
    is_done: bool,
    count: u64,
}

impl MessageReader {
    pub(super) fn new(body: Body, codec: &'static dyn Codec) -> Self {
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
    pub(super) fn poll_message(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Message>, ReadFailure>> {
        loop {
            let message = match self.next.take() {
                Some(message) => Some(message),
                None => ready!(self.poll_any(context))?,
            };
            let is_first = std::mem::take(&mut self.is_first);
            match message {
                // The program did not ask for the initial response.
                Some(message) if is_first && is_initial(&message) => {}
                message => {
                    self.count += u64::from(message.is_some());
                    return Poll::Ready(Ok(message));
                }
            }
        }
    }

    /// Polls for the first message if it is the initial response. Any other message stays for the
    /// next poll.
    pub(super) fn poll_initial(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Message>, ReadFailure>> {
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

    fn poll_any(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Message>, ReadFailure>> {
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
                    return Poll::Ready(Err(ReadFailure::Body(ConnectorError::of_body(error))));
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

    fn damaged(&mut self, problem: String) -> ReadFailure {
        let rest = self.decoder.take_rest();
        self.end();
        ReadFailure::Frame(problem, rest)
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
