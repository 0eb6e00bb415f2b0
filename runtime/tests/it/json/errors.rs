//! JSON that is refused.

use crate::shapes::{Account, Everything, Invitation, Receiver, from_json};
use smithy_client_runtime::codec::json::JsonSerializer;
use smithy_client_runtime::primitives::{DateTime, DateTimeFormat, Document};
use smithy_client_runtime::schema::Member;

use super::error;

#[test]
fn errors_say_where_and_what_but_not_the_value() {
    for (body, expected) in [
        ("", "the body is empty, expected a structure (at byte 0)"),
        (" \n", "the body is empty, expected a structure (at byte 2)"),
        (
            "<html>",
            "expected a structure, found something that is not JSON (at byte 0)",
        ),
        ("[]", "expected a structure, found an array (at byte 0)"),
        (
            "{} x",
            "expected the end of the body, found something that is not JSON (at byte 3)",
        ),
        (
            r#"{"Message":7}"#,
            "Invitation.Message: expected a string, found a number (at byte 11)",
        ),
        (
            r#"{"Receiver":{"Accounts":[{},{"Alias":"é"},{"Alias":false}]}}"#,
            "Invitation.Receiver.Accounts[2].Alias: expected a string, found a boolean (at byte 52)",
        ),
        (
            r#"{"Receiver":{"Account":{},"Accounts":[]}}"#,
            "Invitation.Receiver.Accounts: a union has one variant, found another one (at byte 37)",
        ),
        (
            r#"{"Receiver":{"Other":1,"Account":{}}}"#,
            "Invitation.Receiver.Account: a union has one variant, found another one (at byte 33)",
        ),
        (
            r#"{"Receiver":"x"}"#,
            "Invitation.Receiver: expected a union, found a string (at byte 12)",
        ),
        (
            r#"{"Message":"x""#,
            "Invitation.Message: expected a comma or }, found the end of the body (at byte 14)",
        ),
        (
            r#"{"Message":"x"#,
            "Invitation.Message: expected the end of a string, found the end of the body (at byte 13)",
        ),
        (
            r#"{"Unknown":tru}"#,
            "Invitation: a word that is not true, false or null (at byte 11)",
        ),
        (
            "{\"Message\":\"\n\"}",
            "Invitation.Message: a control character in a string (at byte 12)",
        ),
        (
            r#"{"Message":"\x"}"#,
            "Invitation.Message: a string has an escape that is not valid in JSON (at byte 12)",
        ),
    ] {
        assert_eq!(error::<Invitation>(body), expected, "{body}");
    }
    for (body, expected) in [
        (
            r#"{"Byte":128}"#,
            "Everything.Byte: expected an integer from -128 to 127, found another (at byte 8)",
        ),
        (
            r#"{"Byte":1.5}"#,
            "Everything.Byte: expected an integer, found a fraction (at byte 8)",
        ),
        (
            r#"{"Byte":01}"#,
            "Everything.Byte: expected a comma or }, found a number (at byte 9)",
        ),
        (
            r#"{"Byte":"1"}"#,
            "Everything.Byte: expected an integer, found a string (at byte 8)",
        ),
        (
            r#"{"Float":1e39}"#,
            "Everything.Float: the number is out of range (at byte 9)",
        ),
        (
            r#"{"Double":"1"}"#,
            "Everything.Double: expected a number, found a string (at byte 10)",
        ),
        (
            r#"{"Blob":"%"}"#,
            "Everything.Blob: expected a blob in base64, found another string (at byte 8)",
        ),
        (
            r#"{"Dates":["2000-01-02T20:34:56Z","x"]}"#,
            "Everything.Dates[1]: invalid date-time: expected the form 2019-12-16T23:48:18Z (at byte 33)",
        ),
        (
            r#"{"DenseMap":{"a b":true}}"#,
            r#"Everything.DenseMap["a b"]: expected an integer, found a boolean (at byte 19)"#,
        ),
        (
            r#"{"SecretMap":{"key":[true]}}"#,
            "Everything.SecretMap[…][0]: expected an integer, found a boolean (at byte 21)",
        ),
        (
            r#"{"Dense":["a",]}"#,
            "Everything.Dense[1]: expected a string, found ] (at byte 14)",
        ),
        (
            r#"{"Byte":1,}"#,
            "Everything.Byte: expected a member's name, found } (at byte 10)",
        ),
        (
            r#"{"Document":1e999}"#,
            "Everything.Document: the number is out of range (at byte 12)",
        ),
    ] {
        assert_eq!(error::<Everything>(body), expected, "{body}");
    }
    assert_eq!(
        error::<Invitation>(b"{\"Message\":\"\xff\"}"),
        "Invitation.Message: the body is not UTF-8 (at byte 12)"
    );
    assert_eq!(error::<Vec<bool>>(b"[true]\xff"), "the body is not UTF-8 (at byte 6)");
}

#[test]
fn escapes_that_json_has_not_are_errors() {
    for escape in ["\\ud83e\\u12", "\\u12g4", "\\u12", "\\u+123", "\\"] {
        assert!(from_json::<String>(format!("\"{escape}\"")).is_err(), "{escape}");
        assert!(
            from_json::<Account>(format!("{{\"unknown\":\"{escape}\"}}")).is_err(),
            "{escape}"
        );
    }
}

#[test]
fn depth_is_bounded_and_never_the_stack() {
    let nested = |open: &str, depth: usize, close: &str| format!("{}{}", open.repeat(depth), close.repeat(depth));
    let structures = |depth: usize| nested("{\"Recursive\":", depth, "}").replace(":}", ":{}}");
    assert!(from_json::<Everything>(structures(127)).is_ok());
    assert!(error::<Everything>(structures(128)).contains("deeper than 128 levels (at byte"));
    assert!(from_json::<Document>(nested("[", 128, "]")).is_ok());
    assert!(error::<Document>(nested("[", 129, "]")).contains("deeper than 128 levels"));

    let million = 1_000_000;
    assert!(from_json::<Document>(nested("[", million, "]")).is_err());
    assert!(from_json::<Everything>("[".repeat(million)).is_err());
    assert!(from_json::<Everything>(structures(million)).is_err());
    assert!(from_json::<Everything>(format!(r#"{{"Unknown":{}}}"#, nested("[", million, "]"))).is_ok());
    assert!(from_json::<Everything>(format!(r#"{{"Unknown":{}"#, "{\"a\":[".repeat(million))).is_err());
    let deep_unknown = format!(r#"{{"Receiver":{{"New":{}}}}}"#, nested("[", million, "]"));
    let invitation: Invitation = from_json(&deep_unknown).unwrap();
    let Some(Receiver::Unknown(variant)) = &invitation.receiver else {
        panic!("{invitation:?}")
    };
    assert_eq!(variant.content(), None);
}

#[test]
fn a_timestamp_beyond_the_format_is_an_error_of_its_member() {
    let mut writer = JsonSerializer::new(DateTimeFormat::DateTime);
    let value = Everything {
        seconds: Some(DateTime::from_secs(i64::MAX)),
        ..Everything::default()
    };
    smithy_client_runtime::serde::SerializeShape::write(&value, Member::root(), &mut writer);
    assert_eq!(
        writer.finish().unwrap_err().to_string(),
        "member Seconds: date-time cannot be formatted: 9223372036854775807 seconds since the epoch lie outside the years 1 to 9999"
    );
}
