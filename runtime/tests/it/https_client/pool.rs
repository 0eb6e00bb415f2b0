//! The number of connections, their lifetime, and the runtime that they belong to.

use std::sync::Arc;
use std::time::Duration;

use smithy_client_runtime::config::HttpClient;
use smithy_client_runtime::config::http::{HttpsClient, TransportTimeouts};
use tokio::io::AsyncWriteExt;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::server::{OK, Server, call, secure, until};

async fn calls(client: &HttpsClient, server: &Server, count: usize) {
    let mut calls = JoinSet::new();
    for _ in 0..count {
        let (client, url) = (client.clone(), server.url());
        calls.spawn(async move { call(&client, &url).await.unwrap() });
    }
    assert_eq!(calls.join_all().await, vec!["ok"; count]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_beyond_the_limit_waits_for_a_connection() {
    // No request gets a response before eight have arrived, so that eight are open at once.
    let together = Arc::new(Barrier::new(8));
    let server = Server::start(move |mut stream, _, log| {
        let together = Arc::clone(&together);
        async move {
            while log.request(&mut stream).await.is_some() {
                together.wait().await;
                stream.write_all(OK.as_bytes()).await.unwrap();
            }
        }
    });
    let client = HttpsClient::builder().max_connections(8).build();
    calls(&client, &server, 80).await;
    assert_eq!((server.log.opened(), server.log.most_at_once()), (8, 8));
    assert_eq!(server.log.requests().len(), 80);
}

#[tokio::test]
async fn connections_beyond_what_may_wait_are_closed() {
    let together = Arc::new(Barrier::new(3));
    let server = Server::start(move |mut stream, _, log| {
        let together = Arc::clone(&together);
        async move {
            while log.request(&mut stream).await.is_some() {
                together.wait().await;
                stream.write_all(OK.as_bytes()).await.unwrap();
            }
        }
    });
    let client = HttpsClient::builder().max_idle_connections(1).build();
    calls(&client, &server, 3).await;
    until("two are closed", || server.log.closed() == 2);
    drop(client);
    until("the last is closed with the client", || server.log.closed() == 3);
}

#[tokio::test]
async fn a_connection_that_waits_too_long_is_closed_without_being_asked_for() {
    let server = Server::always(OK);
    let client = HttpsClient::builder().idle_timeout(Duration::from_millis(50)).build();
    for number in 1..=2 {
        assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
        let closed = async {
            while server.log.closed() < number {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), closed)
            .await
            .expect("it stays open");
    }
    assert_eq!(server.log.opened(), 2);
}

#[tokio::test]
async fn what_the_server_wants_closed_is_closed() {
    let server = Server::always("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok");
    let client = HttpsClient::builder().build();
    for number in 1..=2 {
        assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
        until("the client closes it", || server.log.closed() == number);
    }
    assert_eq!(server.log.opened(), 2);
}

#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#[tokio::test]
async fn the_first_call_uses_the_connection_that_was_opened_ahead() {
    let (server, bundle) = secure("localhost");
    let client = HttpsClient::builder().ca_bundle(bundle).build();
    let url = format!("https://localhost:{}/", server.address.port());
    for _ in 0..2 {
        client
            .warm_up(&url.parse().unwrap(), TransportTimeouts::default())
            .await
            .unwrap();
        assert_eq!((server.log.opened(), server.log.requests().len()), (1, 0));
    }
    // The session tickets of TLS 1.3 have come by now, and the runtime has not heard of them.
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(call(&client, &url).await.unwrap(), "ok");
    assert_eq!((server.log.opened(), server.log.requests().len()), (1, 1));
}

#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#[tokio::test]
async fn opening_a_connection_ahead_takes_no_longer_than_its_limit() {
    // Connections wait in its queue, and the TLS handshake gets no response.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}/", silent.local_addr().unwrap().port());
    let (_server, bundle) = secure("localhost");
    let client = HttpsClient::builder().ca_bundle(bundle).build();
    let limit = TransportTimeouts {
        connect: Some(Duration::from_millis(50)),
        read: None,
    };
    let error = client.warm_up(&url.parse().unwrap(), limit).await.unwrap_err();
    assert!(error.is_timeout() && error.is_unsent(), "{error}");
}

#[test]
fn runtimes_may_take_turns() {
    let server = Server::always(OK);
    let client = HttpsClient::builder().build();
    let new = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let (first, second) = (new(), new());
    for runtime in [&first, &second, &first, &second] {
        assert_eq!(runtime.block_on(call(&client, &server.url())).unwrap(), "ok");
    }
    assert_eq!(server.log.opened(), 2);
    drop(first);
    until("its connection is closed with a runtime", || server.log.closed() == 1);
    assert_eq!(second.block_on(call(&client, &server.url())).unwrap(), "ok");
    drop(second);
    assert_eq!(new().block_on(call(&client, &server.url())).unwrap(), "ok");
    assert_eq!(server.log.opened(), 3);
}

#[tokio::test]
async fn servers_are_kept_apart_and_the_ways_to_write_one_are_not() {
    let (one, other) = (Server::always(OK), Server::always(OK));
    let client = HttpsClient::builder().build();
    for url in [
        one.url(),
        other.url(),
        one.url(),
        format!("http://LOCALHOST:{}", one.address.port()),
    ] {
        assert_eq!(call(&client, &url).await.unwrap(), "ok");
    }
    call(&client, &format!("http://localhost:{}/a?b", one.address.port()))
        .await
        .unwrap();
    assert_eq!((one.log.opened(), other.log.opened()), (2, 1));
    let last = one.log.requests().pop().unwrap();
    assert!(last.starts_with("POST /a?b HTTP/1.1\r\n"), "{last}");
    assert!(
        last.contains(&format!("host: localhost:{}\r\n", one.address.port())),
        "{last}"
    );
}
