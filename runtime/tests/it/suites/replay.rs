//! A transport that returns recorded responses to the recorded requests.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use smithy_client_runtime::config::HttpClient;
use smithy_client_runtime::config::future::BoxFuture;
use smithy_client_runtime::config::http::{Body, HttpRequest};
use smithy_client_runtime::error::ConnectorError;

/// The headers of requests that must be equal to the recorded ones.
const COMPARED: [&str; 5] = [
    "authorization",
    "content-type",
    "x-amz-sso_bearer_token",
    "x-aws-ec2-metadata-token",
    "x-aws-ec2-metadata-token-ttl-seconds",
];

/// The recorded traffic, and the differences from it.
#[derive(Clone, Debug, Default)]
pub(super) struct Replay(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    expected: VecDeque<Exchange>,
    differences: Vec<String>,
}

/// The status, the headers and the body of a response.
type Reply = (u16, Vec<(String, String)>, Vec<u8>);

#[derive(Debug, Default)]
struct Exchange {
    method: String,
    uri: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
    /// Status, headers and body; `None` if the connection fails.
    response: Option<Reply>,
}

impl Replay {
    /// Reads a file of traffic, in which the events of several connections alternate.
    pub(super) fn new(traffic: &Value) -> Self {
        let mut exchanges: BTreeMap<u64, Exchange> = BTreeMap::new();
        for event in traffic["events"].as_array().into_iter().flatten() {
            let exchange = exchanges.entry(event["connection_id"].as_u64().unwrap()).or_default();
            let action = &event["action"];
            if let Some(request) = action.get("Request") {
                let request = &request["request"];
                exchange.method = request["method"].as_str().unwrap().to_owned();
                exchange.uri = request["uri"].as_str().unwrap().to_owned();
                exchange.headers = headers(&request["headers"]).into_iter().collect();
            }
            if let Some(response) = action.get("Response") {
                let response = &response["response"];
                exchange.response = response.get("Ok").map(|ok| {
                    let status = u16::try_from(ok["status"].as_u64().unwrap()).unwrap();
                    (status, headers(&ok["headers"]), Vec::new())
                });
            }
            if let Some(data) = action.get("Data") {
                let bytes = bytes(&data["data"]);
                match (data["direction"].as_str().unwrap(), &mut exchange.response) {
                    ("Response", Some((_, _, body))) => body.extend(bytes),
                    _ => exchange.body.extend(bytes),
                }
            }
        }
        let expected = exchanges.into_values().collect();
        Self(Arc::new(Mutex::new(State {
            expected,
            differences: Vec::new(),
        })))
    }

    /// Returns the differences, and the recorded requests that were not sent.
    pub(super) fn differences(&self) -> Vec<String> {
        let state = self.0.lock().unwrap();
        let missing = state
            .expected
            .iter()
            .map(|exchange| format!("not sent: {} {}", exchange.method, exchange.uri));
        state.differences.iter().cloned().chain(missing).collect()
    }

    fn answer(&self, request: &HttpRequest) -> Result<http::Response<Body>, ConnectorError> {
        let mut state = self.0.lock().unwrap();
        let Some(expected) = state.expected.pop_front() else {
            state
                .differences
                .push(format!("not recorded: {} {}", request.method(), request.uri()));
            return Err(ConnectorError::user("not recorded".into()));
        };
        let differences = expected.differences(request);
        state.differences.extend(differences);
        let Some((status, headers, body)) = expected.response else {
            return Err(ConnectorError::io("the recorded connection fails".into()));
        };
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(name, value);
        }
        Ok(response.body(Body::from(body)).unwrap())
    }
}

impl Exchange {
    fn differences(&self, request: &HttpRequest) -> Vec<String> {
        let mut differences = Vec::new();
        let mut compare = |what: &str, ours: &str, theirs: &str| {
            if ours != theirs {
                differences.push(format!("{what}: {ours:?}, recorded was {theirs:?}"));
            }
        };
        compare("method", request.method().as_str(), &self.method);
        compare("uri", &sorted(&request.uri().to_string()), &sorted(&self.uri));
        for name in COMPARED {
            let ours = request.headers().get(name).map(|value| value.to_str().unwrap());
            match (name, ours, self.headers.get(name)) {
                // The recorded keys were made unreadable after the signature.
                (_, Some(ours), Some(theirs)) if theirs.starts_with("AWS4-HMAC-SHA256") => {
                    compare(name, ours.split(' ').next().unwrap(), "AWS4-HMAC-SHA256");
                }
                (_, ours, Some(theirs)) => compare(name, ours.unwrap_or("nothing"), theirs),
                (_, _, None) => {}
            }
        }
        if self.uri.contains("sts") || self.headers.contains_key("content-type") {
            let action = |body: &[u8]| {
                String::from_utf8_lossy(body)
                    .split('&')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            };
            compare("action", &action(request.body().bytes().unwrap()), &action(&self.body));
        }
        differences
    }
}

impl HttpClient for Replay {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        Box::pin(std::future::ready(self.answer(&request)))
    }
}

/// Returns a URL with its parameters in order, and with the slash that every request has.
fn sorted(uri: &str) -> String {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let parameters: BTreeSet<_> = query.split('&').collect();
    format!("{}?{parameters:?}", path.trim_end_matches('/'))
}

fn headers(value: &Value) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    for (name, values) in value.as_object().into_iter().flatten() {
        for value in values.as_array().into_iter().flatten() {
            headers.push((name.to_lowercase(), value.as_str().unwrap().to_owned()));
        }
    }
    headers
}

fn bytes(data: &Value) -> Vec<u8> {
    use base64::Engine as _;
    match (data.get("Utf8"), data.get("Base64")) {
        (Some(text), _) => text.as_str().unwrap().as_bytes().to_vec(),
        (_, Some(text)) => base64::engine::general_purpose::STANDARD
            .decode(text.as_str().unwrap())
            .unwrap(),
        _ => Vec::new(),
    }
}
