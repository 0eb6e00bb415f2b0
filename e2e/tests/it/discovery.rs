//! Endpoint discovery, over HTTP: the hosts of the service are those of a server on this machine.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ledgers::config::retry::RetryConfig;
use ledgers::config::{AsyncSleep, Builder, Credentials, HttpClient, Region, Sleep, TimeSource};
use ledgers::{Client, Config};
use partner_central_fake::http::{Answer, Request, Server};
use serde_json::{Value, json};
use smithy_client_runtime::http::{Body, ConnectorError, HttpRequest};

/// The client under test.
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
mod ledgers {
    smithy_client_runtime::include_client!("ledgers");
}

const BASE: &str = "ledgers.us-east-1.example";
const DESCRIBE: &str = "DescribeEndpoints";

/// An HTTP client that sends all requests to one server, regardless of their host.
#[derive(Debug)]
struct Rerouted(smithy_client_runtime::http::SharedHttpClient, http::uri::Authority);

impl HttpClient for Rerouted {
    fn send(
        &self,
        mut request: HttpRequest,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<http::Response<Body>, ConnectorError>> + Send + '_>> {
        let mut uri = request.uri().clone().into_parts();
        uri.scheme = Some(http::uri::Scheme::HTTP);
        uri.authority = Some(self.1.clone());
        *request.uri_mut() = http::Uri::from_parts(uri).unwrap();
        self.0.send(request)
    }
}

#[derive(Clone, Debug)]
struct Clock(Arc<Mutex<SystemTime>>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(SystemTime::now())))
    }

    fn advance(&self, seconds: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(seconds);
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

/// A service with one script of responses for its discovery and another one for all other
/// operations. The last response of a script is repeated.
struct Service(Server);

impl Service {
    async fn start(endpoints: Vec<Answer>, others: Vec<Answer>) -> Self {
        let scripts = Mutex::new((endpoints, others));
        let any_port = ([127, 0, 0, 1], 0).into();
        let server = Server::bind(any_port, true, move |request: &Request| {
            let mut scripts = scripts.lock().unwrap();
            let script = match operation(request) {
                DESCRIBE => &mut scripts.0,
                _ => &mut scripts.1,
            };
            match script.len() {
                0 | 1 => script.first().cloned().unwrap_or_else(|| Answer::json(200, &json!({}))),
                _ => script.remove(0),
            }
        });
        Self(server.await.unwrap())
    }

    fn config(&self) -> Builder {
        let authority = self.0.url().strip_prefix("http://").unwrap().parse().unwrap();
        let transport =
            smithy_client_runtime::http::SharedHttpClient::new(ledgers::config::http::HttpsClient::builder().build());
        Config::builder()
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::from_keys("AKID", "SECRET", None))
            .retry_config(RetryConfig::disabled())
            .http_client(Rerouted(transport, authority))
    }

    /// Returns the requests so far: the operation and the host of each.
    fn requests(&self) -> Vec<(String, String)> {
        let requests = self.0.requests();
        let pair = |request: &Request| {
            let host = request.header("host").unwrap().to_owned();
            (operation(request).to_owned(), host)
        };
        requests.iter().map(pair).collect()
    }

    /// Checks the operations and the hosts of all requests.
    fn assert_requests(&self, expected: &[(&str, &str)]) {
        let found = self.requests();
        let found: Vec<_> = found
            .iter()
            .map(|(name, host)| (name.as_str(), host.as_str()))
            .collect();
        assert_eq!(found, expected);
    }
}

fn operation(request: &Request) -> &str {
    request.header("x-amz-target").unwrap().split_once('.').unwrap().1
}

fn endpoint(address: &str, minutes: i64) -> Answer {
    let endpoint = json!({ "Address": address, "CachePeriodInMinutes": minutes });
    Answer::json(200, &json!({ "Endpoints": [endpoint] }))
}

fn failure() -> Answer {
    Answer::json(
        403,
        &json!({ "__type": "AccessDeniedException", "message": "not yours" }),
    )
}

fn moved() -> Answer {
    Answer::json(421, &json!({ "__type": "example.ledgers#MovedException" }))
}

fn done() -> Answer {
    Answer::json(200, &json!({}))
}

#[tokio::test]
async fn an_endpoint_is_discovered_once() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    client.list_ledgers().send().await.unwrap();
    client.list_ledgers().send().await.unwrap();
    // The operation itself goes to the endpoint of the rules.
    client.describe_endpoints().send().await.unwrap();
    service.assert_requests(&[
        (DESCRIBE, BASE),
        ("ListLedgers", "cell-1.example"),
        ("ListLedgers", "cell-1.example"),
        (DESCRIBE, BASE),
    ]);
}

#[tokio::test]
async fn calls_at_once_share_a_discovery() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    let (a, b, c) = (client.list_ledgers(), client.list_ledgers(), client.list_ledgers());
    let (a, b, c) = tokio::join!(a.send(), b.send(), c.send());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    let discoveries = service.requests().into_iter().filter(|(name, _)| name == DESCRIBE);
    assert_eq!(discoveries.count(), 1);
}

#[tokio::test]
async fn endpoints_differ_by_identifiers_and_keys() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    for name in ["a", "b", "a"] {
        client.get_ledger().name(name).send().await.unwrap();
    }
    let other = Config::builder().credentials_provider(Credentials::from_keys("OTHER", "SECRET", None));
    let call = client.get_ledger().name("a").customize().config_override(other);
    call.send().await.unwrap();
    let requests = service.0.requests();
    let discoveries = requests.iter().filter(|request| operation(request) == DESCRIBE);
    let inputs: Vec<Value> = discoveries
        .map(|request| serde_json::from_slice(&request.body).unwrap())
        .collect();
    let input = |name: &str| json!({ "Operation": "GetLedger", "Identifiers": { "Name": name } });
    assert_eq!(inputs, [input("a"), input("b"), input("a")]);
    // Without identifiers, the operation is not sent either.
    client.list_ledgers().send().await.unwrap();
    let requests = service.0.requests();
    let last = requests.iter().rfind(|request| operation(request) == DESCRIBE).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&last.body).unwrap(), json!({}));
}

#[tokio::test]
async fn an_endpoint_is_refreshed_before_it_expires() {
    let (clock, cells) = (
        Clock::new(),
        vec![endpoint("cell-1.example", 60), endpoint("cell-2.example", 60)],
    );
    let service = Service::start(cells, vec![done()]).await;
    let client = Client::from_conf(service.config().time_source(clock.clone()).build());
    client.list_ledgers().send().await.unwrap();
    clock.advance(54 * 60);
    client.list_ledgers().send().await.unwrap();
    // In the last five minutes a call starts the refresh, and does not wait for it.
    clock.advance(2 * 60);
    client.list_ledgers().send().await.unwrap();
    while service.requests().iter().filter(|(name, _)| name == DESCRIBE).count() < 2 {
        tokio::task::yield_now().await;
    }
    clock.advance(5 * 60);
    client.list_ledgers().send().await.unwrap();
    let calls: Vec<_> = service
        .requests()
        .into_iter()
        .filter(|(name, _)| name != DESCRIBE)
        .collect();
    let hosts: Vec<_> = calls.iter().map(|(_, host)| host.as_str()).collect();
    assert_eq!(
        hosts,
        ["cell-1.example", "cell-1.example", "cell-1.example", "cell-2.example"]
    );
}

#[tokio::test]
async fn a_required_endpoint_that_is_not_discovered_is_an_error() {
    let service = Service::start(vec![failure(), endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    let error = client.list_ledgers().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListLedgers: nothing was sent: DescribeEndpoints did not return the endpoint: AccessDeniedException: not yours"
    );
    client.list_ledgers().send().await.unwrap();
    for response in [
        json!({}),
        json!({ "Endpoints": [] }),
        json!({ "Endpoints": [{ "Address": "" }] }),
    ] {
        let service = Service::start(vec![Answer::json(200, &response)], vec![done()]).await;
        let client = Client::from_conf(service.config().build());
        let error = client.list_ledgers().send().await.unwrap_err().to_string();
        assert!(
            error.ends_with("the response has no endpoint with an address"),
            "{error}"
        );
    }
    for address in ["a b", "user@cell.example", "ftp://cell.example", "cell.example?x"] {
        let service = Service::start(vec![endpoint(address, 60)], vec![done()]).await;
        let client = Client::from_conf(service.config().build());
        let error = client.list_ledgers().send().await.unwrap_err().to_string();
        assert!(error.contains("is not an http or https URL"), "{error}");
    }
}

#[tokio::test]
async fn the_last_endpoint_is_used_while_discovery_fails() {
    let clock = Clock::new();
    let service = Service::start(vec![endpoint("cell-1.example", 1), failure()], vec![done()]).await;
    let client = Client::from_conf(service.config().time_source(clock.clone()).build());
    for _ in 0..3 {
        client.list_ledgers().send().await.unwrap();
        clock.advance(2 * 60);
    }
    clock.advance(10);
    client.list_ledgers().send().await.unwrap();
    // A discovery that failed is not repeated for a minute.
    client.list_ledgers().send().await.unwrap();
    let requests = service.requests();
    assert_eq!(requests.iter().filter(|(name, _)| name == DESCRIBE).count(), 4);
    assert!(
        requests
            .iter()
            .all(|(name, host)| name == DESCRIBE || host == "cell-1.example")
    );
}

#[tokio::test]
async fn an_optional_endpoint_is_discovered_if_the_config_enables_it() {
    let clock = Clock::new();
    let service = Service::start(vec![failure(), endpoint("cell-1.example", 60)], vec![done()]).await;
    let config = service.config().time_source(clock.clone());
    let put = async |client: &Client| client.put_entry().entry("1").send().await.unwrap();
    put(&Client::from_conf(config.clone().build())).await;
    put(&Client::from_conf(
        config.clone().endpoint_discovery_enabled(false).build(),
    ))
    .await;
    service.assert_requests(&[("PutEntry", BASE); 2]);
    let client = Client::from_conf(config.endpoint_discovery_enabled(true).build());
    put(&client).await;
    put(&client).await;
    clock.advance(61);
    put(&client).await;
    service.assert_requests(&[
        ("PutEntry", BASE),
        ("PutEntry", BASE),
        (DESCRIBE, BASE),
        ("PutEntry", BASE),
        ("PutEntry", BASE),
        (DESCRIBE, BASE),
        ("PutEntry", "cell-1.example"),
    ]);
}

#[tokio::test]
async fn a_wrong_endpoint_is_discovered_again_and_the_call_repeated_once() {
    let cells = vec![endpoint("cell-1.example", 60), endpoint("cell-2.example", 60)];
    let service = Service::start(cells.clone(), vec![moved(), done()]).await;
    let client = Client::from_conf(service.config().build());
    client.get_ledger().name("a").send().await.unwrap();
    service.assert_requests(&[
        (DESCRIBE, BASE),
        ("GetLedger", "cell-1.example"),
        (DESCRIBE, BASE),
        ("GetLedger", "cell-2.example"),
    ]);
    // An operation that is not idempotent is repeated too: the request had no effect.
    let service = Service::start(cells.clone(), vec![moved(), done()]).await;
    let client = Client::from_conf(service.config().endpoint_discovery_enabled(true).build());
    client.put_entry().entry("1").send().await.unwrap();
    assert_eq!(service.requests().len(), 4);
    let service = Service::start(cells, vec![moved()]).await;
    let client = Client::from_conf(service.config().build());
    let error = client.get_ledger().name("a").send().await.unwrap_err();
    assert!(error.into_service_error().is_moved_exception());
    assert_eq!(service.requests().len(), 4);
    // The next call discovers the endpoint again.
    assert!(client.get_ledger().name("a").send().await.is_err());
    assert_eq!(service.requests().len(), 8);
}

#[tokio::test]
async fn an_endpoint_url_takes_precedence() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let config = service.config().endpoint_url("http://mine.example").build();
    Client::from_conf(config).list_ledgers().send().await.unwrap();
    service.assert_requests(&[("ListLedgers", "mine.example")]);
}

#[tokio::test]
async fn a_required_discovery_that_is_disabled_is_an_error() {
    let service = Service::start(Vec::new(), Vec::new()).await;
    let client = Client::from_conf(service.config().endpoint_discovery_enabled(false).build());
    let error = client.list_ledgers().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListLedgers: nothing was sent: the operation needs endpoint discovery, which the config disables: enable it with `endpoint_discovery_enabled`, or set `endpoint_url`"
    );
    service.assert_requests(&[]);
}

#[tokio::test]
async fn warming_up_discovers_the_endpoint() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    client.warm_up().await.unwrap();
    service.assert_requests(&[(DESCRIBE, BASE)]);
    client.list_ledgers().send().await.unwrap();
    service.assert_requests(&[(DESCRIBE, BASE), ("ListLedgers", "cell-1.example")]);
    let service = Service::start(vec![failure()], Vec::new()).await;
    let error = Client::from_conf(service.config().build()).warm_up().await.unwrap_err();
    assert!(error.to_string().contains("AccessDeniedException"), "{error}");
    let custom = service.config().endpoint_url("http://mine.example").build();
    Client::from_conf(custom).warm_up().await.unwrap();
    service.assert_requests(&[(DESCRIBE, BASE)]);
}

#[tokio::test]
async fn a_program_written_for_the_official_crate_discovers_and_reloads() {
    let clock = Clock::new();
    let cells = vec![
        endpoint("cell-1.example", 60),
        failure(),
        endpoint("cell-2.example", 60),
    ];
    let service = Service::start(cells, vec![done()]).await;
    let client = Client::from_conf(service.config().time_source(clock.clone()).build());
    let (client, reload) = client.with_endpoint_discovery_enabled().await.unwrap();
    service.assert_requests(&[(DESCRIBE, BASE)]);
    // A reload that fails keeps the endpoint.
    reload.reload_once().await;
    client.list_ledgers().send().await.unwrap();
    clock.advance(61);
    reload.reload_once().await;
    client.list_ledgers().send().await.unwrap();
    service.assert_requests(&[
        (DESCRIBE, BASE),
        (DESCRIBE, BASE),
        ("ListLedgers", "cell-1.example"),
        (DESCRIBE, BASE),
        ("ListLedgers", "cell-2.example"),
    ]);
    let service = Service::start(vec![failure()], Vec::new()).await;
    let client = Client::from_conf(service.config().build());
    assert!(client.with_endpoint_discovery_enabled().await.is_err());
}

#[tokio::test]
async fn a_program_written_for_the_official_crate_discovers_at_an_endpoint_url() {
    let cells = vec![
        endpoint("cell-1.example", 60),
        failure(),
        endpoint("cell-2.example", 60),
    ];
    let service = Service::start(cells, vec![moved(), done()]).await;
    let config = service.config().endpoint_url("http://mine.example").build();
    let client = Client::from_conf(config);
    let (discovering, reload) = client.clone().with_endpoint_discovery_enabled().await.unwrap();
    reload.reload_once().await;
    discovering.list_ledgers().send().await.unwrap();
    // The first client still calls its URL.
    client.list_ledgers().send().await.unwrap();
    service.assert_requests(&[
        (DESCRIBE, "mine.example"),
        (DESCRIBE, "mine.example"),
        ("ListLedgers", "cell-1.example"),
        (DESCRIBE, "mine.example"),
        ("ListLedgers", "cell-2.example"),
        ("ListLedgers", "mine.example"),
    ]);
}

/// A timer whose minutes are over at once, and advance the clock. Other times never end.
#[derive(Clone, Debug)]
struct FastMinutes(Clock);

impl AsyncSleep for FastMinutes {
    fn sleep(&self, duration: Duration) -> Sleep {
        if duration != Duration::from_secs(60) {
            return Sleep::new(std::future::pending());
        }
        self.0.advance(60);
        Sleep::new(tokio::task::yield_now())
    }
}

#[tokio::test]
async fn the_reload_task_ends_with_the_client() {
    let clock = Clock::new();
    let cells = vec![endpoint("cell-1.example", 10), endpoint("cell-2.example", 10)];
    let service = Service::start(cells, vec![done()]).await;
    let config = service
        .config()
        .time_source(clock.clone())
        .sleep_impl(FastMinutes(clock));
    let client = Client::from_conf(config.build());
    let (client, reload) = client.with_endpoint_discovery_enabled().await.unwrap();
    let task: ledgers::endpoint_discovery::ReloadEndpoint = reload;
    let task = tokio::spawn(task.reload_task());
    // The program calls nothing, and the endpoint is discovered again.
    while service.requests().len() < 3 {
        tokio::task::yield_now().await;
    }
    drop(client);
    task.await.unwrap();
    assert!(service.requests().iter().all(|(name, _)| name == DESCRIBE));
}

#[tokio::test]
async fn presigned_requests_go_to_the_discovered_endpoint() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    let expiry = ledgers::presigning::PresigningConfig::expires_in(Duration::from_secs(60)).unwrap();
    let presigned = client.list_ledgers().presigned(expiry).await.unwrap();
    assert!(
        presigned.uri().starts_with("https://cell-1.example/?"),
        "{}",
        presigned.uri()
    );
}
