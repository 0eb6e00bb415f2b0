//! Bidirectional event streams over HTTP/2.

use std::time::Duration;

use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::Builder;
use smithy_client_runtime::config::http::{HttpsClient, HttpsClientBuilder};
use smithy_client_runtime::event_stream::MessageDecoder;
use smithy_client_runtime::operation::OperationInput;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;

use super::service::{Event, Input, Said, bytes, message, recv};
use crate::clock_skew::Clock;
use crate::https_client::server::{Log, Server, identity_for, until};
use crate::late_signing::{ShortLived, settle};
use crate::mini::{self, Error};

/// Starts a server that sends a greeting, and then returns each message that it receives.
fn echo(protocols: &'static [&'static str]) -> (Server, Handle) {
    echo_to(protocols, mini::config(), HttpsClient::builder())
}

/// Starts the server for a client of these settings.
fn echo_to(protocols: &'static [&'static str], config: Builder, transport: HttpsClientBuilder) -> (Server, Handle) {
    let (acceptor, bundle) = identity_for("localhost", protocols);
    let server = Server::start(move |stream, _, log| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            serve(stream, log).await;
        }
    });
    let transport = transport.ca_bundle(bundle).build();
    let config = config
        .endpoint_url(format!("https://localhost:{}", server.address.port()))
        .http_client(transport);
    let client = Handle::new(<Input<false> as OperationInput>::OPERATION.service, config.build());
    (server, client)
}

/// Sends a greeting on a connection, and then returns each message that it receives.
async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, log: std::sync::Arc<Log>) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        assert_eq!(request.uri().path(), "/talk");
        log.note(request.headers()["authorization"].to_str().unwrap());
        tokio::spawn(async move {
            let head = http::Response::builder().header("topic", "rain").body(()).unwrap();
            let mut response = respond.send_response(head, false).unwrap();
            let greeting = bytes(&[message("event", "said", r#"{"text":"welcome"}"#)]);
            response.send_data(greeting.into(), false).unwrap();
            let mut body = request.into_body();
            let mut decoder = MessageDecoder::default();
            while let Some(Ok(data)) = body.data().await {
                let _ = body.flow_control().release_capacity(data.len());
                decoder.push(data);
                // The payload of a signed message is the event.
                while let Some(signed) = decoder.next_message().unwrap() {
                    let _ = response.send_data(signed.payload().clone(), false);
                }
            }
            let _ = response.send_data(Bytes::new(), true);
        });
    }
}

struct Channel(mpsc::Receiver<Result<Event, Error>>);

impl futures_core::Stream for Channel {
    type Item = Result<Event, Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn said(text: &str) -> Event {
    Event::Said(Said {
        text: Some(text.to_owned()),
        ..Said::default()
    })
}

#[tokio::test]
async fn each_event_answers_the_one_before() {
    let (server, client) = echo(&["h2", "http/1.1"]);
    converse(&server, &client).await;
}

#[tokio::test]
async fn events_go_both_ways_without_tls() {
    let server = Server::start(|stream, _, log| serve(stream, log));
    let config = mini::config()
        .endpoint_url(format!("http://{}", server.address))
        .http_client(HttpsClient::builder().http2_prior_knowledge(true).build());
    let client = Handle::new(<Input<false> as OperationInput>::OPERATION.service, config.build());
    converse(&server, &client).await;
}

/// Sends events one by one, each after the response to the one before.
async fn converse(server: &Server, client: &Handle) {
    for _ in 0..2 {
        let (events, receiver) = mpsc::channel(1);
        let call = client.call(Input::<false> {
            topic: None,
            events: Some(Channel(receiver).into()),
        });
        let call = tokio::time::timeout(Duration::from_secs(60), call);
        let mut output = call.await.expect("the call hangs").unwrap();
        assert_eq!(output.topic.as_deref(), Some("rain"));
        assert_eq!(recv(&mut output.events).await.unwrap(), Some(said("welcome")));
        for text in ["one", "two", "three"] {
            events.send(Ok(said(text))).await.unwrap();
            assert_eq!(recv(&mut output.events).await.unwrap(), Some(said(text)));
        }
        drop(events);
        assert_eq!(recv(&mut output.events).await.unwrap(), None);
        drop(output);
    }
    assert_eq!(server.log.opened(), 2);
    until("the connections are closed", || server.log.closed() == 2);
}

#[tokio::test]
async fn a_receiver_that_is_dropped_closes_its_connection() {
    let (server, client) = echo(&["h2"]);
    let (_events, receiver) = mpsc::channel(1);
    let call = client.call(Input::<false> {
        topic: None,
        events: Some(Channel(receiver).into()),
    });
    let mut output = call.await.unwrap();
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(said("welcome")));
    drop(output);
    tokio::task::yield_now().await;
    let closed = async {
        while server.log.closed() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let closed = tokio::time::timeout(Duration::from_secs(60), closed).await;
    closed.expect("the connection stays open");
}

#[tokio::test]
async fn keys_that_expire_while_a_stream_waits_for_a_connection_are_not_used() {
    let clock = Clock::default();
    let config = mini::config()
        .credentials_provider(ShortLived::new(&clock))
        .time_source(clock.clone());
    let (server, client) = echo_to(&["h2"], config, HttpsClient::builder().max_connections(1));
    let talk = || {
        let (events, receiver) = mpsc::channel(1);
        let call = client.call(Input::<false> {
            topic: None,
            events: Some(Channel(receiver).into()),
        });
        (events, tokio::time::timeout(Duration::from_secs(60), call))
    };
    let (_first_events, first) = talk();
    let mut first = first.await.expect("the call hangs").unwrap();
    assert_eq!(recv(&mut first.events).await.unwrap(), Some(said("welcome")));
    let (_second_events, second) = talk();
    let second = tokio::spawn(second);
    settle().await;
    clock.set(20);
    drop(first);
    let mut second = second.await.unwrap().expect("the call hangs").unwrap();
    assert_eq!(recv(&mut second.events).await.unwrap(), Some(said("welcome")));
    let keys: Vec<_> = server
        .log
        .requests()
        .iter()
        .map(|text| text.contains("AKID1/20260101"))
        .collect();
    assert_eq!(keys, [false, true]);
}
