//! The JSON that clients send and accept.

mod errors;

use std::collections::HashMap;

use crate::shapes::{Account, Everything, Faces, Invitation, Receiver, Secret, Stage, from_json, to_json};
use smithy_client_runtime::codec::json::JsonDeserializer;
use smithy_client_runtime::primitives::{Blob, DateTime, DateTimeFormat, Document, Number};
use smithy_client_runtime::serde::DeserializeShape;

fn error<T: DeserializeShape + std::fmt::Debug>(body: impl AsRef<[u8]>) -> String {
    from_json::<T>(body).unwrap_err().to_string()
}

#[test]
fn everything_goes_both_ways() {
    for body in [
        r#"{}"#,
        r#"{"Boolean":false,"Byte":-128,"Integer":2147483647,"Long":-9223372036854775808}"#,
        r#"{"Float":1234.5,"Double":123456789.12345679}"#,
        r#"{"Float":0.1,"Double":1e300}"#,
        r#"{"Float":"Infinity","Double":"-Infinity"}"#,
        r#"{"BigInteger":123456789012345678901234567890,"BigDecimal":-0.1234567890123456789012345678901}"#,
        r#"{"Blob":"YmluYXJ5LXZhbHVl"}"#,
        r#"{"Seconds":946845296.25,"Dates":["2000-01-02T20:34:56Z","2000-01-02T20:34:56.123456789Z"]}"#,
        r#"{"HttpDates":{"a":"Sun, 02 Jan 2000 20:34:56 GMT"}}"#,
        r#"{"Document":[{"foo":"bar"},1,-1,1.5,true,null,[]]}"#,
        r#"{"Dense":["a","\"\\/\n\r\t\u0001\u001f é 🦀"],"Sparse":[null,"b",null]}"#,
        r#"{"DenseMap":{"\"k\"":1}}"#,
        r#"{"SparseMap":{"k":null}}"#,
        r#"{"Recursive":{"Recursive":{"Boolean":true}},"List":[{},{"List":[]}]}"#,
        r#"{"Stages":{"Prospect":[1,-4,77]}}"#,
        r#"{"Stages":{"Not in the model":[]}}"#,
    ] {
        let value: Everything = from_json(body).unwrap();
        assert_eq!(to_json(&value), body);
    }
}

#[test]
fn what_is_read_is_what_was_meant() {
    let value: Everything = from_json(
        r#" { "Byte" : 1.0 , "Integer" : 1e3 , "Long":-0, "Float":"NaN", "Blob":"Zg", "Seconds":1.5e9, "unknown":[{"a":"\u00e9"}],
            "Dates":["2019-12-16T22:48:18-01:00",null], "Dense":["\ud83e\udd80\u0041",null,"x"], "DenseMap":{"a":null,"b":2},
            "Boolean":true, "Boolean":false, "Stages":{"Technical Validation":[1,9]}, "Recursive":null } "#,
    )
    .unwrap();
    assert_eq!(value.byte, Some(1));
    assert_eq!(value.integer, Some(1000));
    assert_eq!(value.long, Some(0));
    assert!(value.float.unwrap().is_nan());
    assert_eq!(value.blob, Some(Blob::new("f")));
    assert_eq!(value.seconds, Some(DateTime::from_secs(1_500_000_000)));
    assert_eq!(value.dates, Some(vec![DateTime::from_secs(1_576_540_098)]));
    assert_eq!(value.dense, Some(vec!["🦀A".to_owned(), "x".to_owned()]));
    assert_eq!(value.dense_map, Some(HashMap::from([("b".to_owned(), 2)])));
    assert_eq!(value.boolean, Some(false));
    let faces = vec![Faces::Heart, Faces::Unknown(9)];
    assert_eq!(value.stages, Some(HashMap::from([(Stage::TechnicalValidation, faces)])));
    assert_eq!(value.recursive, None);
}

#[test]
fn documents_keep_the_kind_of_their_numbers() {
    let document: Document =
        from_json("[18446744073709551615,-9223372036854775808,18446744073709551616,-0,1.0]").unwrap();
    assert_eq!(
        document,
        Document::Array(vec![
            Document::Number(Number::PosInt(u64::MAX)),
            Document::Number(Number::NegInt(i64::MIN)),
            Document::Number(Number::Float(18_446_744_073_709_551_616.0)),
            Document::Number(Number::Float(-0.0)),
            Document::Number(Number::Float(1.0)),
        ])
    );
}

#[test]
fn half_of_a_surrogate_pair_is_replaced() {
    for (escape, expected) in [
        ("\\ud83e", "\u{fffd}"),
        ("\\udd80", "\u{fffd}"),
        ("\\uD83Ex", "\u{fffd}x"),
        ("\\ud83e\\u0041", "\u{fffd}A"),
        ("\\ud83e\\n", "\u{fffd}\n"),
        ("\\udd80\\ud83e", "\u{fffd}\u{fffd}"),
        ("\\ud83e\\ud83e\\udd80", "\u{fffd}🦀"),
    ] {
        assert_eq!(
            from_json::<String>(format!("\"{escape}\"")).unwrap(),
            expected,
            "{escape}"
        );
        from_json::<Account>(format!("{{\"unknown\":\"{escape}\"}}")).unwrap();
    }
}

#[test]
fn an_unknown_variant_is_sent_back_as_it_came() {
    let raw = r#"{ "b" : [1.00, 1E5, "\u0041"] ,"a":{} }"#;
    let body =
        format!(r#"{{"Receiver":{{"__type":"com.example#Receiver","Account":null,"New\n":{raw} , "Old":null}}}}"#);
    let invitation: Invitation = from_json(&body).unwrap();
    let Some(Receiver::Unknown(variant)) = &invitation.receiver else {
        panic!("{invitation:?}")
    };
    assert_eq!(variant.tag(), "New\n");
    assert_eq!(variant.content(), Some(from_json(raw).unwrap()));
    assert!(!format!("{variant:?}").contains("1.00"));
    assert_eq!(
        to_json(&invitation),
        format!(r#"{{"Message":"","Receiver":{{"New\n":{raw}}}}}"#)
    );
}

#[test]
fn a_union_without_a_variant_is_kept() {
    for body in [
        r#"{"Receiver":{}}"#,
        r#"{"Receiver":{"Account":null}}"#,
        r#"{"Receiver":{"Accounts":null , "Account":null }}"#,
        r#"{"Receiver":{"__type":"x","Account":null},"Message":null}"#,
        r#"{"Receiver":{ "Account" : null , "__type":"x" }}"#,
    ] {
        let invitation: Invitation = from_json(body).unwrap();
        let Some(Receiver::Unknown(variant)) = &invitation.receiver else {
            panic!("{invitation:?}")
        };
        assert_eq!((variant.tag(), variant.content()), ("", None));
        // The service did not mean a union without a variant, which no service takes.
        assert_eq!(to_json(&invitation), r#"{"Message":""}"#);
    }
}

#[test]
fn what_a_response_lacks_is_corrected() {
    let invitation: Invitation = from_json(r#"{"Receiver":{"Account":{"Alias":null}}}"#).unwrap();
    let receiver = Some(Receiver::Account(Account {
        alias: None,
        aws_account_id: String::new(),
    }));
    assert_eq!(
        invitation,
        Invitation {
            message: Secret(String::new()),
            receiver,
            stage: None
        }
    );
}

#[test]
fn members_in_any_order_are_found() {
    let members = [
        r#""Byte":1"#,
        r#""Integer":2"#,
        r#""\u004cong":3"#,
        r#""x":0"#,
        r#""Float":4"#,
    ];
    for rotation in 0..members.len() {
        let mut members = members;
        members.rotate_left(rotation);
        for reversed in [false, true] {
            if reversed {
                members.reverse();
            }
            let value: Everything = from_json(format!("{{{}}}", members.join(","))).unwrap();
            assert_eq!(
                (value.byte, value.integer, value.long, value.float),
                (Some(1), Some(2), Some(3), Some(4.0))
            );
        }
    }
}

#[test]
fn a_document_is_read_in_the_middle_of_a_body() {
    let mut reader = JsonDeserializer::new(br#"{"Document":{"a":[1]},"Dense":[]}"#, DateTimeFormat::EpochSeconds);
    let value = Everything::read(&mut reader).unwrap();
    assert_eq!(value.dense, Some(Vec::new()));
    assert!(value.document.unwrap().as_object().unwrap()["a"].is_array());
}
