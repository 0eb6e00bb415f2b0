//! Errors of calls: their text, their metadata, and the responses that they come from.

use std::error::Error as _;

use smithy_client_runtime::Handle;
use smithy_client_runtime::error::{DisplayErrorContext, ProvideErrorMetadata, RequestId, SdkError};
use smithy_client_runtime::serde::DeserializeError;

use super::call;
use crate::mini::{self, Error, client, config, input, response};

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

#[test]
fn errors_are_small_and_cross_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<SdkError<Error>>();
    check::<Handle>();
    assert!(size_of::<SdkError<Error>>() <= 48);
}
