//! The default HTTPS client against servers on this machine, well-behaved and not.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::mini::{self, config, input};
use smithy_client_runtime::Handle;
use smithy_client_runtime::error::{DispatchFailure, SdkError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

fn client(endpoint: impl Into<String>) -> Handle {
    Handle::new(&mini::SERVICE, config().endpoint_url(endpoint).build())
}

/// Reads one request: its head and its body of the announced length.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    loop {
        let mut part = [0; 1024];
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&part[..read]);
        let whole = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = whole.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .unwrap_or("0");
        if body.len() >= length.parse().unwrap() {
            return Some(whole);
        }
    }
}

/// Starts a server that responds to every request with these bytes, and then closes the connection
/// if `close` is set.
async fn serve(answer: &'static str, close: bool) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                while request(&mut stream).await.is_some() {
                    stream.write_all(answer.as_bytes()).await.unwrap();
                    if close {
                        return;
                    }
                }
            });
        }
    });
    (address, connections)
}

/// Returns the text of the failure of a call, without the operation, and the failure.
async fn failure(endpoint: impl Into<String>) -> (String, DispatchFailure) {
    let error = client(endpoint).call(input()).await.unwrap_err();
    let text = error.to_string();
    let SdkError::DispatchFailure(failure) = error else {
        panic!("another class: {text}")
    };
    (text.strip_prefix("CreateInvitation: ").unwrap().to_owned(), failure)
}

#[tokio::test]
async fn plain_http_works_and_connections_are_kept() {
    let (address, connections) = serve(
        "HTTP/1.1 200 OK\r\ncontent-length: 11\r\nx-amzn-requestid: r\r\n\r\n{\"Arn\":\"a\"}",
        false,
    )
    .await;
    let client = client(format!("http://{address}"));
    for _ in 0..3 {
        assert_eq!(client.call(input()).await.unwrap().arn, "a");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_chunked_response_is_joined() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"Arn\r\n6\r\n\":\"a\"}\r\n0\r\n\r\n";
    let (address, _) = serve(chunked, false).await;
    assert_eq!(
        client(format!("http://{address}")).call(input()).await.unwrap().arn,
        "a"
    );
}

#[tokio::test]
async fn a_refused_connection_is_said() {
    // The port is taken and nobody listens to it, so that no other test can get it.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    let (text, failure) = failure(format!("http://{address}")).await;
    assert_eq!(text, format!("could not connect to {address}: connection refused"));
    assert!(failure.is_io() && !failure.is_timeout());
}

#[tokio::test]
async fn an_unknown_host_is_said() {
    let (text, failure) = failure("https://nowhere.invalid").await;
    assert!(
        text.starts_with("could not connect to nowhere.invalid: the name nowhere.invalid cannot be resolved: "),
        "{text}"
    );
    assert!(failure.is_io());
}

#[tokio::test]
async fn a_broken_connection_is_said() {
    for (answer, expected) in [
        ("", "closed the connection before it responded"),
        (
            "HTTP/1.1 200 OK\r\ncontent-",
            "closed the connection before it responded",
        ),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"Arn",
            "closed the connection in the middle of the response",
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"Arn\r\n6\r\n",
            "closed the connection in the middle of the response",
        ),
    ] {
        let (address, _) = serve(answer, true).await;
        let (text, failure) = failure(format!("http://{address}")).await;
        let expected = format!("{address} {expected}; the request was sent and may have taken effect");
        assert_eq!(text, expected, "{answer:?}");
        assert!(failure.is_io(), "{answer:?}");
    }
}

/// Starts a server that sends this to each client, and then waits.
async fn greet(greeting: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.write_all(greeting.as_bytes()).await.unwrap();
            open.push(stream);
        }
    });
    address
}

#[tokio::test]
async fn a_server_of_another_protocol_is_said() {
    let (address, _) = serve("SSH-2.0-OpenSSH_9.6\r\n", true).await;
    let (text, failure) = failure(format!("http://{address}")).await;
    assert!(
        text.starts_with(&format!("{address} did not respond with HTTP: ")),
        "{text}"
    );
    assert!(failure.is_other());
    let address = greet("SSH-2.0-OpenSSH_9.6\r\n").await;
    let (text, _) = self::failure(format!("https://{address}")).await;
    assert!(
        text.starts_with(&format!("could not connect to {address}: TLS failed: ")),
        "{text}"
    );
}

#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for() {
    let address = greet("").await;
    let (text, failure) = failure(format!("https://{address}")).await;
    assert_eq!(
        text,
        format!(
            "could not connect to {address}: no response in time (the connect timeout of 3.1s passed while setting up TLS)"
        )
    );
    assert!(failure.is_timeout());
}

#[tokio::test]
async fn an_untrusted_certificate_is_said() {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = tokio_rustls::rustls::pki_types::PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let tls = tokio_rustls::rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(tls));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    let (text, failure) = failure(format!("https://localhost:{port}")).await;
    assert_eq!(
        text,
        format!(
            "could not connect to localhost:{port}: the certificate that localhost shows is not trusted: UnknownIssuer"
        )
    );
    assert!(failure.is_io());
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let client = client("http://127.0.0.1:1");
    let mut call = std::pin::pin!(client.call(input()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("it went on")
    };
    assert!(error.to_string().contains("runs on tokio"), "{error}");
}
