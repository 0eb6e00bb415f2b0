//! Validation errors by field, from the service's responses.

use partner_central::validation::{Validation, decoded};
use partner_central_fake::Fake;
use partnercentral_selling::Error;
use partnercentral_selling::types::error::ValidationException;
use partnercentral_selling::types::{
    ValidationExceptionError, ValidationExceptionErrorCode, ValidationExceptionReason,
};

use crate::support::{client, opportunity};

#[tokio::test]
async fn an_entry_is_found_by_its_field() {
    let fake = Fake::start().await.unwrap();
    let call = opportunity().catalog("Production");
    let error = call.send_with(&client(&fake)).await.unwrap_err();
    assert_eq!(error.entries().len(), 1, "{error}");
    assert!(error.field("catalog").is_some(), "{error}");
    assert!(error.field("Project.Title").is_none());
}

fn exception(message: &str, entries: &[(Option<&str>, &str)]) -> Error {
    let entry = |(field, message): &(Option<&str>, &str)| {
        ValidationExceptionError::builder()
            .set_field_name(field.map(str::to_owned))
            .message(*message)
            .code(ValidationExceptionErrorCode::InvalidValue)
            .build()
            .unwrap()
    };
    let exception = ValidationException::builder()
        .message(message)
        .reason(ValidationExceptionReason::RequestValidationFailed)
        .set_error_list(Some(entries.iter().map(entry).collect()));
    Error::ValidationException(exception.build().unwrap())
}

#[test]
fn a_summary_is_the_message_or_the_entries() {
    let entries = [
        (Some("Project.Title"), "too long &#40;255&#41;"),
        (None, ""),
        (Some("/a/0/b"), "x"),
    ];
    for (message, entries, expected) in [
        ("1 error &amp; more", &entries[..], "1 error & more"),
        ("", &entries, "Project.Title: too long (255); INVALID_VALUE; /a/0/b: x"),
        (" ", &entries[1..2], "INVALID_VALUE"),
    ] {
        assert_eq!(exception(message, entries).summary(), expected);
    }
}

#[test]
fn paths_match_without_indexes_and_case() {
    let error = exception(
        "",
        &[(Some("$.project.expectedCustomerSpend[0].Amount"), "not a number")],
    );
    assert_eq!(
        error.field("Project.ExpectedCustomerSpend.Amount").unwrap().message(),
        "not a number"
    );
    assert_eq!(
        error
            .field("Project.ExpectedCustomerSpend[3].amount")
            .map(|it| it.message()),
        Some("not a number")
    );
    assert!(error.field("Project.ExpectedCustomerSpend").is_none());
}

#[test]
fn entities_are_decoded() {
    for (text, expected) in [
        ("a &lt; b", "a < b"),
        ("&quot;x&quot;", "\"x\""),
        ("R&D", "R&D"),
        ("&#x1F680;", "🚀"),
    ] {
        assert_eq!(decoded(text), expected);
    }
}
