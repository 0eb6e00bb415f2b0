//! Canonical forms, and requests that cannot be signed.

use std::time::{Duration, UNIX_EPOCH};

use super::super::*;
use super::{DEFAULT_PATH, at, request};

#[test]
fn canonical_forms() {
    // Cases of the published SigV4 test suite, and how they should come out.
    for (uri, path, query) in [
        ("/", "/", ""),
        ("/example/..", "/", ""),
        ("/example1/example2/../..", "/", ""),
        ("/./", "/", ""),
        ("/./example", "/example", ""),
        ("//", "/", ""),
        ("//example//", "/example/", ""),
        ("/example%20space/", "/example%2520space/", ""),
        ("/%E1%88%B4", "/%25E1%2588%25B4", ""),
        ("/-._~0123456789AZaz", "/-._~0123456789AZaz", ""),
        ("/?Param1=value1", "/", "Param1=value1"),
        ("/?Param1=value2&Param1=Value1", "/", "Param1=Value1&Param1=value2"),
        (
            "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
            "/",
            "%E1%88%B4=Value1&Param=Value2&Param-3=Value3",
        ),
        ("/?Param1=", "/", "Param1="),
        ("/?Param1", "/", "Param1="),
    ] {
        let parts = request("GET", &format!("https://example.amazonaws.com{uri}"), &[]);
        let mut text = Vec::new();
        canonical::request(&mut text, &parts, DEFAULT_PATH, &[], b"HASH");
        let text = String::from_utf8(text).unwrap();
        assert_eq!(text, format!("GET\n{path}\n{query}\n\n\nHASH"), "{uri}");
    }

    let headers = [
        ("my-header2", "  \"a   b   c\"  "),
        ("my-header1", "value4"),
        ("my-header1", "value1"),
        ("my-header1", ""),
        ("user-agent", "none of this"),
    ];
    let parts = request("POST", "https://example.amazonaws.com/", &headers);
    let mut text = Vec::new();
    canonical::request(
        &mut text,
        &parts,
        DEFAULT_PATH,
        &canonical::headers(&parts.headers),
        b"HASH",
    );
    let expected = "POST\n/\n\nmy-header1:value4,value1,\nmy-header2:\"a b c\"\n\nmy-header1;my-header2\nHASH";
    assert_eq!(String::from_utf8(text).unwrap(), expected);
}

#[test]
fn what_cannot_be_signed_is_an_error_that_says_why() {
    let sign = |uri: &str, credentials: &Credentials, time: SystemTime| {
        let mut parts = request("POST", uri, &[]);
        let signed = Signer::default().sign(
            &mut parts,
            Payload::Bytes(b""),
            credentials,
            &CredentialScope::new("us-east-1", "a"),
            time,
        );
        signed.unwrap_err().to_string()
    };
    let good = Credentials::from_keys("AKID", "SECRET", None);
    let uri = "https://a.example/";
    let now = at(1_767_225_600);
    for (error, expected) in [
        (
            sign(uri, &Credentials::from_keys("AKID\n", "SECRET", None), now),
            "the access key id of the credentials has a character that a header cannot have: look for a line break in it",
        ),
        (
            sign(
                uri,
                &Credentials::from_keys("AKID", "SECRET", Some("TOKEN\n".to_owned())),
                now,
            ),
            "the session token of the credentials has a character that a header cannot have: look for a line break in it",
        ),
        (sign("/", &good, now), "the URI \"/\" to be signed has no host"),
        (
            sign(uri, &good, UNIX_EPOCH - Duration::from_secs(1)),
            "the clock is not between the years 1970 and 9999: set the time of the machine",
        ),
        (
            sign(uri, &good, at(253_402_300_800)),
            "the clock is not between the years 1970 and 9999: set the time of the machine",
        ),
    ] {
        assert_eq!(error, expected);
    }
}

#[test]
fn what_is_secret_is_not_shown() {
    let mut parts = request("POST", "https://a.example/", &[]);
    let credentials = Credentials::from_keys("AKID", "SECRET", Some("TOKEN".to_owned()));
    Signer::default()
        .sign(
            &mut parts,
            Payload::Bytes(b""),
            &credentials,
            &CredentialScope::new("us-east-1", "a"),
            at(0),
        )
        .unwrap();
    let shown = format!("{parts:?}");
    assert!(!shown.contains("TOKEN") && !shown.contains("Credential="), "{shown}");
}

#[test]
fn headers_that_change_on_the_way_are_not_signed() {
    for name in [
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "authorization",
        "baggage",
        "connection",
        "expect",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "traceparent",
        "tracestate",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    ] {
        assert!(!canonical::is_signed(name), "{name}");
    }
    for name in ["host", "tf", "x-amz-date", "x-amz-target", "content-type"] {
        assert!(canonical::is_signed(name), "{name}");
    }
}
