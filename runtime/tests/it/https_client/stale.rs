//! Connections that were closed while they waited.

use std::net::SocketAddr;
use std::time::Duration;

use smithy_client_runtime::config::http::HttpsClient;
use tokio::io::AsyncWriteExt;

use super::server::{OK, Server, call, until};

#[tokio::test]
async fn a_connection_that_was_closed_while_it_waited_is_not_used() {
    let server = Server::start(|mut stream, _, log| async move {
        log.request(&mut stream).await;
        stream.write_all(OK.as_bytes()).await.unwrap();
    });
    let client = HttpsClient::builder().build();
    for number in 1..=20 {
        assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
        // This blocks: the client's runtime does not hear that the connection was closed.
        until("the server closes the connection", || {
            server.log.closed() == number && has_arrived(server.address)
        });
    }
    assert_eq!((server.log.requests().len(), server.log.opened()), (20, 20));
}

/// Returns whether all that the server closed is known to be closed on the client's side too. A
/// busy system delivers that some time after the call that closes.
fn has_arrived(server: SocketAddr) -> bool {
    // The states FIN_WAIT1 and LAST_ACK wait for the other side's acknowledgement.
    const UNACKNOWLEDGED: [&str; 3] = ["04", "09", "0B"];
    // Without this file there is nothing to look at.
    let sockets = std::fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let local = format!(":{:04X}", server.port());
    sockets.lines().skip(1).all(|line| {
        let fields: Vec<_> = line.split_whitespace().collect();
        !fields.get(1).is_some_and(|address| address.ends_with(&local))
            || !fields.get(3).is_some_and(|state| UNACKNOWLEDGED.contains(state))
    })
}

#[tokio::test]
async fn what_was_sent_and_not_answered_is_not_sent_again() {
    let server = Server::start(|mut stream, _, log| async move {
        log.request(&mut stream).await;
        stream.write_all(OK.as_bytes()).await.unwrap();
        log.request(&mut stream).await;
    });
    let client = HttpsClient::builder().build();
    assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
    let error = call(&client, &server.url()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{} closed the connection before it responded", server.address)
    );
    assert!(error.is_io() && error.is_reused_connection() && !error.is_unsent());
    assert_eq!(server.log.requests().len(), 2);
}

#[tokio::test]
async fn a_new_connection_that_is_closed_is_not_stale() {
    let server = Server::start(|mut stream, _, log| async move {
        log.request(&mut stream).await;
    });
    let error = call(&HttpsClient::builder().build(), &server.url()).await.unwrap_err();
    assert!(
        error.is_io() && !error.is_reused_connection() && !error.is_unsent(),
        "{error}"
    );
}

#[tokio::test]
async fn half_an_answer_is_not_stale() {
    let server = Server::start(|mut stream, _, log| async move {
        log.request(&mut stream).await;
        stream.write_all(OK.as_bytes()).await.unwrap();
        log.request(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\nconte").await.unwrap();
    });
    let client = HttpsClient::builder().build();
    assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
    let error = call(&client, &server.url()).await.unwrap_err();
    assert!(
        error.is_io() && !error.is_reused_connection() && !error.is_unsent(),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_the_server_closes_no_request_is_lost_or_doubled() {
    for pause in [0, 20, 50, 100, 200] {
        let server = Server::start(move |mut stream, _, log| async move {
            log.request(&mut stream).await;
            stream.write_all(OK.as_bytes()).await.unwrap();
            // Closes about when the next request arrives.
            let pause = std::time::Instant::now() + Duration::from_micros(pause);
            while std::time::Instant::now() < pause {
                tokio::task::yield_now().await;
            }
        });
        let client = HttpsClient::builder().build();
        let (mut answered, mut stale) = (0, 0);
        for _ in 0..100 {
            match call(&client, &server.url()).await {
                Ok(_) => answered += 1,
                Err(error) => {
                    assert!(error.is_reused_connection(), "{error}");
                    stale += 1;
                }
            }
        }
        // A server that was about to close did not read the bytes that reached it.
        assert_eq!((server.log.requests().len(), answered + stale), (answered, 100));
    }
}
