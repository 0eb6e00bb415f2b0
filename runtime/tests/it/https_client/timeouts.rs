//! Timeouts of calls to slow servers.

use std::time::{Duration, Instant};

use smithy_client_runtime::config::HttpClient;
use smithy_client_runtime::config::http::{HttpRequest, HttpsClient};
use smithy_client_runtime::error::ConnectorError;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinSet;

use super::server::{OK, Server, call, timed};

async fn failure(request: HttpRequest) -> ConnectorError {
    let client = HttpsClient::builder().build();
    let sending = tokio::time::timeout(Duration::from_secs(60), client.send(request));
    sending.await.expect("it hangs").unwrap_err()
}

/// Starts a server that sends this at each request, and nothing more.
fn stalls(begun: &'static str) -> Server {
    Server::start(move |mut stream, _, log| async move {
        if log.request(&mut stream).await.is_some() {
            stream.write_all(begun.as_bytes()).await.unwrap();
            let _ = stream.read(&mut [0]).await;
        }
    })
}

#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#[tokio::test]
async fn a_connection_that_does_not_come_about_in_time() {
    let server = stalls("");
    let address = server.address;
    let error = failure(timed(&format!("https://{address}"), 1_000, 0)).await;
    assert_eq!(
        error.to_string(),
        format!(
            "could not connect to {address}: no response in time (the connect timeout of 1s passed while setting up TLS)"
        )
    );
    assert!(error.is_timeout() && error.is_unsent());
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time() {
    let mut tests = JoinSet::new();
    for (begun, said) in [
        ("", "did not respond within the read timeout of 1s"),
        ("HTTP/1.1 200 OK\r\n", "did not respond within the read timeout of 1s"),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n",
            "fell silent in the middle of the response for the read timeout of 1s",
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"Arn\r\n",
            "fell silent in the middle of the response for the read timeout of 1s",
        ),
    ] {
        tests.spawn(async move {
            let server = stalls(begun);
            let error = failure(timed(&server.url(), 0, 1_000)).await;
            assert_eq!(error.to_string(), format!("{} {said}", server.address), "{begun:?}");
            assert!(error.is_timeout() && !error.is_unsent() && !error.is_reused_connection());
        });
    }
    tests.join_all().await;
}

#[tokio::test]
async fn only_silence_counts() {
    let server = Server::start(|mut stream, _, log| async move {
        log.request(&mut stream).await;
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n")
            .await
            .unwrap();
        for _ in 0..20 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            stream.write_all(b".").await.unwrap();
        }
    });
    let start = Instant::now();
    let client = HttpsClient::builder().build();
    let response = client.send(timed(&server.url(), 0, 1_900)).await.unwrap();
    assert_eq!(response.body().content_length(), Some(20));
    assert!(start.elapsed() > Duration::from_millis(1_900));
}

#[tokio::test]
async fn a_request_that_takes_its_time_is_no_silence() {
    let server = Server::start(|mut stream, _, _| async move {
        let mut part = vec![0; 1024 * 1024];
        let mut left = 64 * 1024 * 1024;
        while left > 0 {
            left -= stream.read_exact(&mut part).await.unwrap().min(left);
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        stream.write_all(OK.as_bytes()).await.unwrap();
    });
    let start = Instant::now();
    let mut request = timed(&server.url(), 0, 1_500);
    *request.body_mut() = vec![b'a'; 64 * 1024 * 1024].into();
    HttpsClient::builder().build().send(request).await.unwrap();
    assert!(start.elapsed() > Duration::from_millis(1_500));
}

/// Starts a server that waits before each response: for so many milliseconds, then for the next
/// number; after the last, for ever.
fn waits(before: [u64; 2]) -> Server {
    Server::start(move |mut stream, _, log| async move {
        for pause in before {
            if log.request(&mut stream).await.is_none() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(pause)).await;
            stream.write_all(OK.as_bytes()).await.unwrap();
        }
        log.request(&mut stream).await;
        let _ = stream.read(&mut [0]).await;
    })
}

#[tokio::test]
async fn requests_of_one_connection_have_a_timeout_each() {
    let server = waits([0, 1_400]);
    let client = HttpsClient::builder().build();
    let send = async |read| {
        let sending = client.send(timed(&server.url(), 0, read));
        tokio::time::timeout(Duration::from_secs(60), sending)
            .await
            .expect("it hangs")
    };
    send(2_000).await.unwrap();
    // The second response comes later than two seconds after the first request, and in time.
    tokio::time::sleep(Duration::from_millis(1_000)).await;
    send(2_000).await.unwrap();
    let error = send(100).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{} did not respond within the read timeout of 100ms", server.address)
    );
    assert_eq!(server.log.opened(), 1);
}

#[tokio::test]
async fn timeouts_are_those_of_the_request_and_need_not_be() {
    let server = Server::always(OK);
    let client = HttpsClient::builder().build();
    assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
    for (connect, read) in [(0, 0), (60_000, 60_000)] {
        let response = client.send(timed(&server.url(), connect, read)).await.unwrap();
        assert_eq!(response.body().bytes(), Some(&b"ok"[..]));
    }
    // A time that no calendar can represent.
    let mut request = timed(&server.url(), u64::MAX, u64::MAX);
    assert_eq!(client.send(request).await.unwrap().body().bytes(), Some(&b"ok"[..]));
    request = timed(&server.url(), u64::MAX, u64::MAX);
    assert_eq!(
        HttpsClient::builder()
            .build()
            .send(request)
            .await
            .unwrap()
            .body()
            .bytes(),
        Some(&b"ok"[..])
    );
}
