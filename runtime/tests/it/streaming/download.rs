//! Responses that stream.

use std::sync::Arc;
use std::time::Duration;

use smithy_client_runtime::config::http::HttpsClient;
use smithy_client_runtime::config::timeout::TimeoutConfig;
use smithy_client_runtime::config::{StalledStreamProtectionConfig, http_client_fn};
use smithy_client_runtime::primitives::ByteStream;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

use super::service::{client, exchange, settings, stalling_after, text};
use crate::clock_skew::Clock;
use crate::https_client::server::{OK, Server, until};
use crate::late_signing::{ShortLived, settle};

/// Starts a server that sends this at each request, and nothing more until the client leaves.
fn stalls(begun: &'static str) -> Server {
    Server::start(move |mut stream, _, log| async move {
        while log.request(&mut stream).await.is_some() {
            stream.write_all(begun.as_bytes()).await.unwrap();
        }
    })
}

#[tokio::test]
async fn a_response_is_read_as_it_comes_and_its_connection_reused() {
    let server = Server::always("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
    let client = client(settings(&server.url()).build());
    for _ in 0..3 {
        let stream = exchange(&client, ByteStream::default()).await.unwrap();
        assert!(stream.bytes().is_none());
        assert_eq!(text(stream).await.unwrap(), "abc");
    }
    assert_eq!(server.log.opened(), 1);

    // The length is known, and the end is not read.
    let server = Server::always(OK);
    let client = self::client(settings(&server.url()).build());
    for _ in 0..3 {
        let mut stream = exchange(&client, ByteStream::default()).await.unwrap();
        assert_eq!(stream.size_hint(), (2, Some(2)));
        assert_eq!(stream.next().await.unwrap().unwrap(), "ok");
    }
    assert_eq!(server.log.opened(), 1);
}

#[tokio::test]
async fn dropping_a_stream_closes_its_connection() {
    let server = stalls("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nstart");
    let transport = smithy_client_runtime::config::http::HttpsClient::builder().max_connections(1);
    let client = client(settings(&server.url()).http_client(transport.build()).build());
    for number in 1..4 {
        let mut stream = exchange(&client, ByteStream::default()).await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap(), "start");
        drop(stream);
        until("the connection is closed", || server.log.closed() == number);
    }
}

#[tokio::test]
async fn streams_that_break_off_or_stall() {
    for (begun, problem) in [
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nstart",
            "the response stalled: less than one byte per second for 1s, see `stalled_stream_protection`",
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\nzz\r\n",
            "failed in the middle of the response",
        ),
    ] {
        let server = stalls(begun);
        let client = client(stalling_after(&server.url(), Duration::from_secs(1)).build());
        let stream = exchange(&client, ByteStream::default()).await.unwrap();
        let error = text(stream).await.unwrap_err();
        assert!(
            error.starts_with("the stream broke off: ") && error.contains(problem),
            "{error}"
        );
        until("the connection is closed", || server.log.closed() == 1);
    }
    let server = Server::start(|mut stream, _, log| async move {
        log.request(&mut stream).await;
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\ncut")
            .await
            .unwrap();
    });
    let client = client(settings(&server.url()).build());
    let stream = exchange(&client, ByteStream::default()).await.unwrap();
    let error = text(stream).await.unwrap_err();
    assert!(
        error.contains("closed the connection in the middle of the response"),
        "{error}"
    );
}

#[tokio::test]
async fn a_program_that_reads_slowly_is_no_stall() {
    let server = Server::always("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    let client = client(stalling_after(&server.url(), Duration::from_millis(100)).build());
    let stream = exchange(&client, ByteStream::default()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(text(stream).await.unwrap(), "ok");
}

#[tokio::test]
async fn the_read_timeout_ends_a_stream() {
    let server = stalls("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nstart");
    let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_secs(1)).build();
    let client = client(settings(&server.url()).timeout_config(timeouts).build());
    let stream = exchange(&client, ByteStream::default()).await.unwrap();
    let error = text(stream).await.unwrap_err();
    assert!(error.contains("fell silent in the middle of the response"), "{error}");
}

#[tokio::test]
async fn errors_are_read_whole() {
    let server = Server::always(
        "HTTP/1.1 400 Bad\r\nx-amzn-errortype: ValidationException\r\ncontent-length: 15\r\n\r\n{\"Message\":\"m\"}",
    );
    let client = client(settings(&server.url()).build());
    let error = exchange(&client, ByteStream::default()).await.unwrap_err();
    assert!(error.raw_response().unwrap().body().bytes().is_some());
    assert!(error.to_string().contains("ValidationException: m"), "{error}");
}

#[tokio::test]
async fn a_transport_that_is_a_function_collects_streams() {
    let config = settings("http://localhost").http_client(http_client_fn(|request| {
        http::Response::new([b"got: ", request.body().as_ref()].concat().into())
    }));
    let path = crate::https_client::server::file("file");
    let body = ByteStream::from_path(path).await.unwrap();
    let stream = exchange(&client(config.build()), body).await.unwrap();
    assert_eq!(text(stream).await.unwrap(), "got: file");
}

/// A stream can also be read outside of the runtime that opened the connection.
#[test]
fn a_stream_is_read_outside_of_its_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = Server::always(OK);
    let client = client(settings(&server.url()).build());
    let stream = runtime.block_on(exchange(&client, ByteStream::default())).unwrap();
    let mut collecting = std::pin::pin!(stream.collect());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let collected = loop {
        match collecting.as_mut().poll(&mut context) {
            std::task::Poll::Ready(collected) => break collected,
            std::task::Poll::Pending => std::thread::yield_now(),
        }
    };
    assert_eq!(collected.unwrap().into_bytes(), "ok");
}

#[tokio::test]
async fn keys_that_expire_while_a_stream_holds_the_connection_are_not_used() {
    let allow = Arc::new(Semaphore::new(0));
    let allowed = Arc::clone(&allow);
    let server = Server::start(move |mut stream, _, log| {
        let allowed = Arc::clone(&allowed);
        async move {
            while log.request(&mut stream).await.is_some() {
                let head = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab";
                stream.write_all(head).await.unwrap();
                allowed.acquire().await.unwrap().forget();
                stream.write_all(b"cd").await.unwrap();
            }
        }
    });
    let clock = Clock::default();
    let config = settings(&server.url())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .credentials_provider(ShortLived::new(&clock))
        .time_source(clock.clone())
        .http_client(HttpsClient::builder().max_connections(1).build());
    let client = client(config.build());
    let first = exchange(&client, ByteStream::from_static(b"one")).await.unwrap();
    let second = tokio::spawn(async move { exchange(&client, ByteStream::from_static(b"two")).await });
    settle().await;
    clock.set(20);
    allow.add_permits(2);
    assert_eq!(text(first).await.unwrap(), "abcd");
    assert_eq!(text(second.await.unwrap().unwrap()).await.unwrap(), "abcd");
    let requests = server.log.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| request.contains("AKID1/20260101"))
        .collect();
    assert_eq!((keys, server.log.opened()), (vec![false, true], 1));
}
