//! Errors of the service in every form in which services write them, and bytes that are not
//! responses.

mod broken;

use e2e::{Answer, REQUEST_ID, Server, sample};
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::error::{ProvideErrorMetadata, SdkError};
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::operation::create_engagement_invitation::CreateEngagementInvitationOutput;
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::types::{
    AccessDeniedExceptionErrorCode, ValidationExceptionErrorCode, ValidationExceptionReason,
};
use partnercentral_selling::{Client, Error};
use serde_json::{Value, json};

type CallResult<T> = Result<T, SdkError<Error>>;

/// Returns a client without retries; its first response is checked.
fn once(server: &Server) -> Client {
    Client::from_conf(server.config().retry_config(RetryConfig::disabled()).build())
}

async fn create(answer: Answer) -> CallResult<CreateEngagementInvitationOutput> {
    let server = Server::always(answer).await.unwrap();
    let call = once(&server)
        .create_engagement_invitation()
        .catalog("AWS")
        .engagement_identifier("eng-0123456789abcd");
    call.invitation(sample::lead_invitation().unwrap()).send().await
}

async fn get(answer: Answer) -> CallResult<GetEngagementInvitationOutput> {
    let server = Server::always(answer).await.unwrap();
    once(&server)
        .get_engagement_invitation()
        .catalog("AWS")
        .identifier("engi-0123456789abc")
        .send()
        .await
}

/// Returns the error of a call, which names the operation in any case.
async fn failure(answer: Answer) -> SdkError<Error> {
    let error = create(answer).await.unwrap_err();
    assert_eq!(error.operation(), Some("CreateEngagementInvitation"));
    assert!(error.to_string().starts_with("CreateEngagementInvitation: "), "{error}");
    error
}

const MODELLED: [(&str, u16); 7] = [
    ("AccessDeniedException", 403),
    ("ConflictException", 409),
    ("InternalServerException", 500),
    ("ResourceNotFoundException", 404),
    ("ServiceQuotaExceededException", 402),
    ("ThrottlingException", 429),
    ("ValidationException", 400),
];

/// Returns the name of the variant, and the message of the exception itself.
fn variant(error: &Error) -> (&'static str, Option<&str>) {
    match error {
        Error::AccessDeniedException(error) => ("AccessDeniedException", error.message()),
        Error::ConflictException(error) => ("ConflictException", error.message()),
        Error::InternalServerException(error) => ("InternalServerException", error.message()),
        Error::ResourceNotFoundException(error) => ("ResourceNotFoundException", error.message()),
        Error::ServiceQuotaExceededException(error) => ("ServiceQuotaExceededException", error.message()),
        Error::ThrottlingException(error) => ("ThrottlingException", error.message()),
        Error::ValidationException(error) => ("ValidationException", Some(error.message())),
        _ => ("Unhandled", error.message()),
    }
}

/// Returns every way to write a code: the headers, and the members of the body.
fn spellings(code: &str) -> Vec<(Vec<(&'static str, String)>, Value)> {
    let namespace = format!("com.amazonaws.partnercentralselling#{code}");
    let uri = format!("{code}:http://internal.amazon.com/coral/com.amazonaws.partnercentralselling/");
    let both = format!("{namespace}:http://internal.amazon.com/");
    let mut all = Vec::new();
    for text in [code, &namespace, &uri, &both] {
        all.push((vec![("x-amzn-errortype", text.to_owned())], json!({})));
        all.push((
            vec![("X-Amzn-ErrorType", text.to_owned())],
            json!({ "__type": "Other", "code": "Other" }),
        ));
        all.push((vec![], json!({ "__type": text })));
        all.push((vec![], json!({ "code": text })));
    }
    all
}

#[tokio::test]
async fn every_exception_is_known_by_every_spelling_of_its_code_and_message() {
    for (code, status) in MODELLED {
        for (headers, body) in spellings(code) {
            for key in ["message", "Message", "errorMessage"] {
                let mut body = body.clone();
                body[key] = json!("what \"happened\" – 🚧");
                let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let case = format!("{headers:?} {body}");
                let error = failure(Answer::with_headers(status, &headers, body.to_string())).await;
                assert_eq!(error.code(), Some(code), "{case}");
                assert_eq!(error.message(), Some("what \"happened\" – 🚧"), "{case}");
                assert_eq!(error.request_id(), Some(REQUEST_ID), "{case}");
                let error = error.into_service_error();
                assert_eq!(variant(&error), (code, Some("what \"happened\" – 🚧")), "{case}");
                assert_eq!(
                    (error.code(), error.request_id()),
                    (Some(code), Some(REQUEST_ID)),
                    "{case}"
                );
                assert_eq!(error.meta().status(), Some(status), "{case}");
            }
        }
    }
}

#[tokio::test]
async fn an_exception_has_all_members_and_says_them() {
    let error = failure(Answer::json(
        400,
        &json!({
            "__type": "com.amazonaws.partnercentralselling#ValidationException",
            "Message": "2 validation errors",
            "Reason": "REQUEST_VALIDATION_FAILED",
            "ErrorList": [
                { "FieldName": "Invitation.Message", "Message": "too short", "Code": "INVALID_STRING_FORMAT" },
                { "Message": "no such engagement", "Code": "FROM_THE_FUTURE", "Future": [1] },
            ],
            "Future": {},
        }),
    ))
    .await;
    assert_eq!(
        error.to_string(),
        format!(
            "CreateEngagementInvitation: ValidationException: 2 validation errors; Reason: REQUEST_VALIDATION_FAILED; \
             ErrorList[0]: FieldName: Invitation.Message, Message: too short, Code: INVALID_STRING_FORMAT; \
             ErrorList[1]: Message: no such engagement, Code: FROM_THE_FUTURE; request id {REQUEST_ID}"
        )
    );
    let Some(Error::ValidationException(error)) = error.as_service_error() else {
        panic!("{error:?}")
    };
    assert_eq!(error.message(), "2 validation errors");
    assert_eq!(error.reason(), &ValidationExceptionReason::RequestValidationFailed);
    let [first, second] = error.error_list() else {
        panic!("{error:?}")
    };
    assert_eq!(first.field_name(), Some("Invitation.Message"));
    assert_eq!(
        (first.message(), first.code()),
        ("too short", &ValidationExceptionErrorCode::InvalidStringFormat)
    );
    assert_eq!((second.field_name(), second.code().as_str()), (None, "FROM_THE_FUTURE"));
    assert_eq!(error.request_id(), Some(REQUEST_ID));

    let body = json!({ "__type": "AccessDeniedException", "Reason": "INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE" });
    let error = failure(Answer::json(403, &body)).await;
    let Some(Error::AccessDeniedException(error)) = error.as_service_error() else {
        panic!("{error:?}")
    };
    assert_eq!(
        error.reason(),
        Some(&AccessDeniedExceptionErrorCode::IncompatibleBenefitAwsPartnerState)
    );
    assert_eq!(error.message(), None);
}

#[tokio::test]
async fn an_exception_that_lacks_what_it_must_have_is_still_that_exception() {
    for (code, status) in MODELLED {
        for body in ["", "{}", r#"{"Reason":null,"ErrorList":null,"message":null}"#] {
            let error = failure(Answer::with_headers(status, &[("x-amzn-errortype", code)], body)).await;
            assert_eq!(variant(error.as_service_error().unwrap()).0, code, "{body}");
            assert_eq!(
                error.to_string(),
                format!("CreateEngagementInvitation: {code}; request id {REQUEST_ID}"),
                "{body}"
            );
        }
    }
}

#[tokio::test]
async fn a_code_that_the_model_does_not_know_is_kept() {
    let body = json!({ "__type": "com.example#TeapotException:http://x/", "message": "short and stout", "Lid": { "On": true } });
    let error = failure(Answer::json(418, &body)).await;
    let expected = format!("CreateEngagementInvitation: TeapotException: short and stout; request id {REQUEST_ID}");
    assert_eq!(error.to_string(), expected);
    assert_eq!(
        (error.code(), error.message()),
        (Some("TeapotException"), Some("short and stout"))
    );
    let raw = error.raw_response().unwrap();
    assert_eq!(raw.status().as_u16(), 418);
    assert_eq!(
        serde_json::from_slice::<Value>(raw.body().bytes().unwrap()).unwrap(),
        body
    );
    assert!(matches!(error.into_service_error(), Error::Unhandled(_)));
}

#[tokio::test]
async fn a_page_of_a_proxy_is_an_error_of_its_status() {
    let page = "<html><body><h1>502 Bad Gateway</h1>secret page</body></html>";
    let unclear = "; the request was sent and may have taken effect";
    for (status, content_type, then) in [
        (500, "text/html", ""),
        (502, "text/html; charset=utf-8", unclear),
        (404, "text/html", ""),
        (302, "text/html", ""),
    ] {
        let error = failure(Answer::with_headers(status, &[("content-type", content_type)], page)).await;
        let text = error.to_string();
        assert_eq!(
            text,
            format!(
                "CreateEngagementInvitation: an error without a code (status {status}, content type {content_type}); \
                 request id {REQUEST_ID}{then}"
            )
        );
        assert!(
            matches!(error, SdkError::ServiceError(_)) && error.code().is_none(),
            "{text}"
        );
        assert_eq!(error.raw_response().unwrap().body().bytes(), Some(page.as_bytes()));
    }
}
