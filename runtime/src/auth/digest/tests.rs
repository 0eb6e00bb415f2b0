#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use proptest::prelude::*;

use super::*;

fn headers(values: &[&str]) -> HeaderMap {
    let values = values.iter();
    values
        .map(|value| (WWW_AUTHENTICATE, HeaderValue::from_bytes(value.as_bytes()).unwrap()))
        .collect()
}

fn strongest(values: &[&str]) -> DigestChallenge {
    DigestChallenge::strongest(&headers(values)).unwrap().unwrap()
}

/// Returns the value of a parameter of the answer.
fn parameter(answer: &HeaderValue, name: &str) -> Option<String> {
    let text = String::from_utf8(answer.as_bytes().to_vec()).unwrap();
    let text = text.strip_prefix("Digest ").unwrap();
    let mut parameters = text.split(", ").map(|parameter| parameter.split_once('=').unwrap());
    let (_, value) = parameters.find(|(known, _)| *known == name)?;
    Some(value.trim_matches('"').to_owned())
}

const REALM: &str = r#"realm="http-auth@example.org", qop="auth, auth-int""#;
const SERVER: &str =
    r#"nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#;

fn input<'a>(uri: &'a str, client_nonce: &'a str) -> DigestInput<'a> {
    DigestInput {
        method: "GET",
        uri,
        count: 1,
        client_nonce,
    }
}

/// RFC 7616, section 3.9.1.
#[test]
fn the_first_example_of_rfc_7616_has_its_digests() {
    let sha = format!("Digest {REALM}, algorithm=SHA-256, {SERVER}");
    let md5 = format!("Digest {REALM}, algorithm=MD5, {SERVER}");
    let login = Login::new("Mufasa", "Circle of Life", None);
    let client_nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    for (sent, algorithm, expected) in [
        (&[&*md5][..], "MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        (
            &[&*md5, &*sha],
            "SHA-256",
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        ),
    ] {
        let answer = strongest(sent).answer(&login, &input("/dir/index.html", client_nonce));
        let answer = answer.unwrap();
        let value = |name: &str| parameter(&answer, name).unwrap();
        assert_eq!(value("response"), expected);
        assert_eq!(value("algorithm"), algorithm);
        assert_eq!(value("username"), "Mufasa");
        assert_eq!(value("uri"), "/dir/index.html");
        assert_eq!((value("nc"), value("qop")), ("00000001".to_owned(), "auth".to_owned()));
        assert_eq!(value("opaque"), "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS");
        assert!(answer.is_sensitive());
    }
}

/// RFC 7616, section 3.9.2, with the digests of erratum 4897.
#[test]
fn the_second_example_of_rfc_7616_hashes_the_user() {
    let challenge = strongest(&[
        r#"Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true"#,
    ]);
    let login = Login::new("J\u{e4}s\u{f8}n Doe", "Secret, or not?", None);
    let answer = challenge.answer(
        &login,
        &input("/doe.json", "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v"),
    );
    let answer = answer.unwrap();
    assert_eq!(
        parameter(&answer, "username").unwrap(),
        "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"
    );
    assert_eq!(
        parameter(&answer, "response").unwrap(),
        "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"
    );
    assert_eq!(parameter(&answer, "userhash").unwrap(), "true");
}

/// RFC 2617, section 3.5; RFC 2069, section 2.4, with the digest of erratum 749.
#[test]
fn the_examples_of_older_rfcs_have_their_digests() {
    let server = r#"nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41""#;
    for (quality, password, expected) in [
        (
            r#"qop="auth,auth-int", "#,
            "Circle Of Life",
            "6629fae49393a05397450978507c4ef1",
        ),
        ("", "CircleOfLife", "1949323746fe6a43ef61f9606e7febea"),
    ] {
        let challenge = strongest(&[&format!(r#"Digest realm="testrealm@host.com", {quality}{server}"#)]);
        let login = Login::new("Mufasa", password, None);
        let answer = challenge.answer(&login, &input("/dir/index.html", "0a4f113b")).unwrap();
        assert_eq!(parameter(&answer, "response").unwrap(), expected);
        assert_eq!(parameter(&answer, "nc").is_some(), !quality.is_empty());
        assert_eq!(parameter(&answer, "algorithm"), None);
    }
}

#[test]
fn challenges_are_found_in_any_list() {
    for values in [
        &[r#"Digest realm="a", nonce="n", qop=auth"#][..],
        &[r#"digest  REALM = a ,nonce="n" , qop="auth-int,Auth""#],
        &[r#"Basic realm="x, Digest realm=b", Digest realm="a", nonce="n", qop=auth"#],
        &["Negotiate", r#"Digest realm="a", nonce="n", qop=auth"#],
        &[r#"Negotiate YWJj/+==, NTLM, , Digest realm="a", nonce="n", qop=auth"#],
        &[r#"Digest realm="a", nonce="n", qop=auth, Basic realm="x""#],
        &[r#"Digest realm="\a", nonce="n", qop="auth", extension="x\"y", Bearer"#],
        &[
            r#"Digest realm="z", nonce="n", algorithm=SHA-3"#,
            r#"Digest realm="a", nonce="n", qop=auth"#,
        ],
    ] {
        let found = strongest(values);
        assert_eq!((&*found.realm, &*found.nonce), (&b"a"[..], &b"n"[..]), "{values:?}");
        assert!(found.has_quality, "{values:?}");
    }
    for values in [
        &[][..],
        &[r#"Basic realm="Digest""#],
        &["Digestion realm=a"],
        &["=, Digest"],
    ] {
        assert_eq!(
            DigestChallenge::strongest(&headers(values)).unwrap(),
            None,
            "{values:?}"
        );
    }
}

#[test]
fn the_strongest_challenge_is_answered() {
    let challenge = |algorithm: &str| format!("Digest realm=\"{algorithm}\", nonce=n, qop=auth, algorithm={algorithm}");
    for (algorithms, expected) in [
        (&["MD5", "SHA-256"][..], "SHA-256"),
        (&["SHA-256", "MD5"], "SHA-256"),
        (&["sha-256-SESS", "SHA-256"], "sha-256-SESS"),
        (&["SHA-512-256", "SHA-256", "MD5-sess"], "SHA-512-256"),
        (&["SHA-1", "MD5"], "MD5"),
    ] {
        let values: Vec<String> = algorithms.iter().map(|algorithm| challenge(algorithm)).collect();
        let values: Vec<&str> = values.iter().map(|value| &**value).collect();
        let (separate, together) = (strongest(&values), strongest(&[&values.join(", ")]));
        assert_eq!(String::from_utf8_lossy(&separate.realm), expected);
        assert_eq!(separate, together);
        assert_eq!(separate.is_session, expected.to_lowercase().ends_with("-sess"));
    }
}

#[test]
fn challenges_without_an_answer_say_why() {
    for (value, expected) in [
        ("Digest nonce=n", "lacks `realm`"),
        ("Digest realm=a", "lacks `nonce`"),
        ("Digest realm=a, nonce=\"n", "lacks `nonce`"),
        ("Digest realm=a, nonce=n, qop=\"auth-int\"", "qop=\"auth-int\""),
        ("Digest realm=a, nonce=n, qop=auth, algorithm=\"SHA-1\"", "\"SHA-1\""),
        ("Digest realm=a, nonce=n, algorithm=MD5-sess", "lacks `qop`"),
    ] {
        let error = DigestChallenge::strongest(&headers(&[value])).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn users_with_other_characters_are_encoded_or_refused() {
    let challenge = strongest(&["Digest realm=\"a \\\"b\\\"\", nonce=n, qop=auth"]);
    let answer = |user: &str| challenge.answer(&Login::new(user, "hush", None), &input("/", "c"));
    let text = |user: &str| String::from_utf8(answer(user).unwrap().as_bytes().to_vec()).unwrap();
    assert!(text("a\"b\\c").starts_with(r#"Digest username="a\"b\\c", realm="a \"b\"", uri="/", nonce="n""#));
    assert!(text("J\u{e4}s\u{f8}n Doe").starts_with("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm="));
    assert!(
        answer("a\nb")
            .unwrap_err()
            .to_string()
            .contains("a character that a header cannot have")
    );
    assert!(!format!("{:?}", answer("a")).contains("response"));
}

#[test]
fn the_next_nonce_is_read() {
    for (value, expected) in [
        (r#"qop=auth, nextnonce="x,y", nc=00000001"#, Some("x,y")),
        ("NextNonce=x", Some("x")),
        (r#"rspauth="6629""#, None),
        ("nextnonce", None),
    ] {
        let headers = HeaderMap::from_iter([(
            http::HeaderName::from_static("authentication-info"),
            HeaderValue::from_static(value),
        )]);
        assert_eq!(next_nonce(&headers).as_deref(), expected.map(str::as_bytes), "{value}");
    }
}

proptest! {
    /// No header makes the reader fail, and every text survives in a quoted string.
    #[test]
    fn any_header_is_read(noise in prop::collection::vec(0x20_u8..0x7f, 0..60), realm in "[ -~\u{e4}]{0,20}") {
        let mut value = b"Digest ".to_vec();
        write_quoted(&mut value, "realm", realm.as_bytes());
        value.extend_from_slice(b", nonce=n, ");
        value.extend_from_slice(&noise);
        let headers = HeaderMap::from_iter([(WWW_AUTHENTICATE, HeaderValue::from_bytes(&value).unwrap())]);
        if let Ok(Some(challenge)) = DigestChallenge::strongest(&headers) {
            prop_assert!(noise.windows(6).any(|word| word.eq_ignore_ascii_case(b"digest")) || challenge.realm == realm.as_bytes());
        }
        let headers = HeaderMap::from_iter([(WWW_AUTHENTICATE, HeaderValue::from_bytes(&noise).unwrap())]);
        let _ = DigestChallenge::strongest(&headers);
    }
}
