//! Signatures against those of `aws-sigv4`, and against published ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod canonical;
mod suite;

use std::time::{Duration, UNIX_EPOCH};

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode,
};
use aws_sigv4::sign::v4;
use http::Request;
use proptest::prelude::*;

use super::*;
use crate::endpoint::AuthScheme;

pub(super) fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

pub(super) fn request(method: &str, uri: &str, headers: &[(&str, &str)]) -> Parts {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

pub(super) fn header<'a>(parts: &'a Parts, name: &str) -> &'a str {
    parts.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// The headers that proxies rewrite, as botocore lists them.
const REWRITTEN: [&str; 14] = [
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
];

/// Returns the headers that `aws-sigv4` adds to the same request.
fn expected(
    parts: &Parts,
    body: &[u8],
    credentials: &Credentials,
    scope: &CredentialScope,
    time: SystemTime,
) -> Vec<(String, String)> {
    let (region, name) = (&*scope.region, &*scope.service);
    let mut settings = SigningSettings::default();
    settings.uri_path_normalization_mode = match scope.path.normalize {
        true => UriPathNormalizationMode::Enabled,
        false => UriPathNormalizationMode::Disabled,
    };
    settings.percent_encoding_mode = match scope.path.double_encode {
        true => PercentEncodingMode::Double,
        false => PercentEncodingMode::Single,
    };
    settings.payload_checksum_kind = match name {
        "s3" => PayloadChecksumKind::XAmzSha256,
        _ => PayloadChecksumKind::NoHeader,
    };
    let excluded = settings.excluded_headers.get_or_insert_default();
    excluded.extend(["amz-sdk-invocation-id".into(), "amz-sdk-request".into()]);
    excluded.extend(REWRITTEN.map(Into::into));
    let mut keys = aws_credential_types::Credentials::builder()
        .access_key_id(credentials.access_key_id())
        .secret_access_key(credentials.secret_access_key())
        .provider_name("test");
    keys.set_session_token(credentials.session_token().map(str::to_owned));
    let identity = keys.build().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(name)
        .time(time)
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let headers = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    let uri = parts.uri.to_string();
    let signable = SignableRequest::new(parts.method.as_str(), &uri, headers, SignableBody::Bytes(body)).unwrap();
    let signed = aws_sigv4::http_request::sign(signable, &params).unwrap();
    let (instructions, _) = signed.into_parts();
    let headers = instructions.headers();
    headers
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Signs with both and compares.
fn check(
    signer: &Signer,
    request: &Parts,
    body: &[u8],
    credentials: &Credentials,
    scope: &CredentialScope,
    seconds: u64,
) {
    let mut parts = request.clone();
    signer
        .sign(&mut parts, Payload::Bytes(body), credentials, scope, at(seconds))
        .unwrap();
    for (header_name, value) in expected(request, body, credentials, scope, at(seconds)) {
        assert_eq!(header(&parts, &header_name), value, "{header_name} of {request:?}");
    }
    assert_eq!(
        parts.headers.contains_key("x-amz-content-sha256"),
        scope.service == "s3"
    );
    let has_token = parts.headers.contains_key("x-amz-security-token");
    assert_eq!(has_token, credentials.session_token().is_some());
}

fn part() -> impl Strategy<Value = String> {
    "([a-zA-Z0-9._~!$'()*+,;=:@-]|%[0-9a-fA-F]{2}){0,6}"
}

pub(super) fn path() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        4 => part(),
        1 => Just(".".to_owned()),
        1 => Just("..".to_owned()),
        1 => Just(String::new()),
    ];
    prop::collection::vec(segment, 0..6).prop_map(|segments| format!("/{}", segments.join("/")))
}

pub(super) fn query() -> impl Strategy<Value = String> {
    let pair = prop_oneof![
        3 => (part(), part()).prop_map(|(name, value)| format!("{name}={value}")),
        1 => part(),
    ];
    let pairs = prop::collection::vec(pair, 1..5).prop_map(|pairs| format!("?{}", pairs.join("&")));
    prop_oneof![Just(String::new()), pairs]
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof![
        "x-amz-[a-z]{1,3}",
        "[a-z]{1,3}",
        Just("content-type".to_owned()),
        Just("user-agent".to_owned()),
        Just("x-amzn-trace-id".to_owned()),
        Just("amz-sdk-invocation-id".to_owned()),
        Just("amz-sdk-request".to_owned()),
        Just("host".to_owned()),
    ];
    prop::collection::vec((name, "[ a-z0-9,;\"=\t]{0,12}"), 0..8)
}

proptest! {
    #[test]
    fn any_request_is_signed_as_the_official_client_signs_it(
        method in prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "PATCH"]),
        origin in prop::sample::select(vec![
            "https://a.example", "https://a.example:443", "http://a.example:80", "http://[::1]:8080", "https://a.example:80",
        ]),
        path in path(),
        query in query(),
        headers in headers(),
        body in prop::collection::vec(any::<u8>(), 0..200),
        token in prop::option::of("[a-zA-Z0-9/+=]{1,300}"),
        secret in "[a-zA-Z0-9/+=]{1,80}",
        name in prop::sample::select(vec!["a-service", "s3"]),
        disable_double_encoding in any::<bool>(),
        disable_normalize_path in any::<bool>(),
        // All days that a client may see, leap days and the end of a century among them.
        seconds in 0..253_402_300_800_u64,
    ) {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let request = request(method, &format!("{origin}{path}{query}"), &headers);
        let credentials = Credentials::from_keys("AKID", secret, token);
        let scheme = AuthScheme::new("sigv4")
            .with_disable_double_encoding(disable_double_encoding)
            .with_property("disableNormalizePath", disable_normalize_path);
        let scope = CredentialScope::new("eu-west-1", name).with_scheme(&scheme);
        check(&Signer::default(), &request, &body, &credentials, &scope, seconds);
    }

    #[test]
    fn no_key_outlives_what_it_was_made_of(
        calls in prop::collection::vec((0..2_usize, 0..2_usize, 0..2_usize, 0..2_u64), 1..20),
    ) {
        let signer = Signer::default();
        let request = request("POST", "https://a.example/", &[]);
        for (secret, region, name, day) in calls {
            let credentials = Credentials::from_keys("AKID", ["secret", "other"][secret], None);
            let scope = CredentialScope::new(["us-east-1", "us-east-2"][region], ["one", "two"][name]);
            check(&signer, &request, b"{}", &credentials, &scope, 1_767_225_599 + day);
        }
    }
}

const DEFAULT_PATH: PathStyle = PathStyle {
    normalize: true,
    double_encode: true,
};

#[test]
fn headers_that_proxies_rewrite_are_not_signed() {
    let own = ["authorization", "amz-sdk-invocation-id", "amz-sdk-request"];
    let unsigned = [&REWRITTEN[..], &own].concat();
    let signed = [
        "accept",
        "cache-control",
        "content-length",
        "forwarded",
        "via",
        "x-other",
    ];
    let headers: Vec<_> = unsigned.iter().chain(&signed).map(|name| (*name, "v")).collect();
    let mut parts = request("GET", "https://example.com/", &headers);
    let credentials = Credentials::from_keys("AKID", "SECRET", None);
    let scope = CredentialScope::new("us-east-1", "service");
    let signer = Signer::default();
    signer
        .sign(&mut parts, Payload::Bytes(b""), &credentials, &scope, at(0))
        .unwrap();
    let expected = "SignedHeaders=accept;cache-control;content-length;forwarded;host;via;x-amz-date;x-other, ";
    assert!(header(&parts, "authorization").contains(expected));
}

#[test]
fn a_stream_is_not_hashed() {
    struct Empty;
    impl crate::http::BodyStream for Empty {
        fn poll_data(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<Result<Bytes, BoxError>>> {
            std::task::Poll::Ready(None)
        }
    }
    let credentials = Credentials::from_keys("AKID", "SECRET", None);
    let scope = CredentialScope::new("us-east-1", "a");
    let mut parts = request("PUT", "https://a.example/", &[]);
    Signer::default()
        .sign(
            &mut parts,
            Payload::of(&Body::from_stream(Empty)),
            &credentials,
            &scope,
            at(0),
        )
        .unwrap();
    assert_eq!(header(&parts, "x-amz-content-sha256"), "UNSIGNED-PAYLOAD");
}
