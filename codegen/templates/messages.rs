//! Event streams as messages in base64, in both directions.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use crate::service::error::SdkError;
use crate::service::primitives::event_stream::{EventReceiver, EventUnion, Message, MessageDecoder};
use crate::service::{Client, Error};
use crate::support;

/// A transport that keeps the request and has one response.
#[derive(Default)]
pub(crate) struct Exchange {
    sent: Arc<Mutex<Option<http::Request<Bytes>>>>,
}

impl Exchange {
    /// Returns a client whose response has this body, or these messages.
    pub(crate) fn client(&self, status: u16, headers: &[(&str, &str)], body: &str, messages: &[&str]) -> Client {
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let body = match messages {
            [] => body.as_bytes().to_vec(),
            messages => bytes(messages),
        };
        let response = response.body(Bytes::from(body)).unwrap();
        let sent = Arc::clone(&self.sent);
        support::client(&support::DEFAULT, move |request| {
            *sent.lock().unwrap() = Some(request);
            response.clone()
        })
    }

    /// Returns the request.
    pub(crate) fn request(&self) -> http::Request<Bytes> {
        let sent = self.sent.lock().unwrap();
        sent.clone().expect("nothing was sent")
    }
}

fn bytes(messages: &[&str]) -> Vec<u8> {
    messages.iter().flat_map(|message| STANDARD.decode(message).unwrap()).collect()
}

/// Compares the messages of a request: their payloads byte by byte, and their headers in any order.
pub(crate) fn check(sent: &[u8], expected: &[&str]) {
    let (sent, expected) = (read(sent.to_vec()), read(bytes(expected)));
    assert!(sent == expected, "{sent:?}, expected {expected:?}");
}

fn read(bytes: Vec<u8>) -> Vec<Message> {
    let mut decoder = MessageDecoder::default();
    decoder.push(bytes.into());
    let mut messages = Vec::new();
    while let Some(message) = decoder.next_message().unwrap() {
        // A signed message has the event as its payload; the last one has none.
        if message.headers().iter().any(|header| header.name() == ":chunk-signature") {
            messages.append(&mut read(message.payload().to_vec()));
            continue;
        }
        let mut headers = message.headers().to_vec();
        headers.sort_by(|one, other| one.name().cmp(other.name()));
        messages.push(Message::new_from_parts(headers, message.payload().clone()));
    }
    assert!(decoder.is_empty(), "the last message is cut off");
    messages
}

/// Returns the output of a call.
pub(crate) fn output<O>(result: Result<O, SdkError<Error>>) -> O {
    match result {
        Ok(output) => output,
        Err(error) => panic!("the call failed: {error}"),
    }
}

/// Returns the error of a call.
pub(crate) fn error<O: Debug>(result: Result<O, SdkError<Error>>) -> SdkError<Error> {
    match result {
        Ok(output) => panic!("the call succeeded: {output:?}"),
        Err(error) => error,
    }
}

/// Returns the next event.
pub(crate) fn next<T: EventUnion + Debug>(events: &mut EventReceiver<T, Error>) -> T {
    match support::wait(events.recv()) {
        Ok(Some(event)) => event,
        other => panic!("no event: {other:?}"),
    }
}

/// Returns the error in place of the next event.
pub(crate) fn next_failed<T: EventUnion + Debug>(events: &mut EventReceiver<T, Error>) -> Option<Error> {
    match support::wait(events.recv()) {
        Err(error) => failed(error),
        other => panic!("no error: {other:?}"),
    }
}

/// Returns the error of the service, if it is one.
pub(crate) fn failed<R: Debug + Send + Sync + 'static>(error: SdkError<Error, R>) -> Option<Error> {
    match error {
        error @ SdkError::ServiceError(_) => Some(error.into_service_error()),
        _ => None,
    }
}

/// Returns an error of another variant than the one that was expected.
pub(crate) fn another(error: Option<Error>) -> ! {
    panic!("another error: {error:?}")
}

/// Streams are compared event by event.
impl<T> crate::same::Same for EventReceiver<T, Error> {
    fn same(&self, _: &Self, _: &str) {}
}
