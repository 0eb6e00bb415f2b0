//! A server that stops, stalls, cuts messages and sends garbage: each is an error, and no call
//! hangs.

use std::time::Duration;

use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::timeout::TimeoutConfig;
use smithy_client_runtime::error::SdkError;
use smithy_client_runtime::event_stream::Header;
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;

use super::service::{Event, Input, bytes, message, recv, talk};
use crate::https_client::server::{Server, until};
use crate::mini;

/// The end of a response.
#[derive(Clone, Copy)]
enum End {
    /// The connection stays open, and nothing follows.
    Stall,
    /// The connection is closed.
    Close,
    /// The response ends correctly.
    Complete,
}

/// Starts a server that responds to each request with this body, in pieces of this size.
fn server(body: Vec<u8>, size: usize, end: End) -> Server {
    Server::start(move |mut stream, _, _| {
        let body = body.clone();
        async move {
            crate::streaming::read_to(&mut stream, b"0\r\n\r\n").await;
            let mut answer = b"HTTP/1.1 200 OK\r\ntopic: rain\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
            for piece in body.chunks(size) {
                answer.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
                answer.extend_from_slice(piece);
                answer.extend_from_slice(b"\r\n");
            }
            if matches!(end, End::Complete) {
                answer.extend_from_slice(b"0\r\n\r\n");
            }
            // A client that has found a fault closes the connection before the response is sent.
            let _sent = stream.write_all(&answer).await;
            match end {
                End::Complete | End::Close => {}
                End::Stall => drop(crate::streaming::read_to(&mut stream, b"never").await),
            }
        }
    })
}

/// Returns a client that waits for a stream that falls silent, and no longer.
fn client(server: &Server) -> Handle {
    let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_secs(1)).build();
    let config = mini::config()
        .endpoint_url(server.url())
        .timeout_config(timeouts)
        .build();
    Handle::new(
        <Input<false> as smithy_client_runtime::operation::OperationInput>::OPERATION.service,
        config,
    )
}

/// Checks that a stream fails after its first event, and ends.
async fn fails(server: Server, problem: &'static str) {
    let mut output = talk::<false>(&client(&server), Vec::new()).await.unwrap();
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
    let error = recv(&mut output.events).await.unwrap_err();
    assert!(error.to_string().contains(problem), "{error}");
    assert!(
        matches!(error, SdkError::DispatchFailure(_) | SdkError::ResponseError(_)),
        "{error:?}"
    );
    assert_eq!(recv(&mut output.events).await.unwrap(), None);
    until("the connection is closed", || server.log.closed() == 1);
}

#[tokio::test]
async fn every_fault_is_an_error_and_ends_the_stream() {
    let mut tests = JoinSet::new();
    let ended = bytes(&[message("event", "ended", "")]);
    let cut = [&ended[..], &ended[..ended.len() - 3]].concat();
    let mut damaged = ended.clone();
    *damaged.last_mut().unwrap() ^= 1;
    let damaged = [ended.clone(), damaged].concat();
    let garbage = [&ended[..], b"<html>this is not an event stream</html>"].concat();
    for (body, end, problem) in [
        (ended.clone(), End::Stall, "fell silent in the middle of the response"),
        (
            ended.clone(),
            End::Close,
            "closed the connection in the middle of the response",
        ),
        (cut.clone(), End::Stall, "fell silent in the middle of the response"),
        (
            cut.clone(),
            End::Close,
            "closed the connection in the middle of the response",
        ),
        (cut, End::Complete, "the event stream ended in the middle of a message"),
        (damaged, End::Stall, "the checksum of a message does not match"),
        (garbage, End::Stall, "the checksum of the lengths does not match"),
    ] {
        for size in [1, 7, 1000] {
            tests.spawn(fails(server(body.clone(), size, end), problem));
        }
    }
    tests.join_all().await;
}

#[tokio::test]
async fn messages_that_cannot_be_read_do_not_end_the_stream() {
    let no_type = smithy_client_runtime::event_stream::Message::new("{}");
    let wrong_type = no_type
        .clone()
        .add_header(Header::new(":message-type", Bytes::from("event")));
    let other_type = no_type.clone().add_header(Header::new(":message-type", "gossip"));
    let no_name = no_type.clone().add_header(Header::new(":message-type", "event"));
    let cases = [
        (no_type, "the message has no header `:message-type`"),
        (
            wrong_type,
            "the header `:message-type` of the message is a ByteArray and not a string",
        ),
        (other_type, "the message has the unknown type `gossip`"),
        (no_name, "the message has no header `:event-type`"),
        (message("event", "said", "{"), ""),
        (
            message("event", "said", "{}").add_header(Header::new("loudness", "loud")),
            "loudness: expected an integer, found a header of type String",
        ),
        (
            message("event", "said", "{}").add_header(Header::new("loudness", 1000_i32)),
            "loudness: the integer is out of range",
        ),
    ];
    let mut messages: Vec<_> = cases.iter().map(|(message, _)| message.clone()).collect();
    messages.push(message("event", "ended", ""));
    let server = server(bytes(&messages), 11, End::Complete);
    let mut output = talk::<false>(&client(&server), Vec::new()).await.unwrap();
    for (_, problem) in cases {
        let error = recv(&mut output.events).await.unwrap_err();
        assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
        assert!(error.to_string().contains(problem), "{error}");
    }
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
}

#[tokio::test]
async fn a_receiver_that_is_dropped_closes_its_connection() {
    let server = server(bytes(&[message("event", "ended", "")]), 1000, End::Stall);
    let mut output = talk::<false>(&client(&server), Vec::new()).await.unwrap();
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
    drop(output);
    until("the connection is closed", || server.log.closed() == 1);
}
