//! Calls with settings and hooks of their own, and the idempotency token.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use e2e::{Answer, REQUEST_ID, Server, sample};
use partnercentral_selling::Client;
use partnercentral_selling::client::customize::CustomizableOperation;
use partnercentral_selling::config::http::HttpRequest;
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::error::{BoxError, SdkError};
use partnercentral_selling::operation::list_opportunities::ListOpportunitiesInput;
use partnercentral_selling::operation::list_opportunities::builders::ListOpportunitiesFluentBuilder;
use serde_json::json;

fn list(client: &Client) -> ListOpportunitiesFluentBuilder {
    client.list_opportunities().catalog("Sandbox")
}

async fn server() -> Server {
    Server::always(Answer::json(200, &json!({ "OpportunitySummaries": [] })))
        .await
        .unwrap()
}

#[tokio::test]
async fn headers_and_hooks_are_covered_by_the_signature() {
    let server = server().await;
    let call: CustomizableOperation<ListOpportunitiesInput> = list(&server.client()).customize();
    // The server refuses a request that was changed after it was signed.
    call.header("x-crm-tenant", "acme")
        .mutate_request(|request| {
            request.headers_mut().insert("x-second", "2".parse().unwrap());
        })
        .map_request(|mut request: HttpRequest| {
            request.headers_mut().insert("x-third", "3".parse()?);
            Ok::<_, BoxError>(request)
        })
        .send()
        .await
        .unwrap();
    let request = &server.requests()[0];
    let authorization = request.header("authorization").unwrap();
    for (name, value) in [("x-crm-tenant", "acme"), ("x-second", "2"), ("x-third", "3")] {
        assert_eq!(request.header(name), Some(value));
        assert!(authorization.contains(name), "{authorization}");
    }
    list(&server.client()).send().await.unwrap();
    assert_eq!(
        server.requests()[1].header("x-crm-tenant"),
        None,
        "other calls are left alone"
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_a_construction_failure() {
    let server = server().await;
    let call = || list(&server.client()).customize();
    for (what, call, text) in [
        ("a bad name", call().header("no header", "x"), "no header"),
        ("a bad value", call().header("x-a", "line\nline"), "x-a"),
        (
            "an error of a hook",
            call().map_request(|_| Err::<HttpRequest, BoxError>("not today".into())),
            "not today",
        ),
        (
            "a length",
            call().header("Content-Length", "2"),
            "the header `content-length` comes from the body of the request: do not set it",
        ),
        (
            "two lengths",
            call().mutate_request(|request| {
                request.headers_mut().append("content-length", 1.into());
                request.headers_mut().append("content-length", 2.into());
            }),
            "content-length",
        ),
        (
            "an encoding for the transfer",
            call().header("transfer-encoding", "chunked"),
            "the header `transfer-encoding` comes from the body of the request: do not set it",
        ),
    ] {
        let error = call.send().await.unwrap_err();
        assert!(matches!(error, SdkError::ConstructionFailure(_)), "{what}: {error:?}");
        assert!(error.to_string().contains(text), "{what}: {error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn endpoint_and_retries_are_those_of_one_call() {
    let (mine, other) = (
        server().await,
        Server::always(Answer::json(503, &json!({}))).await.unwrap(),
    );
    let client = mine.client();
    let error = list(&client)
        .customize()
        .endpoint_url(other.url())
        .retry_config(RetryConfig::disabled())
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.attempts(), other.requests().len(), mine.requests().len()),
        (1, 1, 0)
    );
    list(&client).send().await.unwrap();
    assert_eq!(mine.requests().len(), 1);
}

#[tokio::test]
async fn timeouts_are_those_of_one_call() {
    // Nobody else waits at the barrier, so no response is ever sent.
    let never = Arc::new(tokio::sync::Barrier::new(2));
    let server = Server::always(Answer::json(200, &json!({})).together(&never))
        .await
        .unwrap();
    let error = list(&server.client())
        .customize()
        .timeout_config(
            TimeoutConfig::builder()
                .operation_timeout(Duration::from_millis(50))
                .build(),
        )
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
}

#[tokio::test]
async fn hooks_see_the_response_of_each_attempt() {
    let answers = [
        Answer::json(503, &json!({})),
        Answer::json(200, &json!({ "OpportunitySummaries": [] })),
    ];
    let server = Server::script(answers).await.unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let theirs = Arc::clone(&seen);
    list(&server.client())
        .customize()
        .inspect_response(move |response| {
            let id = response.headers().get("x-amzn-requestid").map(str::to_owned);
            theirs.lock().unwrap().push((response.status().as_u16(), id));
        })
        .send()
        .await
        .unwrap();
    let id = Some(REQUEST_ID.to_owned());
    assert_eq!(*seen.lock().unwrap(), [(503, id.clone()), (200, id)]);
}

#[tokio::test]
async fn the_token_is_known_before_sending_and_the_same_for_all_attempts() {
    let server = Server::script([
        Answer::reset(),
        Answer::reset(),
        Answer::json(200, &json!({ "Id": "i", "Arn": "a" })),
    ])
    .await
    .unwrap();
    let mut call = server
        .client()
        .create_engagement_invitation()
        .catalog("Sandbox")
        .engagement_identifier("eng-0123456789abcd")
        .invitation(sample::lead_invitation().unwrap());
    let token = call.ensure_client_token().to_owned();
    assert_eq!(token.len(), 36, "{token}");
    assert_eq!(call.ensure_client_token(), token);
    assert_eq!(call.get_client_token().as_deref(), Some(token.as_str()));
    call.send().await.unwrap();

    let requests = server.requests();
    let tokens: Vec<_> = requests
        .iter()
        .map(|request| request.json()["ClientToken"].clone())
        .collect();
    assert_eq!(tokens, [json!(token), json!(token), json!(token)]);
    let header = |name| {
        requests
            .iter()
            .map(|request| request.header(name).unwrap())
            .collect::<Vec<_>>()
    };
    let ids = header("amz-sdk-invocation-id");
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(
        header("amz-sdk-request"),
        ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]
    );

    let mut call = server.client().create_engagement_invitation().client_token("mine");
    assert_eq!(call.ensure_client_token(), "mine");
}
