//! Helpers of all protocol tests: transports, and the comparison of requests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::service::config::{Builder, Credentials, Login, Region, Token, http_client_fn};
use crate::service::error::{ProvideErrorMetadata, SdkError};
use crate::service::primitives::BigDecimal;
use crate::service::{Client, Config, Error};

type Request = http::Request<Bytes>;

/// A transport that keeps what it is given.
#[derive(Default)]
pub(crate) struct Recorder {
    sent: Arc<Mutex<Vec<Request>>>,
}

impl Recorder {
    pub(crate) fn client(&self, settings: &Settings) -> Client {
        let sent = Arc::clone(&self.sent);
        client(settings, move |request| {
            sent.lock().unwrap().push(request);
            http::Response::new(Bytes::new())
        })
    }

    /// Returns the request that a call sends. The result of the call does not matter.
    pub(crate) fn sent<O, E: Debug>(&self, call: impl Future<Output = Result<O, E>>) -> Request {
        let result = wait(call);
        match (self.sent.lock().unwrap().pop(), result) {
            (Some(request), _) => request,
            (None, Err(error)) => panic!("nothing was sent: {error:?}"),
            (None, Ok(_)) => panic!("nothing was sent"),
        }
    }
}

/// Returns a client whose service always responds with this.
pub(crate) fn answering(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Client {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(body.into()).unwrap();
    client(&DEFAULT, move |_| response.clone())
}

/// The settings where a case has none.
pub(crate) const DEFAULT: Settings = Settings {
    endpoint: Some("https://example.com"),
    region: None,
    use_dual_stack: false,
    params: &[],
};

/// The settings of a client that cases differ in.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) endpoint: Option<&'static str>,
    pub(crate) region: Option<&'static str>,
    pub(crate) use_dual_stack: bool,
    pub(crate) params: &'static [(&'static str, bool)],
}

/// Returns a client with this transport.
pub(crate) fn client(
    settings: &Settings,
    transport: impl Fn(Request) -> http::Response<Bytes> + Send + Sync + 'static,
) -> Client {
    let mut config = params(settings.params)
        .region(Region::new(settings.region.unwrap_or("us-east-1")))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "static"))
        .bearer_token(Token::from("TOKEN"))
        .api_key(Token::from("KEY"))
        .basic_auth_login(Login::new("user", "PASSWORD", None))
        .use_dual_stack(settings.use_dual_stack)
        .http_client(http_client_fn(transport));
    config.set_endpoint_url(settings.endpoint.map(str::to_owned));
    Client::from_conf(config.build())
}

/// Returns a config with endpoint parameters of the service.
pub(crate) fn params(params: &[(&'static str, bool)]) -> Builder {
    let mut config = Config::builder();
    for (name, value) in params {
        config.set_endpoint_param(name, Some(smithy_client_runtime::endpoint::Value::Boolean(*value)));
    }
    config
}

/// Runs a call. The transport responds at once, so nothing waits for long.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::yield_now(),
        }
    }
}

/// Returns the result of a call.
pub(crate) fn output<O>(call: impl Future<Output = Result<O, SdkError<Error>>>) -> O {
    match wait(call) {
        Ok(output) => output,
        Err(error) => panic!("the call failed: {error}"),
    }
}

/// Returns the error that a call returns.
pub(crate) fn error<O: Debug>(call: impl Future<Output = Result<O, SdkError<Error>>>) -> Error {
    match wait(call) {
        Ok(output) => panic!("the call succeeded: {output:?}"),
        Err(error @ SdkError::ServiceError(_)) => error.into_service_error(),
        Err(error) => panic!("no error of the service: {error}"),
    }
}

/// Returns the parts of an error that are not members.
pub(crate) fn check_metadata(error: &Error, code: &str, status: u16) {
    assert_eq!(error.code(), Some(code), "the code of {error:?}");
    assert_eq!(error.meta().status(), Some(status), "the status of {error:?}");
}

/// Returns an error of another variant than the one that was expected.
pub(crate) fn another(error: &Error) -> ! {
    panic!("another error: {error:?}")
}

/// A request as the case describes it.
#[derive(Default)]
pub(crate) struct ExpectedRequest {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) host: Option<&'static str>,
    pub(crate) query: &'static [&'static str],
    pub(crate) forbid_query: &'static [&'static str],
    pub(crate) require_query: &'static [&'static str],
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) forbid_headers: &'static [&'static str],
    pub(crate) require_headers: &'static [&'static str],
    pub(crate) body: Option<Body>,
}

/// A body, by the way in which it is compared.
pub(crate) enum Body {
    Json(&'static str),
    /// By a function of another module.
    By(fn(&[u8], &str, &mut Vec<String>), &'static str),
    Bytes(&'static str),
}

/// Compares everything that the case lists, and reports all differences at once.
pub(crate) fn check_request(sent: &Request, expected: &ExpectedRequest) {
    let mut problems = Vec::new();
    let mut differs = |what: &str, actual: &str, expected: &str| {
        if actual != expected {
            problems.push(format!("{what}: {actual:?}, expected {expected:?}"));
        }
    };
    differs("method", sent.method().as_str(), expected.method);
    differs("path", sent.uri().path(), expected.path);
    if let Some(host) = expected.host {
        differs("host", sent.uri().host().unwrap_or_default(), host);
    }
    for (name, value) in expected.headers {
        let values: Vec<_> = sent
            .headers()
            .get_all(*name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        let values = with_expected_token(&values.join(", "), value);
        differs(&format!("header {name}"), &values, value);
    }
    for name in expected
        .require_headers
        .iter()
        .filter(|name| !sent.headers().contains_key(**name))
    {
        problems.push(format!("header {name} is missing"));
    }
    for name in expected
        .forbid_headers
        .iter()
        .filter(|name| sent.headers().contains_key(**name))
    {
        problems.push(format!("header {name} must not be there"));
    }
    let query = with_expected_token(sent.uri().query().unwrap_or_default(), &expected.query.concat());
    check_query(&query, expected, &mut problems);
    match &expected.body {
        Some(Body::Bytes(body)) if sent.body() != body.as_bytes() => {
            problems.push(format!("body: {:?}, expected {body:?}", sent.body()))
        }
        Some(Body::Json(body)) => {
            let sent = with_expected_token(&String::from_utf8_lossy(sent.body()), body);
            check_json(sent.as_bytes(), body, &mut problems);
        }
        Some(Body::By(check, body)) => check(sent.body(), body, &mut problems),
        Some(Body::Bytes(_)) | None => {}
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The idempotency token that test cases expect, which assume a generator that always makes this
/// one.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// Replaces the first random token (a UUID of version 4) by the one that the case expects, if it
/// expects one.
pub(crate) fn with_expected_token(actual: &str, expected: &str) -> String {
    if !expected.contains(TOKEN) {
        return actual.to_owned();
    }
    let starts = actual.char_indices().map(|(at, _)| at);
    let token = starts.filter_map(|at| actual.get(at..at + TOKEN.len())).find(|text| is_token(text));
    token.map_or(actual.to_owned(), |token| actual.replace(token, TOKEN))
}

fn is_token(text: &str) -> bool {
    text.char_indices().all(|(at, character)| match at {
        8 | 13 | 18 | 23 => character == '-',
        14 => character == '4',
        19 => matches!(character, '8' | '9' | 'a' | 'b'),
        _ => character.is_ascii_hexdigit(),
    })
}

fn check_query(query: &str, expected: &ExpectedRequest, problems: &mut Vec<String>) {
    let mut parts: Vec<_> = query.split('&').filter(|part| !part.is_empty()).collect();
    let keys: BTreeSet<_> = parts.iter().map(|part| part.split('=').next().unwrap_or_default()).collect();
    for wanted in expected.query {
        match parts.iter().position(|part| part == wanted) {
            Some(at) => drop(parts.remove(at)),
            None => problems.push(format!("query: {wanted:?} is missing in {query:?}")),
        }
    }
    for key in expected.require_query.iter().filter(|key| !keys.contains(**key)) {
        problems.push(format!("query: {key:?} is missing in {query:?}"));
    }
    for key in expected.forbid_query.iter().filter(|key| keys.contains(**key)) {
        problems.push(format!("query: {key:?} must not be there"));
    }
}

fn check_json(actual: &[u8], expected: &str, problems: &mut Vec<String>) {
    let expected: &RawValue = serde_json::from_str(expected).unwrap();
    match serde_json::from_slice::<&RawValue>(actual) {
        Ok(actual) => compare_json(actual, expected, "body", problems),
        Err(error) => problems.push(format!("the body is not JSON: {error}")),
    }
}

/// Compares JSON values, numbers by all of their digits.
fn compare_json(actual: &RawValue, expected: &RawValue, path: &str, problems: &mut Vec<String>) {
    type Object<'a> = BTreeMap<String, &'a RawValue>;
    let (left, right) = (actual.get(), expected.get());
    let object = |text| serde_json::from_str::<Object<'_>>(text).ok();
    let array = |text| serde_json::from_str::<Vec<&RawValue>>(text).ok();
    if let (Some(actual), Some(expected)) = (object(left), object(right)) {
        for name in expected.keys().filter(|name| !actual.contains_key(*name)) {
            problems.push(format!("{path}.{name} is missing"));
        }
        for (name, value) in &actual {
            match expected.get(name) {
                Some(expected) => compare_json(value, expected, &format!("{path}.{name}"), problems),
                None => problems.push(format!("{path}.{name} must not be there")),
            }
        }
    } else if let (Some(actual), Some(expected)) = (array(left), array(right)) {
        if actual.len() != expected.len() {
            problems.push(format!("{path} has {} elements, expected {}", actual.len(), expected.len()));
        }
        for (at, (actual, expected)) in actual.iter().zip(&expected).enumerate() {
            compare_json(actual, expected, &format!("{path}[{at}]"), problems);
        }
    } else if !same_scalar(left, right) {
        problems.push(format!("{path}: {left}, expected {right}"));
    }
}

fn same_scalar(left: &str, right: &str) -> bool {
    let string = |text| serde_json::from_str::<String>(text).ok();
    let number = |text: &str| text.parse::<BigDecimal>().ok();
    match (string(left), string(right)) {
        (None, None) => left == right || number(left).is_some_and(|left| Some(left) == number(right)),
        (left, right) => left == right,
    }
}
