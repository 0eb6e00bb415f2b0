//! A call from input to output or error, over a transport made of a function.

mod config;
mod errors;

use std::time::Duration;

use smithy_client_runtime::Handle;
use smithy_client_runtime::config::http_client_fn;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::error::{BuildError, RequestId, SdkError};

use crate::mini::{self, CreateInput, Error, client, config, input, response};

type CallResult = Result<mini::CreateOutput, SdkError<Error>>;

async fn call(status: u16, headers: &'static [(&'static str, &'static str)], body: &'static str) -> CallResult {
    client(move |_| response(status, headers, body)).0.call(input()).await
}

#[tokio::test]
async fn a_request_is_what_the_protocol_says() {
    let (client, requests) = client(|_| response(200, &[], r#"{"Arn":"arn:1","Count":2}"#));
    let output = client.call(input()).await.unwrap();
    assert_eq!((output.arn.as_str(), output.count), ("arn:1", Some(2)));
    assert_eq!(output.request_id(), Some("request-1"));

    let requests = requests.lock().unwrap();
    let request = &requests[0];
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://mini.us-east-1.api.aws/");
    let header = |name: &str| {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    };
    assert_eq!(header("content-type"), "application/x-amz-json-1.0");
    assert_eq!(header("x-amz-target"), "MiniService.CreateInvitation");
    assert_eq!(header("host"), "mini.us-east-1.api.aws");
    assert_eq!(header("x-amz-security-token"), "TOKEN");
    assert_eq!(header("amz-sdk-request"), "attempt=1; max=1");
    assert_eq!(header("amz-sdk-invocation-id").len(), 36);
    assert!(
        header("user-agent").contains(" ua/2.1 api/mini_service#2022-07-26 os/"),
        "{}",
        header("user-agent")
    );
    let authorization = header("authorization");
    assert!(
        authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKID/"),
        "{authorization}"
    );
    assert!(
        authorization.contains("/us-east-1/mini/aws4_request, SignedHeaders="),
        "{authorization}"
    );
    let signed = "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=";
    assert!(authorization.contains(signed), "{authorization}");
}

#[tokio::test]
async fn the_idempotency_token_is_filled_once_and_kept_if_set() {
    let (client, requests) = client(|_| response(200, &[], "{}"));
    client.call(input()).await.unwrap();
    client
        .call(CreateInput {
            client_token: Some("mine".to_owned()),
            ..input()
        })
        .await
        .unwrap();
    let requests = requests.lock().unwrap();
    let token = |index: usize| -> String {
        let body: serde_json::Value = serde_json::from_slice(requests[index].body()).unwrap();
        body["ClientToken"].as_str().unwrap().to_owned()
    };
    assert_eq!(token(0).len(), 36);
    assert_eq!(token(1), "mine");
}

#[tokio::test]
async fn an_empty_body_counts_as_an_empty_structure() {
    for body in ["", " \n", "{}"] {
        let output = call(200, &[], body).await.unwrap();
        assert_eq!((output.arn.as_str(), output.count), ("", None), "{body:?}");
    }
}

#[tokio::test]
async fn an_exhausted_retry_quota_is_said() {
    let config = config()
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
        .http_client(http_client_fn(|_| response(500, &[], "")))
        .build();
    let client = Handle::new(&mini::SERVICE, config);
    // Each retry takes 14 of 500 tokens.
    for _ in 0..17 {
        let error = client.call(input()).await.unwrap_err();
        assert_eq!(error.attempts(), 3);
        assert!(!error.to_string().contains("quota"), "{error}");
    }
    for attempts in [2, 1] {
        let error = client.call(input()).await.unwrap_err();
        assert_eq!(error.attempts(), attempts);
        let text = "it was not retried, because the retry quota of the client is exhausted: too many calls failed";
        assert!(error.to_string().ends_with(text), "{error}");
    }
}

#[tokio::test]
async fn every_missing_member_is_named_and_nothing_is_sent() {
    let (client, requests) = client(|_| response(200, &[], "{}"));
    let error = client.call(CreateInput::default()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "CreateInvitation: nothing was sent: CreateInvitationInput lacks required members: catalog, message"
    );
    assert!(matches!(error, SdkError::ConstructionFailure(_)));
    let source = error.into_source().unwrap();
    assert_eq!(
        source.downcast_ref::<BuildError>().unwrap().missing_fields(),
        ["catalog", "message"]
    );
    assert!(requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_custom_endpoint_keeps_its_path_and_port() {
    let (client, requests) = client(|_| response(200, &[], "{}"));
    let config = client
        .config()
        .to_builder()
        .endpoint_url("http://localhost:8080/stage/")
        .build();
    Handle::new(&mini::SERVICE, config).call(input()).await.unwrap();
    let requests = requests.lock().unwrap();
    assert_eq!(requests[0].uri(), "http://localhost:8080/stage/");
    assert_eq!(requests[0].headers()["host"], "localhost:8080");
}

#[test]
fn debug_shows_no_secret() {
    let config = config().build();
    let client = Handle::new(&mini::SERVICE, config.clone());
    for text in [
        format!("{config:?}"),
        format!("{client:?}"),
        format!("{:?}", config.to_builder()),
    ] {
        assert!(text.contains("AKID") && text.contains("us-east-1"), "{text}");
        assert!(!text.contains("SECRET") && !text.contains("TOKEN"), "{text}");
    }
}
