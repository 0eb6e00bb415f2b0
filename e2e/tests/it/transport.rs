//! Connections that are pooled, shared, refused, interrupted or not trusted.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use e2e::{Answer, REQUEST_ID, Server};
use partnercentral_selling::config::http::HttpsClient;
use partnercentral_selling::error::{DisplayErrorContext, SdkError};
use partnercentral_selling::operation::list_solutions::ListSolutionsOutput;
use partnercentral_selling::types::SolutionBase;
use partnercentral_selling::{Client, Error};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};

async fn call(client: &Client) -> Result<ListSolutionsOutput, SdkError<Error>> {
    client.list_solutions().catalog("AWS").send().await
}

/// Returns the error of a call without a response: the part after the name of the operation and
/// before the number of its attempts.
async fn dispatch_failure(client: &Client, attempts: u32) -> String {
    let error = call(client).await.unwrap_err();
    let text = error.to_string();
    let SdkError::DispatchFailure(failure) = &error else {
        panic!("{error:?}")
    };
    assert!(failure.is_io() && !failure.is_timeout() && !failure.is_user(), "{text}");
    assert!(error.raw_response().is_none());
    assert!(DisplayErrorContext(&error).to_string().starts_with(&text));
    let text = text.strip_prefix("ListSolutions: ").unwrap();
    assert_eq!(error.attempts(), attempts, "{text}");
    match attempts {
        1 => text.to_owned(),
        _ => text
            .strip_suffix(&format!(" (after {attempts} attempts)"))
            .unwrap()
            .to_owned(),
    }
}

fn solutions() -> Answer {
    Answer::json(200, &json!({ "SolutionSummaries": [] }))
}

#[tokio::test]
async fn calls_one_after_the_other_use_one_connection() {
    let server = Server::script([solutions(), Answer::json(400, &json!({})), solutions(), solutions()])
        .await
        .unwrap();
    let client = server.client();
    for ok in [true, false, true] {
        assert_eq!(call(&client).await.is_ok(), ok);
    }
    // Clones share the connections.
    call(&client.clone()).await.unwrap();
    assert_eq!((server.requests().len(), server.connections()), (4, 1));
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_not_used_again() {
    let closing = || solutions().cut(0);
    let server = Server::script([closing(), closing(), closing()]).await.unwrap();
    let client = server.client();
    for _ in 0..3 {
        call(&client).await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_calls_at_once_all_come_back_with_what_is_theirs() {
    let together = Arc::new(Barrier::new(64));
    // No request gets a response before all have arrived.
    let server = Server::start(move |request| {
        let body = json!({ "SolutionSummaries": [], "NextToken": request.json()["NextToken"] });
        Answer::json(200, &body).together(&together)
    });
    let server = server.await.unwrap();
    let client = server.client();
    let mut calls = JoinSet::new();
    for number in 0..64 {
        let call = client.list_solutions().catalog("AWS").next_token(number.to_string());
        calls.spawn(async move { (number.to_string(), call.send().await.unwrap().next_token) });
    }
    // Ends a client that sends one request at a time and would wait for ever.
    let answers = tokio::time::timeout(Duration::from_secs(60), calls.join_all())
        .await
        .unwrap();
    let answers: BTreeSet<_> = answers.into_iter().collect();
    assert_eq!(answers.len(), 64);
    assert!(
        answers.iter().all(|(sent, received)| Some(sent) == received.as_ref()),
        "{answers:?}"
    );
    assert_eq!(server.connections(), 64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_beyond_the_limit_wait_for_a_connection() {
    let together = Arc::new(Barrier::new(4));
    // No request gets a response before four have arrived.
    let server = Server::start(move |_| solutions().together(&together)).await.unwrap();
    let transport = HttpsClient::builder().max_connections(4).build();
    let client = Client::from_conf(server.config().http_client(transport).build());
    let mut calls = JoinSet::new();
    for _ in 0..40 {
        let client = client.clone();
        calls.spawn(async move { call(&client).await.unwrap() });
    }
    let answers = tokio::time::timeout(Duration::from_secs(60), calls.join_all()).await;
    assert_eq!(answers.unwrap().len(), 40);
    assert_eq!((server.requests().len(), server.connections()), (40, 4));
}

#[tokio::test]
async fn a_call_that_is_given_up_leaves_the_client_in_order() {
    let never = Arc::new(Barrier::new(2));
    let theirs = Arc::clone(&never);
    let first = std::sync::atomic::AtomicBool::new(true);
    let server = Server::start(move |_| match first.swap(false, std::sync::atomic::Ordering::SeqCst) {
        true => solutions().together(&theirs),
        false => solutions(),
    });
    let server = server.await.unwrap();
    let transport = HttpsClient::builder().max_connections(1).build();
    let client = Client::from_conf(server.config().http_client(transport).build());
    let given_up = tokio::select! {
        _ = call(&client) => false,
        () = async {
            while server.requests().is_empty() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        } => true,
    };
    assert!(given_up);
    for _ in 0..3 {
        call(&client).await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (4, 2));
}

#[tokio::test]
async fn a_refused_connection_is_said() {
    // The port is taken and nobody listens to it, so that no other test can get it.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    let server = Server::always(solutions()).await.unwrap();
    let client = Client::from_conf(server.config().endpoint_url(format!("http://{address}")).build());
    assert_eq!(
        dispatch_failure(&client, 3).await,
        format!("could not connect to {address}: connection refused")
    );
}

#[tokio::test]
async fn a_connection_that_breaks_is_said() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n";
    for (answer, said) in [
        (Answer::reset(), "closed the connection before it responded"),
        (Answer::raw(""), "closed the connection before it responded"),
        (Answer::raw(head), "closed the connection before it responded"),
        (
            Answer::raw(format!("{head}\r\n")),
            "closed the connection in the middle of the response",
        ),
        (
            Answer::raw(format!("{head}\r\n{{\"Solution")),
            "closed the connection in the middle of the response",
        ),
        (
            solutions().cut(1),
            "closed the connection in the middle of the response",
        ),
        (
            Answer::json(400, &json!({ "__type": "ValidationException" })).cut(1),
            "closed the connection in the middle of the response",
        ),
        (
            Answer::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n5\r\n\"A"),
            "closed the connection in the middle of the response",
        ),
    ] {
        let case = format!("{answer:?}");
        let server = Server::always(answer).await.unwrap();
        assert_eq!(
            dispatch_failure(&server.client(), 3).await,
            format!("{} {said}", server.address()),
            "{case}"
        );
    }
}

#[tokio::test]
async fn chunks_are_put_together_and_a_body_of_no_stated_length_ends_with_the_connection() {
    let id = format!("x-amzn-requestid: {REQUEST_ID}\r\n");
    for answer in [
        format!(
            "HTTP/1.1 200 OK\r\n{id}transfer-encoding: chunked\r\n\r\n11\r\n{{\"SolutionSummari\r\n8\r\nes\":[{{}}]\r\n1\r\n}}\r\n0\r\n\r\n"
        ),
        format!("HTTP/1.1 200 OK\r\n{id}connection: close\r\n\r\n{{\"SolutionSummaries\":[{{}}]}}"),
        format!("HTTP/1.0 200 OK\r\n{id}\r\n{{\"SolutionSummaries\":[{{}}]}}"),
    ] {
        let server = Server::always(Answer::raw(answer.clone())).await.unwrap();
        let output = call(&server.client()).await.unwrap();
        let [solution] = output.solution_summaries() else {
            panic!("{answer}: {output:?}")
        };
        assert_eq!(SolutionBase::id(solution), "");
    }
}

/// Starts a server for this name whose certificate is not trusted.
async fn impostor(name: &str) -> SocketAddr {
    let certified = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(tls));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            assert!(acceptor.accept(stream).await.is_err(), "the client went on");
        }
    });
    address
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_said() {
    let server = Server::always(solutions()).await.unwrap();
    let port = impostor("localhost").await.port();
    let client = Client::from_conf(
        server
            .config()
            .endpoint_url(format!("https://localhost:{port}"))
            .build(),
    );
    // A retry would not make it trusted.
    let text = dispatch_failure(&client, 1).await;
    let start = format!("could not connect to localhost:{port}: the certificate that localhost shows is not trusted: ");
    assert!(text.starts_with(&start), "{text}");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_or_no_http_is_said() {
    let server = Server::always(Answer::raw("SSH-2.0-OpenSSH_9.6\r\n")).await.unwrap();
    let address = server.address();
    let error = call(&server.client()).await.unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("ListSolutions: {address} did not respond with HTTP: ")),
        "{error}"
    );
    let client = Client::from_conf(server.config().endpoint_url(format!("https://{address}")).build());
    let error = call(&client).await.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)));
    assert!(
        error
            .to_string()
            .starts_with(&format!("ListSolutions: could not connect to {address}: TLS failed")),
        "{error}"
    );
}
