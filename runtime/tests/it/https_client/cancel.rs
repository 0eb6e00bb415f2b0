//! Calls that are cancelled before they are complete.

use std::sync::Arc;
use std::time::Duration;

use smithy_client_runtime::config::HttpClient;
use smithy_client_runtime::config::http::HttpsClient;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Semaphore;

use super::server::{OK, Server, call, request, until};

#[tokio::test]
async fn giving_a_call_up_closes_its_connection_and_makes_room() {
    for begun in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-len",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no",
    ] {
        // Stalls at the first request of the first two connections, and responds from then on.
        let server = Server::start(move |mut stream, number, log| async move {
            while log.request(&mut stream).await.is_some() {
                if number < 2 {
                    stream.write_all(begun.as_bytes()).await.unwrap();
                    // Ends when the client closes.
                    let _ = stream.read(&mut [0]).await;
                    return;
                }
                stream.write_all(OK.as_bytes()).await.unwrap();
            }
        });
        let client = HttpsClient::builder().max_connections(1).build();
        for number in 1..=2 {
            let calling = client.send(request(&server.url()));
            let waiting = async {
                while server.log.requests().len() < number {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            };
            tokio::select! {
                _ = calling => panic!("there is no answer"),
                () = waiting => {}
            }
            until("the connection is closed", || server.log.closed() == number);
        }
        for _ in 0..3 {
            assert_eq!(call(&client, &server.url()).await.unwrap(), "ok", "{begun:?}");
        }
        assert_eq!(server.log.opened(), 3, "{begun:?}");
    }
}

#[tokio::test]
async fn giving_up_in_line_leaves_the_line_in_order() {
    let gate = Arc::new(Semaphore::new(0));
    let theirs = Arc::clone(&gate);
    let server = Server::start(move |mut stream, _, log| {
        let gate = Arc::clone(&theirs);
        async move {
            while log.request(&mut stream).await.is_some() {
                gate.acquire().await.unwrap().forget();
                if stream.write_all(OK.as_bytes()).await.is_err() {
                    return;
                }
            }
        }
    });
    let client = HttpsClient::builder().max_connections(1).build();
    let url = server.url();
    let (first, second) = tokio::join!(call(&client, &url), async {
        let waiting = tokio::time::timeout(Duration::from_millis(10), call(&client, &url)).await;
        gate.add_permits(2);
        (waiting.is_err(), call(&client, &url).await)
    });
    assert_eq!((first.unwrap(), second.1.unwrap()), ("ok".to_owned(), "ok".to_owned()));
    assert!(second.0, "the second call did not wait");
    assert_eq!((server.log.opened(), server.log.requests().len()), (1, 2));
}
