//! The edges of the syntax of JSON, and texts that end too early.

use super::agree;
use crate::shapes::{Everything, from_json};

#[test]
fn every_truncation_is_an_error() {
    let body = r#"{"Boolean":true,"Float":1.5e1,"Blob":"Zg==","Dates":["2000-01-02T20:34:56Z"],"Sparse":[null,"\u00e9"],
        "SparseMap":{"a":null},"Document":{"a":[1]},"Unknown":{"a":[1]},"List":[{"Stages":{"Prospect":[1]}}]}"#;
    assert!(from_json::<Everything>(body).is_ok());
    for end in 0..body.len() {
        assert!(
            from_json::<Everything>(&body.as_bytes()[..end]).is_err(),
            "{}",
            &body[..end]
        );
    }
}

#[test]
fn the_edges_of_the_syntax() {
    for text in [
        "[,1]",
        "[1,]",
        "[1,,2]",
        "[1 2]",
        "[,]",
        "[1",
        "[1}",
        "{,\"a\":1}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1]",
        "{\"a\"::1}",
        "{\"\":{}}",
        "{\"a\":1,\"a\":[]}",
        "[[],{},[[]]]",
        " [ 1 , 2 ] ",
        " { \"a\" : 1 , \"b\" : 2 } ",
        "1 1",
        "true false",
        "truex",
        "nul",
        "nulll",
        "[nullnull]",
        "-",
        "--1",
        "+1",
        "01",
        "-01",
        "1.",
        ".1",
        "1e",
        "1e+",
        "1.e1",
        "0x1",
        "1_000",
        "0e0",
        "-0.0e-0",
        "NaN",
        "Infinity",
        "'a'",
        "\"a",
        "a\"",
        "\"\t\"",
        "\"\\t\"",
        "\"\\u00e9\"",
        "\"\\U00e9\"",
        "\"\\v\"",
        "\"\u{7f}\"",
        "\"\u{0}\"",
        "\u{feff}1",
        "\u{a0}1",
        "\u{c}1",
        "// a\n1",
        "[1]/**/",
        "",
        " ",
        "\u{0}",
    ] {
        agree(text.as_bytes()).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
}
