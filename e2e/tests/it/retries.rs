//! Retries: the failures that are retried, the number of attempts, the pauses, and the caller's
//! error.

mod attempts;
mod clock;
mod pauses;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use partnercentral_selling::config::future::BoxFuture;
use partnercentral_selling::config::http::{Body, HttpClient, HttpRequest};
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::config::{AsyncSleep, Builder, Credentials, Region, Sleep};
use partnercentral_selling::error::{ConnectorError, SdkError};
use partnercentral_selling::{Client, Config, Error};

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

/// A transport that follows a script. It records the pauses between attempts, which take no time.
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

/// Operations that differ in the effect of a repetition.
#[derive(Clone, Copy, Debug)]
enum Call {
    /// `smithy.api#readonly`
    Get,
    /// An operation with a `ClientToken`.
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
