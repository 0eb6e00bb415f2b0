//! The failures that are retried, and the number of attempts.

use partnercentral_selling::Client;
use partnercentral_selling::config::http::HttpRequest;
use partnercentral_selling::config::retry::{AmbiguousFailures, RetryConfig};

use super::Call::{Assign, Create, Get, Stop};
use super::End::{Code, Refused, Reset, Silence, Stale, Status, Success, User};
use super::{Call, End, Script, send};

#[tokio::test]
async fn an_attempt_is_followed_by_another_where_that_helps_and_harms_nobody() {
    // The end of each attempt, their number, whether the call succeeds, and whether it may
    // have taken effect.
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
        // The request was sent, and its effect is unknown.
        (Assign, &[Reset], false, true),
        (Assign, &[Silence], false, true),
        (Assign, &[Status(502)], false, true),
        (Assign, &[Status(504)], false, true),
        (Assign, &[Refused, Reset], false, true),
        // An error response of the service counts as a response.
        (Assign, &[Code(502, "InternalServerException"), Success], true, false),
        // The model marks the operation as safe to repeat.
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
