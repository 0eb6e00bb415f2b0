//! Requests that stream.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use smithy_client_runtime::config::StalledStreamProtectionConfig;
use smithy_client_runtime::primitives::ByteStream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Iter;
use super::service::{Input, client, exchange, settings, stalling_after, text};
use crate::https_client::server::{OK, Server, file, until};

const BUSY: &str = "HTTP/1.1 503 busy\r\ncontent-length: 0\r\n\r\n";

fn once(pieces: &[&'static str]) -> ByteStream {
    let items: Vec<_> = pieces
        .iter()
        .map(|piece| Ok::<_, std::io::Error>(Bytes::from(*piece)))
        .collect();
    ByteStream::from_stream(Iter(items.into_iter()))
}

/// Reads until the received bytes end with this text.
async fn read_to(stream: &mut TcpStream, end: &str) -> String {
    String::from_utf8(super::read_to(stream, end.as_bytes()).await).unwrap()
}

/// Starts a server that fails the first request, and records all requests.
fn busy_once(end: &'static str) -> (Server, Arc<Mutex<Vec<String>>>) {
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    let server = Server::start(move |mut stream, _, _| {
        let log = Arc::clone(&log);
        async move {
            loop {
                let request = read_to(&mut stream, end).await;
                if request.is_empty() {
                    return;
                }
                let number = {
                    let mut log = log.lock().unwrap();
                    log.push(request);
                    log.len()
                };
                let answer = if number == 1 { BUSY } else { OK };
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
    });
    (server, requests)
}

#[tokio::test]
async fn only_what_can_be_replayed_is_retried() {
    let path = file("from a file");
    let from_file = ByteStream::from_path(&path).await.unwrap();
    for (body, end, framing) in [
        (
            ByteStream::from_static(b"from memory"),
            "from memory",
            "content-length: 11\r\n",
        ),
        (from_file, "from a file", "content-length: 11\r\n"),
    ] {
        let (server, requests) = busy_once(end);
        let stream = exchange(&client(settings(&server.url()).build()), body).await.unwrap();
        assert_eq!(text(stream).await.unwrap(), "ok");
        let requests = requests.lock().unwrap();
        assert_eq!(requests.len(), 2);
        for request in requests.iter() {
            assert!(
                request.starts_with("PUT /exchange HTTP/1.1\r\n") && request.contains(framing),
                "{request}"
            );
        }
    }
    let (server, requests) = busy_once("0\r\n\r\n");
    let error = exchange(&client(settings(&server.url()).build()), once(&["from ", "a stream"]))
        .await
        .unwrap_err();
    assert_eq!(
        (error.attempts(), error.raw_response().unwrap().status().as_u16()),
        (1, 503)
    );
    let requests = requests.lock().unwrap();
    let request = requests.first().unwrap();
    assert!(request.contains("transfer-encoding: chunked\r\n"), "{request}");
    assert!(
        request.ends_with("5\r\nfrom \r\n8\r\na stream\r\n0\r\n\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn a_length_that_is_required() {
    let server = Server::always(OK);
    let client = client(settings(&server.url()).build());
    let input = Input::<true> {
        body: Some(once(&["a"])),
    };
    let error = client.call(input).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Store: nothing was sent: the service requires the length of the body: send a file, bytes, or a body that \
         knows its length"
    );
    let body = ByteStream::from_path(file("file")).await.unwrap();
    client.call(Input::<true> { body: Some(body) }).await.unwrap();
    assert_eq!(server.log.requests().len(), 1);
    assert!(server.log.requests()[0].ends_with("\r\n\r\nfile"));
}

#[tokio::test]
async fn a_source_that_fails() {
    let server = Server::always(OK);
    let items = [Ok(Bytes::from("a")), Err(std::io::Error::other("the disk is broken"))];
    let body = ByteStream::from_stream(Iter(items.into_iter()));
    let error = exchange(&client(settings(&server.url()).build()), body)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("the disk is broken"), "{error}");
}

#[tokio::test]
async fn a_server_that_takes_nothing() {
    let server = Server::start(|stream, _, _| async move {
        tokio::time::sleep(Duration::from_secs(600)).await;
        drop(stream);
    });
    let endless = std::iter::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[0; 65536])));
    let body = ByteStream::from_stream(Iter(endless));
    let settings = stalling_after(&server.url(), Duration::from_secs(1));
    let error = exchange(&client(settings.build()), body).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "Exchange: {} took nothing of the request for 1s, see `stalled_stream_protection`; the request was \
             sent and may have taken effect",
            server.address
        )
    );
}

#[tokio::test]
async fn a_source_that_is_slow_is_no_stall() {
    let server = Server::start(|mut stream, _, _| async move {
        assert!(read_to(&mut stream, "0\r\n\r\n").await.contains("late"));
        stream.write_all(OK.as_bytes()).await.unwrap();
    });
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let feed = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        sender.send(Ok(Bytes::from("late"))).await.unwrap();
        drop(sender);
    };
    let body = ByteStream::from_stream(Channel(receiver));
    let client = client(stalling_after(&server.url(), Duration::from_millis(100)).build());
    let (stream, ()) = tokio::join!(exchange(&client, body), feed);
    assert_eq!(text(stream.unwrap()).await.unwrap(), "ok");
}

struct Channel(tokio::sync::mpsc::Receiver<Result<Bytes, std::io::Error>>);

impl futures_core::Stream for Channel {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// Makes a large file, whose body waits for the status 100.
async fn large() -> ByteStream {
    ByteStream::from_path(file(&"x".repeat(3 * 1024 * 1024))).await.unwrap()
}

#[tokio::test]
async fn large_bodies_wait_for_consent() {
    let server = Server::start(|mut stream, _, log| async move {
        let head = read_to(&mut stream, "\r\n\r\n").await;
        assert!(head.contains("expect: 100-continue\r\n"), "{head}");
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.unwrap();
        let mut body = vec![0; 3 * 1024 * 1024];
        stream.read_exact(&mut body).await.unwrap();
        stream.write_all(OK.as_bytes()).await.unwrap();
        log.request(&mut stream).await;
    });
    let lenient = StalledStreamProtectionConfig::disabled();
    let client = client(settings(&server.url()).stalled_stream_protection(lenient).build());
    let stream = exchange(&client, large().await).await.unwrap();
    assert_eq!(text(stream).await.unwrap(), "ok");
}

#[tokio::test]
async fn a_server_that_rejects_a_large_body_does_not_get_it() {
    let server = Server::start(|mut stream, _, log| async move {
        let head = read_to(&mut stream, "\r\n\r\n").await;
        assert!(head.contains("expect: 100-continue\r\n"), "{head}");
        let answer = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\n{}";
        stream.write_all(answer).await.unwrap();
        // Nothing of the body follows.
        assert!(log.request(&mut stream).await.is_none());
    });
    let client = client(settings(&server.url()).build());
    let error = exchange(&client, large().await).await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 403);
    until("the connection is closed", || server.log.closed() == 1);
    assert!(server.log.requests().is_empty());
}
