//! Endpoint discovery, over HTTP: the hosts of the service are those of a server on this machine.

mod cache;
mod reload;
mod settings;

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use partner_central_fake::http::{Answer, Request, Server};
use serde_json::json;
use smithy_client_runtime::http::{Body, ConnectorError, HttpRequest};

/// The client under test.
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
mod ledgers {
    smithy_client_runtime::include_client!("ledgers");
}

use ledgers::config::retry::RetryConfig;

use ledgers::config::{Builder, Credentials, HttpClient, Region, TimeSource};

use ledgers::Config;

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
