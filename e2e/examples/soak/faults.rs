//! Each fault of a server, and the result that a caller gets.

use std::time::{Duration, Instant};

use e2e::{Answer, Server};
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::error::SdkError;
use partnercentral_selling::types::AssigneeContact;
use partnercentral_selling::{Client, Error};
use serde_json::json;

use crate::Result;

pub(crate) fn solutions() -> Answer {
    Answer::json(200, &json!({ "SolutionSummaries": [] }))
}

/// Sends a request that is not safe to repeat.
pub(crate) async fn assign(client: &Client, identifier: String) -> std::result::Result<(), SdkError<Error>> {
    let assignee = AssigneeContact::builder().first_name("A").last_name("B");
    let assignee = assignee.email("a@example.com").business_title("C").build()?;
    let call = client.assign_opportunity().catalog("Sandbox").identifier(identifier);
    call.assignee(assignee).send().await.map(drop)
}

/// Returns a short name of the class of a failure.
pub(crate) fn class(error: &SdkError<Error>) -> &'static str {
    match error {
        SdkError::ConstructionFailure(_) => "construction",
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(failure) if failure.is_timeout() => "dispatch (timeout)",
        SdkError::DispatchFailure(_) => "dispatch",
        SdkError::ResponseError(_) => "response",
        SdkError::ServiceError(_) => "service",
        _ => "unknown",
    }
}

fn faults() -> Vec<(&'static str, Answer)> {
    let text = "{\"SolutionSummaries\":[]}";
    let length = |claimed: usize| Answer::raw(format!("HTTP/1.1 200 OK\r\ncontent-length: {claimed}\r\n\r\n{text}"));
    let failing = |status| Answer::json(status, &json!({ "message": "not now" }));
    vec![
        ("connection reset", Answer::reset()),
        ("connection closed without a response", Answer::raw("")),
        ("no response", Answer::stall()),
        ("stall in the middle of the body", solutions().stalls_after(180)),
        ("half a body", solutions().cut(5)),
        ("a byte every 100 ms", solutions().drips(1, Duration::from_millis(100))),
        ("content-length too long", length(1000)),
        ("content-length too short", length(5)),
        ("no HTTP", Answer::raw("SSH-2.0-OpenSSH_9.6\r\n")),
        ("no JSON", Answer::with_headers(200, &[], "<html>")),
        ("storm of 429", failing(429)),
        ("storm of 503", failing(503)),
        (
            "503, retry-after: 2",
            Answer::with_headers(503, &[("retry-after", "2")], "{}"),
        ),
        ("504 of a gateway", failing(504)),
    ]
}

/// Timeouts of one second to read and three for an attempt; all else as it is by default.
pub(crate) async fn table() -> Result<()> {
    println!("| fault, every time | repeatable call: error, attempts, after | other call: error, attempts, after |");
    println!("|---|---|---|");
    let timeouts = TimeoutConfig::builder()
        .read_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(3))
        .build();
    for (name, answer) in faults() {
        let server = Server::always(answer).await?;
        let client = Client::from_conf(server.config().timeout_config(timeouts.clone()).build());
        let start = Instant::now();
        let call = client.list_solutions().catalog("Sandbox").send();
        let first = told(call.await.map(drop), start);
        let start = Instant::now();
        let second = told(assign(&client, "O1".to_owned()).await, start);
        println!("| {name} | {first} | {second} |");
    }
    unreachable().await
}

/// Failures before a request reaches the service.
async fn unreachable() -> Result<()> {
    let server = Server::always(solutions()).await?;
    let greeting = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let port = greeting.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = greeting.accept().await {
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, b"220 mail.example.com ESMTP\r\n").await;
        }
    });
    let closed = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    for (name, url) in [
        ("nobody listens", format!("http://127.0.0.1:{closed}")),
        ("no TLS at the port", format!("https://127.0.0.1:{port}")),
        ("no such host", "https://nowhere.invalid".to_owned()),
    ] {
        let client = Client::from_conf(server.config().endpoint_url(url).build());
        let start = Instant::now();
        let first = told(client.list_solutions().catalog("Sandbox").send().await.map(drop), start);
        let start = Instant::now();
        let second = told(assign(&client, "O1".to_owned()).await, start);
        println!("| {name} | {first} | {second} |");
    }
    clock().await
}

/// Calls with a clock that is an hour slow, which the first response shows.
async fn clock() -> Result<()> {
    let server = Server::always(solutions()).await?;
    let config = server.config().time_source(Slow);
    let client = Client::from_conf(config.build());
    let start = Instant::now();
    let first = told(client.list_solutions().catalog("Sandbox").send().await.map(drop), start);
    let sent = server.requests().len();
    println!("| our clock an hour slow | {first} ({sent} requests) | as any call from then on |\n");
    Ok(())
}

#[derive(Debug)]
struct Slow;

impl partnercentral_selling::config::TimeSource for Slow {
    fn now(&self) -> std::time::SystemTime {
        std::time::SystemTime::now() - Duration::from_secs(3600)
    }
}

fn told(result: std::result::Result<(), SdkError<Error>>, start: Instant) -> String {
    let after = start.elapsed().as_secs_f64();
    match result {
        Ok(()) => format!("answered, {after:.2} s"),
        Err(error) => {
            let effect = match error.may_have_taken_effect() {
                true => ", may have taken effect",
                false => "",
            };
            format!("{}, {}, {after:.2} s{effect}", class(&error), error.attempts())
        }
    }
}
