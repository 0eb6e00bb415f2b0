//! Events that are sent and received without faults.

#[cfg(feature = "test-util")]
mod mocks;
mod received;

use smithy_client_runtime::error::ErrorMetadata;
use smithy_client_runtime::event_stream::{EventReceiver, Header, Message, MessageDecoder};
use smithy_client_runtime::operation::ServiceError;
use tokio::io::AsyncWriteExt;

use super::service::{Event, Said, answering, bytes, recv, rest, rpc, talk};
use crate::https_client::server::Server;
use crate::mini::{Error, ValidationException};

fn said(text: &str) -> Event {
    Event::Said(Said {
        text: Some(text.to_owned()),
        ..Said::default()
    })
}

/// Sends events over a real connection, and returns the head and the messages that the server
/// received.
async fn sent<const RPC: bool>(events: Vec<Result<Event, Error>>) -> (String, Vec<Message>) {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let sender = std::sync::Mutex::new(Some(sender));
    let server = Server::start(move |mut stream, _, _| {
        let sender = sender.lock().unwrap().take();
        async move {
            let request = crate::streaming::read_to(&mut stream, b"\r\n0\r\n\r\n").await;
            sender.unwrap().send(request).unwrap();
            let answer = b"HTTP/1.1 200 OK\r\ntopic: rain\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(answer).await.unwrap();
        }
    });
    let client = if RPC { rpc(&server.url()) } else { rest(&server.url()) };
    let result = talk::<RPC>(&client, events).await;
    assert_eq!(result.is_err(), RPC, "{result:?}");
    let request = receiver.await.unwrap();
    let end = request.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(request[..end].to_vec()).unwrap();
    (head, messages(&request[end + 4..]))
}

/// Reads the messages of a chunked body. They are signed, and the last one is empty.
fn messages(body: &[u8]) -> Vec<Message> {
    let signed = signed_messages(body);
    let (last, events) = signed.split_last().unwrap();
    assert!(last.payload().is_empty());
    for message in &signed {
        let headers: Vec<_> = message.headers().iter().map(Header::name).collect();
        assert_eq!(headers, [":date", ":chunk-signature"]);
    }
    let mut decoder = MessageDecoder::default();
    let read = |event: &Message| {
        decoder.push(event.payload().clone());
        decoder.next_message().unwrap().unwrap()
    };
    events.iter().map(read).collect()
}

fn signed_messages(mut body: &[u8]) -> Vec<Message> {
    let mut decoder = MessageDecoder::default();
    let mut messages = Vec::new();
    loop {
        let line = body.windows(2).position(|bytes| bytes == b"\r\n").unwrap();
        let size = usize::from_str_radix(std::str::from_utf8(&body[..line]).unwrap(), 16).unwrap();
        if size == 0 {
            assert!(decoder.is_empty());
            return messages;
        }
        body = &body[line + 2..];
        decoder.push(bytes::Bytes::copy_from_slice(&body[..size]));
        body = &body[size + 2..];
        while let Some(message) = decoder.next_message().unwrap() {
            messages.push(message);
        }
    }
}

fn event(name: &str, payload: &str) -> Message {
    Message::new_from_parts(
        vec![
            Header::new(":message-type", "event"),
            Header::new(":event-type", name),
            Header::new(":content-type", "application/json"),
        ],
        payload.to_owned(),
    )
}

#[tokio::test]
async fn events_are_sent_as_messages() {
    let loud = Event::Said(Said {
        loudness: Some(11),
        secret: None,
        text: Some("hello".to_owned()),
    });
    let (head, messages) = sent::<false>(vec![Ok(loud), Ok(Event::Ended)]).await;
    assert!(
        head.contains("content-type: application/vnd.amazon.eventstream\r\n"),
        "{head}"
    );
    assert!(head.contains("topic: weather\r\n"), "{head}");
    let payload = "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-EVENTS\r\n";
    assert!(head.contains(payload), "{head}");
    let ended = Message::default()
        .add_header(Header::new(":message-type", "event"))
        .add_header(Header::new(":event-type", "ended"));
    let said = event("said", r#"{"text":"hello"}"#).add_header(Header::new("loudness", 11_i8));
    assert_eq!(messages, [said, ended]);
}

#[tokio::test]
async fn an_exception_ends_the_events() {
    let exception = Error::ValidationException(ValidationException::default());
    let (_, messages) = sent::<false>(vec![Err(exception), Ok(Event::Ended)]).await;
    let [message] = messages.as_slice() else {
        panic!("{messages:?}")
    };
    let headers: Vec<_> = message.headers().iter().map(Header::name).collect();
    assert_eq!(headers, [":message-type", ":exception-type", ":content-type"]);
    assert_eq!(message.headers()[1].value().as_string(), Ok("invalid"));

    let server = Server::always(crate::https_client::server::OK);
    let unhandled = Error::unhandled(ErrorMetadata::builder().message("the microphone is broken").build());
    let error = talk::<false>(&rest(&server.url()), vec![Err(unhandled)])
        .await
        .unwrap_err();
    assert!(error.to_string().contains("the microphone is broken"), "{error}");
}

#[tokio::test]
async fn protocols_without_bindings_have_an_initial_request() {
    let (head, messages) = sent::<true>(vec![Ok(said("hello"))]).await;
    assert!(head.contains("x-amz-target: Events.Talk\r\n"), "{head}");
    assert!(
        head.contains("content-type: application/vnd.amazon.eventstream\r\n"),
        "{head}"
    );
    let kinds: Vec<_> = messages
        .iter()
        .map(|message| {
            (
                message.headers()[1].value().as_string().unwrap(),
                message.payload().as_ref(),
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("initial-request", &br#"{"Topic":"weather"}"#[..]),
            ("said", br#"{"text":"hello"}"#)
        ]
    );
}

#[test]
fn nothing_sensitive_is_shown() {
    let events: EventReceiver<Event, Error> = EventReceiver::from_events([Ok(said("secret"))]);
    assert_eq!(format!("{events:?}"), "EventReceiver");
}

#[tokio::test]
async fn tracing_says_how_many_events_went_by() {
    let log = crate::streaming::observed::Log::default();
    let _guard = crate::subscriber::set_default(log.clone());
    let secret = Event::Said(Said {
        secret: Some("SECRET".to_owned()),
        ..Said::default()
    });
    let body = bytes(&[event("said", r#"{"secret":"SECRET"}"#), event("ended", "")]);
    let client = answering(false, body);
    let mut output = talk::<false>(&client, vec![Ok(secret), Ok(Event::Ended), Ok(Event::Ended)])
        .await
        .unwrap();
    while recv(&mut output.events).await.unwrap().is_some() {}
    drop(output);
    let count = |message: &str| log.of(message)[0]["events"].clone();
    assert_eq!(count("the events were sent"), "3");
    assert_eq!(count("the events were received"), "2");
    assert!(!log.shows("SECRET"));
}
