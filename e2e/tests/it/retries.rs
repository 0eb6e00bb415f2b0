//! Retries: the failures that are retried, the number of attempts, the pauses, and the caller's
//! error.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use e2e::{Answer, Server};
use partnercentral_selling::config::future::BoxFuture;
use partnercentral_selling::config::http::{Body, HttpClient, HttpRequest};
use partnercentral_selling::config::retry::{AmbiguousFailures, RetryConfig};
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::config::{AsyncSleep, Builder, Credentials, Region, Sleep};
use partnercentral_selling::error::{ConnectorError, ProvideErrorMetadata, SdkError};
use partnercentral_selling::{Client, Config, Error};
use serde_json::json;

/// The end of an attempt.
#[derive(Clone, Copy, Debug)]
enum End {
    Success,
    Status(u16),
    Code(u16, &'static str),
    Header(u16, &'static str, &'static str),
    Refused,
    Reset,
    /// A reset of a connection that had been used before.
    Stale,
    Silence,
    User,
}
use End::{Code, Header, Refused, Reset, Silence, Stale, Status, Success, User};

/// A transport that plays a script, and the pauses between its attempts, which take no time.
#[derive(Clone, Debug, Default)]
struct Script {
    ends: Arc<Mutex<VecDeque<End>>>,
    requests: Arc<Mutex<Vec<HttpRequest>>>,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl Script {
    fn new(ends: &[End]) -> Self {
        let script = Self::default();
        script.ends.lock().unwrap().extend(ends);
        script
    }

    fn config(&self) -> Builder {
        Config::builder()
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::from_keys("AKID", "SECRET", None))
            .timeout_config(TimeoutConfig::disabled())
            .http_client(self.clone())
            .sleep_impl(self.clone())
    }

    fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    fn attempts(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    fn pauses(&self) -> Vec<u128> {
        self.pauses.lock().unwrap().iter().map(Duration::as_millis).collect()
    }
}

impl HttpClient for Script {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        self.requests.lock().unwrap().push(request);
        let end = self.ends.lock().unwrap().pop_front().expect("no attempt was expected");
        let response = |status: u16, headers: &[(&str, &str)]| {
            let response = http::Response::builder().status(status);
            let response = headers
                .iter()
                .fold(response, |response, (name, value)| response.header(*name, *value));
            Ok(response.body(Body::from("{}")).unwrap())
        };
        Box::pin(std::future::ready(match end {
            Success => response(200, &[]),
            Status(status) => response(status, &[]),
            Code(status, code) => response(status, &[("x-amzn-errortype", code)]),
            Header(status, name, value) => response(status, &[(name, value)]),
            Refused => Err(ConnectorError::io("connection refused".into()).unsent()),
            Reset => Err(ConnectorError::io("connection reset".into())),
            Stale => Err(ConnectorError::io("connection closed".into()).reused_connection()),
            Silence => Err(ConnectorError::timeout("nothing for a minute".into())),
            User => Err(ConnectorError::user("no such thing".into())),
        }))
    }
}

impl AsyncSleep for Script {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.pauses.lock().unwrap().push(duration);
        Sleep::new(std::future::ready(()))
    }
}

/// Operations that differ in what repeating them does.
#[derive(Clone, Copy, Debug)]
enum Call {
    /// `smithy.api#readonly`
    Get,
    /// With a `ClientToken`.
    Create,
    /// `smithy.api#idempotent`
    Stop,
    /// None of these.
    Assign,
}
use Call::{Assign, Create, Get, Stop};

async fn send(client: &Client, call: Call) -> Result<(), SdkError<Error>> {
    match call {
        Get => {
            let call = client.get_opportunity().catalog("Sandbox").identifier("O1");
            call.send().await.map(drop)
        }
        Create => client.create_opportunity().catalog("Sandbox").send().await.map(drop),
        Stop => {
            let call = client.stop_resource_snapshot_job().catalog("Sandbox");
            call.resource_snapshot_job_identifier("job-0123456789abcd")
                .send()
                .await
                .map(drop)
        }
        Assign => {
            let assignee = partnercentral_selling::types::AssigneeContact::builder();
            let assignee = assignee
                .first_name("A")
                .last_name("B")
                .email("a@example.com")
                .business_title("C");
            let call = client.assign_opportunity().catalog("Sandbox").identifier("O1");
            call.assignee(assignee.build().unwrap()).send().await.map(drop)
        }
    }
}

#[tokio::test]
async fn an_attempt_is_followed_by_another_where_that_helps_and_harms_nobody() {
    // How the attempts end, how many are made, whether the call succeeds, whether it may have taken
    // effect.
    let table: &[(Call, &[End], bool, bool)] = &[
        (Assign, &[Success], true, false),
        (Assign, &[Status(500), Success], true, false),
        (Assign, &[Status(503), Status(503), Success], true, false),
        (Assign, &[Status(500), Status(500), Status(500)], false, false),
        (Assign, &[Status(429), Success], true, false),
        (Assign, &[Code(400, "ThrottlingException"), Success], true, false),
        (Assign, &[Code(400, "RequestTimeout"), Success], true, false),
        (Assign, &[Code(400, "ValidationException")], false, false),
        (Assign, &[Code(500, "InternalServerException"), Success], true, false),
        (Assign, &[Status(400)], false, false),
        (Assign, &[Status(501)], false, false),
        // The request was not sent.
        (Assign, &[Refused, Refused, Success], true, false),
        (Assign, &[User], false, false),
        // Sent, with an unknown effect.
        (Assign, &[Reset], false, true),
        (Assign, &[Silence], false, true),
        (Assign, &[Status(502)], false, true),
        (Assign, &[Status(504)], false, true),
        (Assign, &[Refused, Reset], false, true),
        // An error response of the service counts as a response.
        (Assign, &[Code(502, "InternalServerException"), Success], true, false),
        // Safe by the model.
        (Get, &[Reset, Success], true, false),
        (Get, &[Reset, Silence, Reset], false, false),
        (Create, &[Reset, Silence, Success], true, false),
        (Create, &[Reset, Code(400, "ValidationException")], false, true),
        (Create, &[Silence, Silence, Silence], false, true),
        (Stop, &[Status(504), Success], true, false),
    ];
    for (call, ends, succeeds, may_have_taken_effect) in table {
        let script = Script::new(ends);
        let result = send(&script.client(), *call).await;
        assert_eq!(script.attempts(), ends.len(), "{call:?} {ends:?}");
        assert_eq!(result.is_ok(), *succeeds, "{call:?} {ends:?}: {result:?}");
        let Err(error) = result else { continue };
        assert_eq!(error.attempts() as usize, ends.len(), "{ends:?}");
        assert_eq!(error.may_have_taken_effect(), *may_have_taken_effect, "{ends:?}");
        assert_eq!(
            error.to_string().contains("may have taken effect"),
            *may_have_taken_effect,
            "{error}"
        );
        assert_eq!(error.to_string().contains(" attempts)"), ends.len() > 1, "{error}");
    }
}

#[tokio::test]
async fn the_policy_can_be_changed() {
    let one = RetryConfig::disabled();
    let five = RetryConfig::standard().with_max_attempts(5);
    let always = RetryConfig::standard().with_ambiguous_failures(AmbiguousFailures::RetryAlways);
    let never = RetryConfig::standard().with_ambiguous_failures(AmbiguousFailures::ReturnAlways);
    let table: &[(&RetryConfig, Call, &[End])] = &[
        (&one, Get, &[Status(500)]),
        (&five, Get, &[Status(500), Reset, Status(429), Refused, Success]),
        (&always, Assign, &[Reset, Success]),
        (&never, Get, &[Reset]),
        (&never, Get, &[Refused, Success]),
    ];
    for (config, call, ends) in table {
        let script = Script::new(ends);
        let client = Client::from_conf(script.config().retry_config((*config).clone()).build());
        let result = send(&client, *call).await;
        assert_eq!(script.attempts(), ends.len(), "{ends:?}: {result:?}");
        assert_eq!(result.is_ok(), matches!(ends.last(), Some(Success)), "{ends:?}");
        let max = config.max_attempts();
        for (i, request) in script.requests.lock().unwrap().iter().enumerate() {
            assert_eq!(
                request.headers()["amz-sdk-request"],
                format!("attempt={}; max={max}", i + 1)
            );
        }
    }
}

#[tokio::test]
async fn pauses_grow_and_the_service_can_make_them_longer() {
    // The longest that each pause may be, and the shortest, in milliseconds.
    type Pauses = &'static [(u128, u128)];
    let table: &[(&[End], Pauses)] = &[
        (&[Status(500), Status(500), Success], &[(0, 50), (0, 100)]),
        (&[Status(429), Status(429), Success], &[(0, 1000), (0, 2000)]),
        (&[Header(503, "retry-after", "7"), Success], &[(7000, 7000)]),
        (&[Header(503, "retry-after", "21")], &[]),
        (&[Header(503, "x-amz-retry-after", "3000"), Success], &[(3000, 3000)]),
        (&[Header(503, "x-amz-retry-after", "900000"), Success], &[(5000, 5050)]),
        (&[Header(503, "retry-after", "soon"), Success], &[(0, 50)]),
    ];
    for (ends, expected) in table {
        let script = Script::new(ends);
        let _ = send(&script.client(), Get).await;
        assert_eq!(script.attempts(), ends.len(), "{ends:?}");
        let pauses = script.pauses();
        // A pause of zero is skipped.
        assert!(pauses.len() <= expected.len(), "{ends:?}: {pauses:?}");
        for (pause, (least, most)) in pauses.iter().zip(*expected) {
            assert!(pause >= least && pause <= most, "{ends:?}: {pauses:?}");
        }
    }
}

#[tokio::test]
async fn an_outage_is_not_made_worse() {
    let script = Script::new(&[Status(500); 236]);
    let client = script.client();
    let mut attempts = Vec::new();
    for _ in 0..200 {
        let error = send(&client, Get).await.unwrap_err();
        attempts.push(error.attempts());
    }
    // 500 tokens pay for 35 retries of 14 each, for any number of calls.
    assert_eq!(script.attempts(), 200 + 35);
    assert_eq!(attempts.first(), Some(&3));
    assert_eq!(attempts.last(), Some(&1));
    assert!(client.clone().config().retry_config().is_none());
}

#[tokio::test]
async fn the_token_and_the_call_stay_the_same_over_all_attempts() {
    let script = Script::new(&[Reset, Status(503), Success]);
    send(&script.client(), Create).await.unwrap();
    let requests = script.requests.lock().unwrap();
    let token = |request: &HttpRequest| {
        let body: serde_json::Value = serde_json::from_slice(request.body().bytes().unwrap()).unwrap();
        body["ClientToken"].as_str().unwrap().to_owned()
    };
    assert_eq!(token(&requests[0]).len(), 36);
    for (i, request) in requests.iter().enumerate() {
        assert_eq!(token(request), token(&requests[0]));
        let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            header("amz-sdk-invocation-id"),
            requests[0].headers()["amz-sdk-invocation-id"]
        );
        assert_eq!(header("amz-sdk-request"), format!("attempt={}; max=3", i + 1));
    }
}

#[tokio::test]
async fn the_adaptive_mode_holds_attempts_back_after_throttling() {
    let mut ends = vec![Success; 20];
    ends.extend([Status(429), Status(429), Success]);
    ends.extend([Success; 50]);
    let script = Script::new(&ends);
    let config = script.config().retry_config(RetryConfig::adaptive());
    let client = Client::from_conf(config.build());
    for _ in 0..20 {
        send(&client, Get).await.unwrap();
    }
    assert_eq!(script.pauses(), Vec::<u128>::new());
    send(&client, Get).await.unwrap();
    let before = script.pauses().len();
    for _ in 0..50 {
        send(&client, Get).await.unwrap();
    }
    // Pauses take no time here, so that the rate is never reached and each attempt waits longer
    // than the one before.
    let pauses = script.pauses()[before..].to_vec();
    assert!(pauses.len() > 40, "{pauses:?}");
    assert!(pauses.last() > pauses.first(), "{pauses:?}");
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_corrected_by_the_answers() {
    for hours in [-1_i64, 1] {
        let server = Server::always(Answer::json(200, &json!({}))).await.unwrap();
        let server_time = std::time::SystemTime::now();
        let offset = Duration::from_secs(hours.unsigned_abs() * 3600);
        let wrong = if hours < 0 {
            server_time - offset
        } else {
            server_time + offset
        };
        let config = server.config().time_source(Clock(wrong));
        let client = Client::from_conf(config.build());
        for _ in 0..2 {
            send(&client, Get).await.unwrap();
        }
        // Refused once, signed with the right time from then on.
        let requests = server.requests();
        assert_eq!(requests.len(), 3, "{hours}");
    }
}

/// A clock that does not advance.
#[derive(Debug)]
struct Clock(std::time::SystemTime);

impl partnercentral_selling::config::TimeSource for Clock {
    fn now(&self) -> std::time::SystemTime {
        self.0
    }
}

#[tokio::test]
async fn wrong_keys_are_not_tried_again() {
    let script = Script::new(&[Code(403, "InvalidSignatureException")]);
    let error = send(&script.client(), Get).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
    assert_eq!(script.attempts(), 1);
}

#[tokio::test]
async fn a_connection_that_was_closed_while_it_waited_uses_up_no_attempt() {
    let table: &[(Call, &[End], bool)] = &[
        (Get, &[Stale, Success], true),
        (Create, &[Stale, Success], true),
        (Get, &[Stale, Reset], false),
        // It may have taken effect, and is not safe to repeat.
        (Assign, &[Stale], false),
    ];
    for (call, ends, succeeds) in table {
        let script = Script::new(ends);
        let config = script.config().retry_config(RetryConfig::disabled());
        let result = send(&Client::from_conf(config.build()), *call).await;
        assert_eq!(script.attempts(), ends.len(), "{call:?} {ends:?}");
        assert_eq!(result.is_ok(), *succeeds, "{call:?} {ends:?}");
        for request in script.requests.lock().unwrap().iter() {
            assert_eq!(request.headers()["amz-sdk-request"], "attempt=1; max=1");
        }
    }
}
