//! Calls that wait for a connection or for a rate limit.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::Credentials;
use smithy_client_runtime::config::http::{HttpRequest, HttpsClient, UnsignedRequest};
use smithy_client_runtime::config::timeout::TimeoutConfig;
use smithy_client_runtime::config::{AsyncSleep, HttpClient, RateLimits, Sleep, TimeSource};
use smithy_client_runtime::error::{ConnectorError, SdkError};
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

use super::{BEARER, BODY, Setup, identity_of, settle, start};
use crate::clock_skew::Clock;
use crate::https_client::server::{self, Server, identity};
use crate::mini::{SERVICE, input};

#[tokio::test]
async fn keys_that_expire_while_a_call_waits_for_a_connection_are_not_used() {
    let setup = Setup::new();
    let client = setup.client();
    let first = start(&client).await;
    setup.received(1).await;
    let (second, third) = (start(&client).await, start(&client).await);
    setup.clock.set(20);
    setup.allow.add_permits(3);
    for call in [first, second, third] {
        call.await.unwrap().unwrap();
    }
    assert_eq!(
        setup.identities(),
        [
            "AKID0 20260101T000000Z",
            "AKID1 20260101T000020Z",
            "AKID1 20260101T000020Z"
        ]
    );
    // One load served both, on one connection.
    assert_eq!(setup.provider.loads.load(Ordering::SeqCst), 2);
    assert_eq!(setup.server.log.opened(), 1);
}

#[tokio::test]
async fn a_load_that_needs_the_same_connection_gets_it() {
    let mut setup = Setup::new();
    setup.provider.asks = Some((setup.http.clone(), setup.server.url()));
    let client = setup.client();
    let first = start(&client).await;
    setup.received(1).await;
    let second = start(&client).await;
    setup.clock.set(20);
    setup.allow.add_permits(3);
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(
        setup.identities(),
        ["AKID0 20260101T000000Z", "none", "AKID1 20260101T000020Z"]
    );
    assert_eq!(setup.server.log.most_at_once(), 1);
}

#[tokio::test]
async fn keys_that_another_call_loaded_meanwhile_are_taken_without_another_wait() {
    let setup = Setup::new();
    let client = setup.client();
    let first = start(&client).await;
    setup.received(1).await;
    let second = start(&client).await;
    setup.clock.set(20);
    // A call to another server, which need not wait.
    let elsewhere = Server::always(BODY);
    let other = client.config().to_builder().endpoint_url(elsewhere.url()).build();
    Handle::new(&SERVICE, other).call(input()).await.unwrap();
    let third = start(&client).await;
    setup.allow.add_permits(3);
    for call in [first, second, third] {
        call.await.unwrap().unwrap();
    }
    assert_eq!(
        setup.identities()[1..],
        ["AKID1 20260101T000020Z", "AKID1 20260101T000020Z"]
    );
    assert_eq!(setup.provider.loads.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn tokens_that_expire_while_a_call_waits_are_not_used() {
    let setup = Setup::new();
    let client = Handle::new(&SERVICE, setup.config().build());
    let call = || {
        let call = client.call_operation(&BEARER, input());
        tokio::spawn(tokio::time::timeout(Duration::from_secs(60), call))
    };
    let first = call();
    setup.received(1).await;
    let second = call();
    settle().await;
    setup.clock.set(20);
    setup.allow.add_permits(2);
    first.await.unwrap().expect("the call hangs").unwrap();
    second.await.unwrap().expect("the call hangs").unwrap();
    assert_eq!(setup.identities(), ["Bearer TOKEN0", "Bearer TOKEN1"]);
}

#[tokio::test]
async fn keys_that_expire_while_a_connection_opens_are_not_used() {
    let (acceptor, bundle) = identity("localhost");
    let allow = Arc::new(Semaphore::new(0));
    let allowed = Arc::clone(&allow);
    let server = Server::start(move |stream, _, log| {
        let (acceptor, allowed) = (acceptor.clone(), Arc::clone(&allowed));
        async move {
            // The handshake takes a while.
            allowed.acquire().await.unwrap().forget();
            let mut stream = acceptor.accept(stream).await.unwrap();
            while log.request(&mut stream).await.is_some() {
                stream.write_all(BODY.as_bytes()).await.unwrap();
                stream.flush().await.unwrap();
            }
        }
    });
    let setup = Setup::new();
    let config = setup
        .config()
        .endpoint_url(format!("https://localhost:{}", server.address.port()))
        .timeout_config(
            TimeoutConfig::builder()
                .connect_timeout(Duration::from_secs(60))
                .build(),
        )
        .http_client(HttpsClient::builder().ca_bundle(bundle).build());
    let call = start(&Handle::new(&SERVICE, config.build())).await;
    while server.log.opened() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    setup.clock.set(20);
    allow.add_permits(1);
    call.await.unwrap().unwrap();
    assert_eq!(identity_of(&server.log.requests()[0]), "AKID1 20260101T000020Z");
}

/// A timer that advances the clock by the duration of each sleep.
#[derive(Debug)]
struct MovesClock(Clock);

impl AsyncSleep for MovesClock {
    fn sleep(&self, duration: Duration) -> Sleep {
        match duration >= Duration::from_secs(60) {
            true => Sleep::new(std::future::pending()),
            false => {
                self.0.set(20);
                Sleep::new(std::future::ready(()))
            }
        }
    }
}

#[tokio::test]
async fn keys_that_expire_while_a_rate_limit_holds_a_call_back_are_not_used() {
    let setup = Setup::new();
    setup.allow.add_permits(2);
    let limits = RateLimits::new().others(0.1);
    let config = setup
        .config()
        .rate_limits(limits)
        .sleep_impl(MovesClock(setup.clock.clone()));
    let client = Handle::new(&SERVICE, config.build());
    client.call(input()).await.unwrap();
    client.call(input()).await.unwrap();
    let identities = setup.identities();
    assert!(
        identities.iter().all(|identity| identity != "AKID0 20260101T000020Z"),
        "{identities:?}"
    );
    assert_eq!(identities.last().unwrap(), "AKID1 20260101T000020Z");
}

#[tokio::test]
async fn a_call_that_ends_while_it_waits_for_a_connection_had_no_effect() {
    let setup = Setup::new();
    let first = start(&setup.client()).await;
    setup.received(1).await;
    let limits = [
        TimeoutConfig::builder()
            .operation_timeout(Duration::from_secs(1))
            .build(),
        TimeoutConfig::builder()
            .operation_attempt_timeout(Duration::from_secs(1))
            .build(),
    ];
    for timeouts in limits {
        let config = setup.config().timeout_config(timeouts).build();
        let error = Handle::new(&SERVICE, config).call(input()).await.unwrap_err();
        assert!(matches!(error, SdkError::TimeoutError(_)), "{error}");
        assert!(!error.may_have_taken_effect(), "{error}");
    }
    setup.allow.add_permits(1);
    first.await.unwrap().unwrap();
    assert_eq!(setup.server.log.requests().len(), 1);
}

#[tokio::test]
async fn keys_that_are_expired_from_the_start_are_left_to_the_service() {
    let setup = Setup::new();
    setup.allow.add_permits(1);
    let expiry = Some(setup.clock.now() - Duration::from_secs(1));
    let keys = Credentials::new("OLD", "SECRET", None, expiry, "test");
    let client = Handle::new(&SERVICE, setup.config().credentials_provider(keys).build());
    let call = tokio::time::timeout(Duration::from_secs(60), client.call(input()));
    call.await.expect("the call hangs").unwrap();
    assert_eq!(setup.identities(), ["OLD 20260101T000000Z"]);
}

/// A request whose URI changes when it is signed.
struct Moved {
    uri: http::Uri,
    to: String,
}

impl UnsignedRequest for Moved {
    fn uri(&self) -> &http::Uri {
        &self.uri
    }

    fn sign(&mut self) -> Result<HttpRequest, ConnectorError> {
        Ok(server::request(&self.to))
    }
}

#[tokio::test]
async fn a_request_that_is_signed_for_another_host_goes_there() {
    let (asked, meant) = (Server::always(BODY), Server::always(BODY));
    let http = HttpsClient::builder().build();
    let mut request = Moved {
        uri: asked.url().parse().unwrap(),
        to: meant.url(),
    };
    let response = http.send_unsigned(&mut request, Default::default()).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!((asked.log.requests().len(), meant.log.requests().len()), (0, 1));
    // The connection that was not needed is in the pool. Its server may take a moment to accept it.
    server::until("the connection is accepted", || asked.log.opened() == 1);
    assert_eq!(asked.log.closed(), 0);
}
