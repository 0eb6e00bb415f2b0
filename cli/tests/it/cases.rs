//! The example `cases`, by which `cargo xtask judge` compares a client with other implementations.

#[path = "../../examples/cases/compare.rs"]
mod compare;

use bytes::Bytes;
use smithy_codegen::conformance::ir::{Body, ExpectedRequest};

fn problems(actual: &'static str, body: Body) -> String {
    let sent = http::Request::post("https://example.com/a?b&a=1").header("x", "1");
    let sent = sent.header("x", "2").body(Bytes::from(actual)).unwrap();
    let expected = ExpectedRequest {
        method: "POST".to_owned(),
        path: "/a".to_owned(),
        query: vec!["a=1".to_owned(), "b".to_owned()],
        headers: vec![("x".to_owned(), "1, 2".to_owned())],
        body: Some(body),
        ..ExpectedRequest::default()
    };
    compare::request(&sent, &expected).err().unwrap_or_default()
}

#[test]
fn bodies_are_compared_by_meaning() {
    for (actual, expected) in [
        (r#"{"a": 1, "b": [1.0]}"#, Body::Json(r#"{"b":[1],"a":1.0}"#.to_owned())),
        ("b=%20&a=1&a=2", Body::Form("a=1&b=+&a=2".to_owned())),
        ("<r><b/><a>1</a></r>", Body::Xml("<r> <a>1</a> <b></b> </r>".to_owned())),
    ] {
        assert_eq!(problems(actual, expected), "", "{actual}");
    }
}

#[test]
fn differences_have_paths() {
    for (actual, expected, line) in [
        (
            r#"{"a":[1,2]}"#,
            Body::Json(r#"{"a":[1,3]}"#.to_owned()),
            "body.a[1]: 2, expected 3",
        ),
        ("a=1", Body::Form("a=1&b=1".to_owned()), "body.b is missing"),
        (
            "<r x='1'/>",
            Body::Xml("<r/>".to_owned()),
            "body.{}r.@{}x must not be there",
        ),
        (
            "\u{1}",
            Body::Cbor("oWFhAQ==".to_owned()),
            "body: 1, expected {\"a\":1}",
        ),
        ("x", Body::Bytes(String::new()), "body: \"x\", expected \"\""),
    ] {
        assert_eq!(problems(actual, expected), line);
    }
}
