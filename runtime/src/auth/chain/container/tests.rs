//! The addresses that may be asked for credentials.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

#[test]
fn without_tls_keys_stay_within_the_machine() {
    for url in [
        "https://example.com/keys",
        "HTTPS://example.com",
        "http://127.0.0.1/keys",
        "http://127.9.9.9:8080/keys",
        "http://[::1]:80/keys",
        "http://localhost:80",
        "http://169.254.170.2/v2",
        "http://169.254.170.23/v1/credentials",
        "http://[fd00:ec2::23]/v1/credentials",
    ] {
        assert!(may_be_asked(url).is_ok(), "{url}");
    }
    for url in [
        "http://example.com/keys",
        "http://169.254.169.254/keys",
        "http://127.0.0.1@example.com/keys",
        "http://127.0.0.1.example.com/keys",
        "http://localhost.example.com/keys",
        "http://10.0.0.1/keys",
        "http://[fd00:ec2::24]/keys",
        "ftp://me:SECRET@example.com",
        "//127.0.0.1/keys",
        "/keys",
        "https://",
        "no url",
        "",
    ] {
        let problem = may_be_asked(url).unwrap_err();
        assert!(!problem.contains("SECRET"), "{problem}");
    }
}

#[test]
fn a_path_that_is_no_path_is_refused() {
    for (path, expected) in [
        ("/v2/a?b", true),
        ("v2/a", false),
        ("http://a/", false),
        ("/a b", false),
    ] {
        assert_eq!(url(&Env::from_slice(&[(RELATIVE, path)])).is_ok(), expected, "{path}");
    }
}

#[test]
fn a_token_alone_is_half_a_source() {
    let alone = url(&Env::from_slice(&[(TOKEN, "SECRET")]));
    assert!(matches!(alone, Err(SourceError::Failed(_))));
    assert!(matches!(url(&Env::from_slice(&[])), Err(SourceError::NotConfigured(_))));
}
