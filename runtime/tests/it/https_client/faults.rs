//! Responses that are too long, too short or missing.

use smithy_client_runtime::config::http::HttpsClient;
use tokio::io::AsyncWriteExt;

use super::server::{OK, Server, call, until};

#[tokio::test]
async fn a_response_beyond_the_limit_is_an_error_that_says_how_to_raise_it() {
    for (answer, size) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nelevenbytes!", Some(12)),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n",
            Some(99_999_999_999_u64),
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\neleven\r\n6\r\nbytes!\r\n0\r\n\r\n",
            None,
        ),
    ] {
        let server = Server::always(answer);
        let client = HttpsClient::builder().max_response_size(11).build();
        let error = call(&client, &server.url()).await.unwrap_err();
        let size = size.map_or_else(|| "more".to_owned(), |size| format!("{size} bytes, more"));
        let address = server.address;
        assert_eq!(
            error.to_string(),
            format!(
                "the response of {address} has {size} than the limit of 11 bytes, which \
                 `HttpsClient::builder().max_response_size(..)` sets"
            )
        );
        assert!(error.is_other() && !error.is_unsent());
        until("nothing more is read", || server.log.closed() == 1);
        let enough = HttpsClient::builder().max_response_size(12).build();
        if size.starts_with("12") || size == "more" {
            assert_eq!(call(&enough, &server.url()).await.unwrap(), "elevenbytes!");
        }
    }
}

#[tokio::test]
async fn what_is_no_http_is_said() {
    for garbage in [
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\0\u{1}\u{2}\r\n\r\n",
        "HTTP/1.1 99999 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
        "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\nok",
    ] {
        let server = Server::always(garbage);
        let error = call(&HttpsClient::builder().build(), &server.url()).await.unwrap_err();
        let start = format!("{} did not respond with HTTP: ", server.address);
        assert!(error.to_string().starts_with(&start), "{garbage:?}: {error}");
        assert!(error.is_other() && !error.is_unsent() && !error.is_reused_connection());
        until("the connection is given up", || server.log.closed() == 1);
    }
}

#[tokio::test]
async fn a_length_that_is_too_great_is_half_a_response() {
    let server = Server::start(|mut stream, _, log| async move {
        log.request(&mut stream).await;
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok")
            .await
            .unwrap();
    });
    let error = call(&HttpsClient::builder().build(), &server.url()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{} closed the connection in the middle of the response", server.address)
    );
    assert!(error.is_io() && !error.is_unsent() && !error.is_reused_connection());
}

#[tokio::test]
async fn what_follows_a_response_is_not_taken_for_the_next_one() {
    let poison = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil";
    let server = Server::always(poison);
    let client = HttpsClient::builder().build();
    for number in 1..=3 {
        assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
        until("the connection is given up", || server.log.closed() == number);
    }
    // The same, without a request.
    let server = Server::start(|mut stream, number, log| async move {
        while log.request(&mut stream).await.is_some() {
            stream.write_all(OK.as_bytes()).await.unwrap();
            if number == 0 {
                stream
                    .write_all(b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n")
                    .await
                    .unwrap();
                return;
            }
        }
    });
    let client = HttpsClient::builder().build();
    assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
    until("the server has said it", || server.log.closed() == 1);
    assert_eq!(call(&client, &server.url()).await.unwrap(), "ok");
    assert_eq!(server.log.opened(), 2);
}

#[tokio::test]
async fn a_uri_that_leads_nowhere_is_said() {
    let client = HttpsClient::builder().build();
    for (uri, said) in [
        ("/relative", "the URI of a request must be absolute"),
        (
            "ftp://example.com/",
            "ftp is not a scheme that is known here: use http or https",
        ),
        (
            "http://example.com:99999/",
            "the port of example.com is not a number up to 65535",
        ),
    ] {
        let error = call(&client, uri).await.unwrap_err();
        assert!(error.to_string().ends_with(said), "{error}");
        assert!(error.is_user() && error.is_unsent());
    }
}
