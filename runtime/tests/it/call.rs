//! A call from input to output or error, over a transport made of a function.

use std::error::Error as _;
use std::time::Duration;

use crate::mini::{self, CreateInput, Error, client, config, input, response};
use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::{Credentials, CredentialsError};
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Config, Region, http_client_fn};
use smithy_client_runtime::error::{BuildError, DisplayErrorContext, ProvideErrorMetadata, RequestId, SdkError};
use smithy_client_runtime::serde::DeserializeError;

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
        let text =
            "it was not retried, because the retry quota of the client is exhausted: too many of its calls failed";
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
async fn a_modelled_exception_keeps_all_that_was_said() {
    let body = r#"{"__type":"com.example#ValidationException","Message":"bad","Reason":"TOO_LONG","Secret":"hush"}"#;
    let error = call(400, &[], body).await.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("ValidationException"), Some("bad"))
    );
    assert_eq!(error.request_id(), Some("request-1"));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
    assert_eq!(
        error.raw_response().unwrap().headers().get("X-Amzn-RequestId"),
        Some("request-1")
    );
    assert_eq!(error.raw_response().unwrap().body().bytes(), Some(body.as_bytes()));
    let text = error.to_string();
    assert!(
        text.starts_with("CreateInvitation: ValidationException: bad; "),
        "{text}"
    );
    assert!(
        text.contains("TOO_LONG") && text.ends_with("; request id request-1"),
        "{text}"
    );
    assert!(
        !format!(
            "{text} {}",
            DisplayErrorContext(&error.as_service_error().unwrap().meta())
        )
        .contains("hush")
    );
    let Error::ValidationException(exception) = error.into_service_error() else {
        panic!("another error")
    };
    assert_eq!(
        (exception.message.as_str(), exception.reason.as_str()),
        ("bad", "TOO_LONG")
    );
    assert_eq!(exception.secret.as_deref(), Some("hush"));
}

#[tokio::test]
async fn the_code_is_found_in_every_spelling() {
    type Header = &'static [(&'static str, &'static str)];
    let cases: [(Header, &str, Option<&str>, Option<&str>); 12] = [
        (
            &[],
            r#"{"__type":"ValidationException"}"#,
            Some("ValidationException"),
            None,
        ),
        (
            &[],
            r#"{"code":"ValidationException","message":"m"}"#,
            Some("ValidationException"),
            Some("m"),
        ),
        (
            &[],
            r#"{"__type":"a.b#OtherException:http://c/","Message":"m"}"#,
            Some("OtherException"),
            Some("m"),
        ),
        (
            &[],
            r#"{"__type":"OtherException","errorMessage":"m"}"#,
            Some("OtherException"),
            Some("m"),
        ),
        (
            &[("x-amzn-errortype", "OtherException:http://c/")],
            "",
            Some("OtherException"),
            None,
        ),
        (
            &[("X-Amzn-ErrorType", "a.b#OtherException")],
            r#"{"message":"m"}"#,
            Some("OtherException"),
            Some("m"),
        ),
        (&[("x-amzn-errortype", "A")], r#"{"__type":"B"}"#, Some("A"), None),
        (&[("x-amzn-errortype", "A")], "<html>", Some("A"), None),
        (
            &[],
            r#"{"__type":7,"code":"OtherException","message":{"text":"m"}}"#,
            Some("OtherException"),
            None,
        ),
        (&[], r#"{"code":null,"message":"m"}"#, None, Some("m")),
        (
            &[],
            r#"{"message":"m","__type":"OtherException","x":"#,
            Some("OtherException"),
            Some("m"),
        ),
        (&[], "[1]", None, None),
    ];
    for (headers, body, code, message) in cases {
        let error = call(400, headers, body).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (code, message), "{headers:?} {body}");
        assert_eq!(error.meta().status(), Some(400));
        assert_eq!(error.meta().request_id(), Some("request-1"));
        assert!(error.as_service_error().is_some());
    }
}

#[tokio::test]
async fn an_error_says_what_a_person_needs() {
    let html = &[("content-type", "text/html")];
    for (status, headers, body, expected) in [
        (
            429,
            &[][..],
            r#"{"__type":"NewException","message":"slow down"}"#,
            "CreateInvitation: NewException: slow down; request id request-1",
        ),
        (
            500,
            html,
            "<html>secret</html>",
            "CreateInvitation: an error without a code (status 500, content type text/html); request id request-1",
        ),
        (
            400,
            &[],
            r#"{"__type":"ValidationException","Message":"bad","Reason":7}"#,
            "CreateInvitation: ValidationException: bad; its content (status 400) cannot be read: ValidationException.Reason: \
             expected a string, found a number (at byte 57); request id request-1",
        ),
        (
            200,
            &[],
            r#"{"Arn":"a","Count":"7"}"#,
            "CreateInvitation: cannot read the response (status 200): CreateInvitationResponse.Count: expected an integer, \
             found a string (at byte 19); request id request-1",
        ),
        (
            301,
            &[],
            "",
            "CreateInvitation: an error without a code (status 301); request id request-1",
        ),
    ] {
        let (client, _) = client(move |_| response(status, headers, body));
        let error = client.call(input()).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("secret"));
    }
}

#[tokio::test]
async fn an_unreadable_response_has_a_path() {
    let error = call(200, &[], r#"{"Arn":7}"#).await.unwrap_err();
    assert!(matches!(&error, SdkError::ResponseError(_)));
    assert_eq!(error.request_id(), Some("request-1"));
    let source = error.source().and_then(|source| source.source()).unwrap();
    assert_eq!(
        source.downcast_ref::<DeserializeError>().unwrap().path(),
        "CreateInvitationResponse.Arn"
    );
    let trailing = call(200, &[], r#"{"Arn":"a"} x"#).await.unwrap_err();
    assert!(matches!(trailing, SdkError::ResponseError(_)), "{trailing}");
}

#[tokio::test]
async fn a_failure_of_another_class_becomes_a_service_error() {
    let client = Handle::new(&mini::SERVICE, config().endpoint_url("not a url").build());
    let error = client.call(input()).await.unwrap_err();
    let text = error.to_string();
    assert!(error.as_service_error().is_none());
    assert_eq!(error.code(), None);
    let service_error = error.into_service_error();
    assert_eq!(service_error.to_string(), text);
    assert!(service_error.source().unwrap().is::<SdkError<Error>>());
}

#[tokio::test]
async fn what_the_config_lacks_is_said() {
    let keys = || Credentials::from_keys("AKID", "SECRET", None);
    let region = || Region::new("us-east-1");
    let http = || http_client_fn(|_| http::Response::new(Bytes::new()));
    for (config, expected) in [
        (
            Config::builder().credentials_provider(keys()),
            "no region is set: give the config one by `region`, or set AWS_REGION, or `region` in the profile",
        ),
        (
            Config::builder()
                .credentials_provider(keys())
                .endpoint_url("http://127.0.0.1:1"),
            "no region is set: give the config one by `region`, or set AWS_REGION, or `region` in the profile",
        ),
        (
            Config::builder()
                .region(Region::new("evil.example/?"))
                .credentials_provider(keys()),
            "\"evil.example/?\" is not the name of a region",
        ),
        (
            Config::builder().region(region()),
            "the config has no credentials: give it some by `credentials_provider`, or take those of the environment by \
             `from_env`",
        ),
        (
            Config::builder().region(region()).credentials_provider(Failing),
            "no credentials: the vault is sealed",
        ),
        (
            Config::builder()
                .region(region())
                .credentials_provider(keys())
                .endpoint_url("ftp://example.com"),
            "the endpoint \"ftp://example.com\" is not an http or https URL without a user and without a query",
        ),
        (
            Config::builder()
                .region(region())
                .credentials_provider(keys())
                .endpoint_url("http://a")
                .use_fips(true),
            "no endpoint: Invalid Configuration: FIPS and custom endpoint are not supported",
        ),
    ] {
        let client = Handle::new(&mini::SERVICE, config.http_client(http()).build());
        let error = client.call(input()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("CreateInvitation: nothing was sent: {expected}")
        );
        assert!(matches!(error, SdkError::ConstructionFailure(_)));
    }
}

#[derive(Debug)]
struct Failing;

impl smithy_client_runtime::auth::ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> smithy_client_runtime::auth::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        smithy_client_runtime::auth::future::ProvideCredentials::ready(Err(CredentialsError::not_loaded(
            "the vault is sealed",
        )))
    }
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

#[test]
fn errors_are_small_and_cross_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<SdkError<Error>>();
    check::<Handle>();
    assert!(size_of::<SdkError<Error>>() <= 48);
}
