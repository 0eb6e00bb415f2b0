//! JSON strings, with and without escapes; the member decides the type that they are read as.

use crate::shapes::{Everything, from_json};
use smithy_client_runtime::primitives::{Blob, DateTime};

fn error(body: &str) -> String {
    from_json::<Everything>(body).unwrap_err().to_string()
}

#[test]
fn a_string_is_what_its_member_is() {
    let time = DateTime::from_secs(1_576_540_098);
    for text in [
        "2019-12-16T23:48:18Z",
        "2019-12-17t00:48:18+01:00",
        r"2019-12-16T23:48:18\u005a",
    ] {
        let value: Everything = from_json(format!(r#"{{"Date":"{text}"}}"#)).unwrap();
        assert_eq!(value.date, Some(time), "{text}");
    }
    for text in ["aGk+", "aGk+====", r"aGk\u002b"] {
        let value: Result<Everything, _> = from_json(format!(r#"{{"Blob":"{text}"}}"#));
        let expected = (!text.contains('=')).then(|| Some(Blob::new("hi>")));
        assert_eq!(value.ok().map(|value| value.blob), expected, "{text}");
    }
    for (member, expected) in [
        ("Date", "invalid date-time: expected the form 2019-12-16T23:48:18Z"),
        ("Blob", "expected a blob in base64, found another string"),
        ("List", "expected a list, found a string"),
        ("Recursive", "expected a structure, found a string"),
        ("DenseMap", "expected a map, found a string"),
        ("Boolean", "expected a boolean, found a string"),
        (
            "Seconds",
            "expected a timestamp in seconds since the epoch, found a string",
        ),
    ] {
        for text in ["%", r"%\n"] {
            let at = member.len() + 4;
            assert_eq!(
                error(&format!(r#"{{"{member}":"{text}"}}"#)),
                format!("Everything.{member}: {expected} (at byte {at})")
            );
        }
    }
    assert_eq!(
        error(r#"{"List":"\x"}"#),
        "Everything.List: expected a list, found a string (at byte 8)"
    );
    assert_eq!(
        error(r#"{"Date":"\x"}"#),
        "Everything.Date: a string has an escape that is not valid in JSON (at byte 9)"
    );
}
