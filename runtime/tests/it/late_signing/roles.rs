//! Requests to STS that wait for a connection: signed by keys that are valid when they are sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use smithy_client_runtime::config::TimeSource;
use smithy_client_runtime::config::http::HttpsClient;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::primitives::{DateTime, DateTimeFormat};
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

use super::{held, identities, received, settle};
use crate::chain::{self, Home};
use crate::clock_skew::Clock;
use crate::https_client::server::{self, Server};

const OF_CONTAINER: &str = "[default]\nrole_arn = arn:aws:iam::1:role/r\ncredential_source = EcsContainer\n";

/// Returns the text of an HTTP response.
fn answer(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

/// Returns the response of STS with the keys of a role.
fn assumed() -> String {
    let response = chain::assumed("ASSUMED");
    answer("200 OK", std::str::from_utf8(response.body()).unwrap())
}

/// A container whose keys live for ten seconds, `KEY0` first, and STS, which responds when it is
/// allowed to. Both have one connection for all.
struct Setup {
    clock: Clock,
    allow: Arc<Semaphore>,
    sts: Server,
    container: Server,
    http: HttpsClient,
    home: Home,
}

impl Setup {
    fn new(config: &str, container: Server, clock: Clock) -> Self {
        let allow = Arc::new(Semaphore::new(0));
        Self {
            sts: held(&allow, assumed()),
            container,
            allow,
            clock,
            http: HttpsClient::builder().max_connections(1).build(),
            home: Home::new(config, "[base]\naws_access_key_id = BASE\naws_secret_access_key = s\n"),
        }
    }

    /// Loads credentials while another request has the only connection to STS, moves the clock by
    /// 20 seconds, and lets all go on. Returns the keys of the role.
    async fn load_late(&self) -> String {
        let (http, url) = (self.http.clone(), self.sts.url());
        let other = tokio::spawn(async move { server::call(&http, &url).await.map(drop) });
        received(&self.sts, 1).await;
        let variables = [
            ("AWS_ENDPOINT_URL_STS", self.sts.url()),
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", self.container.url()),
        ];
        let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
        let loader = self.home.loader(&variables, self.http.clone());
        let loader = loader
            .time_source(self.clock.clone())
            .retry_config(RetryConfig::disabled());
        let load = tokio::spawn(tokio::time::timeout(
            Duration::from_secs(60),
            chain::credentials(loader),
        ));
        // The keys of the container have arrived, and the request to STS waits.
        while self.container.log.closed() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        for _ in 0..20 {
            tokio::time::sleep(Duration::from_millis(1)).await;
            settle().await;
        }
        assert_eq!(self.sts.log.requests().len(), 1, "the request to STS does not wait");
        self.clock.set(20);
        self.allow.add_permits(10);
        other.await.unwrap().unwrap();
        let found = load.await.unwrap().expect("the load hangs");
        found.unwrap().access_key_id().to_owned()
    }
}

/// Starts a container that returns `KEY0`, `KEY1` and so on, each valid for ten seconds or, if
/// `are_late` is set, expired long ago.
fn container(clock: &Clock, are_late: bool) -> Server {
    let (clock, count) = (clock.clone(), Arc::new(AtomicUsize::new(0)));
    Server::start(move |mut stream, _, log| {
        let (clock, count) = (clock.clone(), Arc::clone(&count));
        async move {
            log.request(&mut stream).await;
            let expiry = match are_late {
                true => DateTime::from_secs(0),
                false => DateTime::from(clock.now() + Duration::from_secs(10)),
            };
            let expiry = expiry.fmt(DateTimeFormat::DateTime).unwrap();
            let number = count.fetch_add(1, Ordering::SeqCst);
            let keys =
                format!(r#"{{"AccessKeyId":"KEY{number}","SecretAccessKey":"s","Token":"t","Expiration":"{expiry}"}}"#);
            let _ = stream.write_all(answer("200 OK", &keys).as_bytes()).await;
        }
    })
}

#[tokio::test]
async fn a_role_is_assumed_by_keys_that_are_valid_when_the_request_is_sent() {
    let clock = Clock::default();
    let setup = Setup::new(OF_CONTAINER, container(&clock, false), clock);
    assert_eq!(setup.load_late().await, "ASSUMED");
    // The first request is the other one that held the connection.
    assert_eq!(identities(&setup.sts)[1..], ["KEY1 20260101T000020Z"]);
    assert_eq!(setup.container.log.requests().len(), 2);
}

#[tokio::test]
async fn keys_that_had_expired_when_they_were_loaded_are_left_to_sts() {
    let clock = Clock::default();
    let setup = Setup::new(OF_CONTAINER, container(&clock, true), clock);
    assert_eq!(setup.load_late().await, "ASSUMED");
    assert_eq!(identities(&setup.sts)[1..], ["KEY0 20260101T000020Z"]);
    assert_eq!(setup.container.log.requests().len(), 1);
}
