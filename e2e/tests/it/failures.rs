//! A server that misbehaves: the errors of the caller, the number of attempts, and that no call
//! waits for ever.

use std::time::{Duration, Instant};

use e2e::{Answer, Server};
use partnercentral_selling::Client;
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::error::SdkError;
use partnercentral_selling::{Error, types};
use serde_json::json;

/// A timeout that is short enough for a test to wait for it.
const SHORT: Duration = Duration::from_millis(600);

/// A timeout that is long enough for the response of a loaded machine.
const LONG: Duration = Duration::from_secs(60);

fn class(error: &SdkError<Error>) -> &'static str {
    match error {
        SdkError::ConstructionFailure(_) => "construction",
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(failure) if failure.is_timeout() => "dispatch, timeout",
        SdkError::DispatchFailure(_) => "dispatch",
        SdkError::ResponseError(_) => "response",
        SdkError::ServiceError(_) => "service",
        _ => "unknown",
    }
}

fn client(server: &Server, timeouts: TimeoutConfig) -> Client {
    Client::from_conf(server.config().timeout_config(timeouts).build())
}

/// Calls an operation that only reads, so that it is retried.
async fn list(client: &Client) -> Result<(), SdkError<Error>> {
    client.list_solutions().catalog("Sandbox").send().await.map(drop)
}

/// Calls an operation that is not safe to repeat.
async fn assign(client: &Client) -> Result<(), SdkError<Error>> {
    let assignee = types::AssigneeContact::builder().first_name("A").last_name("B");
    let assignee = assignee.email("a@example.com").business_title("C").build()?;
    let call = client.assign_opportunity().catalog("Sandbox").identifier("O1");
    call.assignee(assignee).send().await.map(drop)
}

fn solutions() -> Answer {
    Answer::json(200, &json!({ "SolutionSummaries": [] }))
}

fn failing(status: u16) -> Answer {
    Answer::json(status, &json!({ "message": "not now" }))
}

fn read_timeout(timeout: Duration) -> TimeoutConfig {
    TimeoutConfig::builder().read_timeout(timeout).build()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_caller_gets_from_a_server_that_misbehaves() {
    let length = |claimed: usize| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {claimed}\r\n\r\n");
        Answer::raw(format!("{head}{{\"SolutionSummaries\":[]}}"))
    };
    // The fault; the class of the error and the number of attempts, for a call that is safe to
    // repeat and for one that is not.
    type Ends = (&'static str, u32);
    let table: Vec<(&str, Answer, Ends, Ends)> = vec![
        ("reset", Answer::reset(), ("dispatch", 3), ("dispatch", 1)),
        ("closed", Answer::raw(""), ("dispatch", 3), ("dispatch", 1)),
        (
            "stall",
            Answer::stall(),
            ("dispatch, timeout", 3),
            ("dispatch, timeout", 1),
        ),
        (
            "stall in the head",
            solutions().stalls_after(10),
            ("dispatch, timeout", 3),
            ("dispatch, timeout", 1),
        ),
        (
            "stall in the body",
            solutions().stalls_after(180),
            ("dispatch, timeout", 3),
            ("dispatch, timeout", 1),
        ),
        ("half a body", solutions().cut(5), ("dispatch", 3), ("dispatch", 1)),
        ("length too long", length(1000), ("dispatch", 3), ("dispatch", 1)),
        ("length too short", length(5), ("response", 1), ("response", 1)),
        (
            "no HTTP",
            Answer::raw("SSH-2.0-OpenSSH_9.6\r\n"),
            ("dispatch", 1),
            ("dispatch", 1),
        ),
        (
            "no JSON",
            Answer::with_headers(200, &[], "<html>"),
            ("response", 1),
            ("response", 1),
        ),
        ("500", failing(500), ("service", 3), ("service", 3)),
        ("503", failing(503), ("service", 3), ("service", 3)),
        ("504", failing(504), ("service", 3), ("service", 1)),
        ("400", failing(400), ("service", 1), ("service", 1)),
    ];
    for (name, answer, repeatable, not) in table {
        let server = Server::always(answer).await.unwrap();
        let waits = if not.0 == "dispatch, timeout" { SHORT } else { LONG };
        let client = client(&server, read_timeout(waits));
        let error = list(&client).await.unwrap_err();
        assert_eq!((class(&error), error.attempts()), repeatable, "{name}: {error}");
        assert!(!error.may_have_taken_effect(), "{name}: {error}");
        let error = assign(&client).await.unwrap_err();
        assert_eq!((class(&error), error.attempts()), not, "{name}: {error}");
        let unanswered = not.0.starts_with("dispatch") || name == "504";
        assert_eq!(error.may_have_taken_effect(), unanswered, "{name}: {error}");
        let sent = repeatable.1 + not.1;
        assert_eq!(server.requests().len(), sent as usize, "{name}");
    }
}

#[tokio::test]
async fn what_passes_is_not_seen() {
    for bad in [Answer::reset(), Answer::raw(""), failing(503), solutions().cut(1)] {
        let server = Server::script([bad, solutions()]).await.unwrap();
        list(&server.client()).await.unwrap();
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn a_slow_answer_is_waited_for_as_long_as_something_comes() {
    let body = format!("{{\"SolutionSummaries\":[]{}}}", " ".repeat(4_600));
    let slow = Answer::with_headers(200, &[], body).drips(400, Duration::from_millis(250));
    let server = Server::always(slow).await.unwrap();
    list(&client(&server, read_timeout(Duration::from_secs(2))))
        .await
        .unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn no_drip_is_endless() {
    let server = Server::always(solutions().drips(1, Duration::from_millis(50)))
        .await
        .unwrap();
    let attempt = TimeoutConfig::builder().operation_attempt_timeout(SHORT).build();
    let error = list(&client(&server, attempt)).await.unwrap_err();
    assert_eq!((class(&error), error.attempts()), ("timeout", 3), "{error}");
    assert!(
        error.to_string().contains("the attempt took longer than 600ms"),
        "{error}"
    );

    let operation = TimeoutConfig::builder().operation_timeout(SHORT).build();
    let error = assign(&client(&server, operation)).await.unwrap_err();
    assert_eq!((class(&error), error.attempts()), ("timeout", 1), "{error}");
    let text = error.to_string();
    let said = "the call took longer than 600ms; the request was sent and may have taken effect";
    assert!(text.ends_with(said), "{text}");
}

#[tokio::test]
async fn no_pause_is_longer_than_what_is_left_of_the_time() {
    let server = Server::always(Answer::with_headers(503, &[("retry-after", "15")], "{}"))
        .await
        .unwrap();
    let timeouts = TimeoutConfig::builder()
        .operation_timeout(Duration::from_secs(10))
        .build();
    let start = Instant::now();
    let error = list(&client(&server, timeouts)).await.unwrap_err();
    // This is not a timeout: a late response of the service is better than none.
    assert_eq!((class(&error), error.attempts()), ("service", 1), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_call_that_is_given_up_leaves_the_client_sound() {
    let server = Server::start(|request| match request.json()["NextToken"].as_str() {
        Some("slow") => Answer::stall(),
        _ => solutions(),
    });
    let server = server.await.unwrap();
    let client = server.client();
    for _ in 0..20 {
        let slow = client.list_solutions().catalog("Sandbox").next_token("slow").send();
        assert!(tokio::time::timeout(Duration::from_millis(10), slow).await.is_err());
        list(&client).await.unwrap();
    }
}

#[tokio::test]
async fn a_call_works_where_there_is_no_tokio_timer() {
    // The pauses between attempts come from a thread; the transport is not tokio's.
    let config = partnercentral_selling::Config::builder()
        .region(partnercentral_selling::config::Region::new("us-east-1"))
        .credentials_provider(partnercentral_selling::config::Credentials::from_keys(
            "AKID", "SECRET", None,
        ));
    let answers = std::sync::atomic::AtomicUsize::new(0);
    let http = partnercentral_selling::config::http_client_fn(move |_| {
        let failed = answers.fetch_add(1, std::sync::atomic::Ordering::SeqCst) < 2;
        let response = http::Response::builder().status(if failed { 503 } else { 200 });
        response.body("{\"SolutionSummaries\":[]}".into()).unwrap()
    });
    let client = Client::from_conf(config.http_client(http).build());
    let thread = std::thread::spawn(move || block_on(list(&client)));
    thread.join().unwrap().unwrap();
}

/// Polls a future on this thread, without a runtime.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::task::Waker::from(std::sync::Arc::new(Unpark(std::thread::current())));
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(value) => return value,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}
