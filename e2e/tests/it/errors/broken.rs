//! Malformed responses: truncated, mistyped, hostile.

use std::error::Error as _;

use e2e::{Answer, REQUEST_ID};
use partnercentral_selling::Error;
use partnercentral_selling::error::{ProvideErrorMetadata, SdkError};
use partnercentral_selling::operation::RequestId;

use super::{failure, get};

/// Returns malformed bodies of error responses.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("empty", vec![]),
        ("truncated", br#"{"Message":"a"#.to_vec()),
        (
            "wrong types",
            br#"{"Message":["a"],"__type":1,"code":{},"Reason":7,"ErrorList":"x"}"#.to_vec(),
        ),
        ("no object", b"[1,2]".to_vec()),
        ("null", b"null".to_vec()),
        ("not UTF-8", b"{\"Message\":\"\xff\xfe\"}".to_vec()),
        (
            "deep lists",
            [br#"{"ErrorList":"#.to_vec(), vec![b'['; 1_000_000]].concat(),
        ),
        (
            "deep structures",
            [br#"{"Future":"#.to_vec(), br#"{"a":"#.repeat(200_000)].concat(),
        ),
        ("deep from the start", vec![b'['; 1_000_000]),
        ("garbage", vec![0xa5; 50_000_000]),
    ]
}

#[tokio::test]
async fn a_broken_error_keeps_code_status_and_request_id() {
    for (name, body) in broken() {
        let error = failure(Answer::with_headers(
            400,
            &[("x-amzn-errortype", "ValidationException")],
            body.clone(),
        ))
        .await;
        assert_eq!(error.code(), Some("ValidationException"), "{name}");
        assert_eq!(error.request_id(), Some(REQUEST_ID), "{name}");
        assert_eq!(error.as_service_error().unwrap().meta().status(), Some(400), "{name}");
        assert!(error.to_string().len() < 400, "{name}: {error}");

        let error = failure(Answer::with_headers(500, &[], body)).await;
        assert!(
            matches!(error.as_service_error(), Some(Error::Unhandled(_))),
            "{name}: {error}"
        );
        assert_eq!(error.raw_response().unwrap().status().as_u16(), 500, "{name}");
        assert!(error.to_string().contains("500"), "{name}: {error}");
        assert!(error.to_string().contains(REQUEST_ID), "{name}: {error}");
        assert!(error.to_string().len() < 400, "{name}: {error}");
    }
}

/// Bodies, the path of what is wrong in them below the output, and what is wrong.
const MISREAD: [(&str, &str, &str); 13] = [
    (r#"{"Id":1}"#, ".Id", "expected a string, found a number (at byte 6)"),
    (
        r#"{"Id":"i","Payload":"x"}"#,
        ".Payload",
        "expected a union, found a string (at byte 20)",
    ),
    (
        r#"{"Payload":{"LeadInvitation":{"Customer":{"CompanyName":[]}}}}"#,
        ".Payload.LeadInvitation.Customer.CompanyName",
        "expected a string, found an array (at byte 56)",
    ),
    (
        r#"{"Payload":{"OpportunityInvitation":{"SenderContacts":[{},{"Email":true}]}}}"#,
        ".Payload.OpportunityInvitation.SenderContacts[1].Email",
        "expected a string, found a boolean (at byte 67)",
    ),
    (
        r#"{"Payload":{"OpportunityInvitation":{},"LeadInvitation":{}}}"#,
        ".Payload.LeadInvitation",
        "a union has one variant, found another one (at byte 56)",
    ),
    (r#"{"InvitationDate":"yesterday"}"#, ".InvitationDate", "at byte 18"),
    (
        r#"{"InvitationDate":[1769903998]}"#,
        ".InvitationDate",
        "found an array (at byte 18)",
    ),
    (
        r#"{"Receiver":{"Account":{"Alias":"#,
        ".Receiver.Account.Alias",
        "found the end of the body (at byte 32)",
    ),
    (r#"{"Id":"trunc"#, ".Id", "at byte 12"),
    (
        r#"{"Id":"a"} {}"#,
        "",
        "expected the end of the body, found an object (at byte 11)",
    ),
    ("[]", "", "expected a structure, found an array (at byte 0)"),
    ("true", "", "expected a structure, found a boolean (at byte 0)"),
    (
        "<html>",
        "",
        "expected a structure, found something that is not JSON (at byte 0)",
    ),
];

#[tokio::test]
async fn a_response_that_cannot_be_read_says_where() {
    let name = "GetEngagementInvitationResponse";
    for (body, path, problem) in MISREAD {
        let error = get(Answer::with_headers(200, &[], body)).await.unwrap_err();
        let text = error.to_string();
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("{name}{path}: ")
        };
        let start = format!("GetEngagementInvitation: cannot read the response (status 200): {path}");
        assert!(text.starts_with(&start), "{body}: {text}");
        assert!(text.contains(problem), "{body}: {text}");
        assert!(text.ends_with(&format!("; request id {REQUEST_ID}")), "{body}: {text}");
        let SdkError::ResponseError(response) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(response.raw().body().bytes(), Some(body.as_bytes()));
        assert_eq!((error.request_id(), error.code()), (Some(REQUEST_ID), None));
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_hostile_response_is_an_error_and_nothing_worse() {
    let a_million = |open: &str| open.repeat(1_000_000);
    for (name, body, path) in [
        ("brackets", a_million("[").into_bytes(), ""),
        (
            "braces",
            a_million(r#"{"Payload":"#).into_bytes(),
            "GetEngagementInvitationResponse.Payload",
        ),
        (
            "brackets in a list",
            [r#"{"ExistingMembers":"#, &a_million("[")].concat().into_bytes(),
            "GetEngagementInvitationResponse.ExistingMembers[0]",
        ),
        (
            "brackets in an unknown member",
            [r#"{"Future":"#, &a_million("[")].concat().into_bytes(),
            "GetEngagementInvitationResponse",
        ),
        (
            "brackets in an unknown variant",
            [r#"{"Payload":{"Future":"#, &a_million("[")].concat().into_bytes(),
            "GetEngagementInvitationResponse.Payload",
        ),
        ("garbage", vec![0xa5; 50_000_000], ""),
        (
            "text without an end",
            [br#"{"Id":""#.to_vec(), vec![b'x'; 1_000_000]].concat(),
            "GetEngagementInvitationResponse.Id",
        ),
        (
            "unknown text without an end",
            [br#"{"Future":""#.to_vec(), vec![b'\\'; 1_000_000]].concat(),
            "GetEngagementInvitationResponse",
        ),
    ] {
        let error = get(Answer::with_headers(200, &[], body)).await.unwrap_err();
        let text = error.to_string();
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("{path}: ")
        };
        let start = format!("GetEngagementInvitation: cannot read the response (status 200): {path}");
        assert!(text.starts_with(&start), "{name}: {text}");
        assert!(text.len() < 400, "{name}: {text}");
    }
    // Unknown members may be large and deeply nested.
    let deep = format!(r#"{{"Id":"i","Future":{}{}}}"#, "[".repeat(100), "]".repeat(100));
    assert_eq!(get(Answer::with_headers(200, &[], deep)).await.unwrap().id(), "i");
    let large = format!(r#"{{"Future":"{}","Id":"i"}}"#, "x".repeat(50_000_000));
    assert_eq!(get(Answer::with_headers(200, &[], large)).await.unwrap().id(), "i");
}
