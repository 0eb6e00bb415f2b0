//! Published signatures, and presigned URLs against those of `aws-sigv4`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::Duration;

use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningSettings, UriPathNormalizationMode,
};
use aws_sigv4::sign::v4;
use proptest::prelude::*;

use super::tests::{at, header, path, query, request};
use super::*;
use crate::endpoint::AuthScheme;

/// Returns the signature that `aws-sigv4` puts into the query.
fn expected(parts: &Parts, body: &[u8], keys: &Credentials, scope: &CredentialScope, time: SystemTime) -> String {
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(Duration::from_secs(60));
    let is_s3 = scope.takes_unsigned_payload();
    if is_s3 {
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.percent_encoding_mode = PercentEncodingMode::Single;
    }
    let mut identity = aws_credential_types::Credentials::builder()
        .access_key_id(keys.access_key_id())
        .secret_access_key(keys.secret_access_key())
        .provider_name("test");
    identity.set_session_token(keys.session_token().map(str::to_owned));
    let identity = identity.build().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(&scope.region)
        .name(&scope.service)
        .time(time)
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let headers = parts.headers.iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    let uri = parts.uri.to_string();
    let body = match is_s3 {
        true => SignableBody::UnsignedPayload,
        false => SignableBody::Bytes(body),
    };
    let signable = SignableRequest::new(parts.method.as_str(), &uri, headers, body).unwrap();
    let signed = aws_sigv4::http_request::sign(signable, &params).unwrap();
    signed.signature().to_owned()
}

proptest! {
    #[test]
    fn any_url_is_presigned_as_the_official_client_presigns_it(
        method in prop::sample::select(vec!["GET", "PUT"]),
        path in path(),
        query in query(),
        headers in prop::collection::btree_map("x-[a-z]{1,5}", "[a-z0-9]{0,9}", 0..3),
        body in prop::collection::vec(any::<u8>(), 0..20),
        token in prop::option::of("[a-zA-Z0-9/+=]{1,300}"),
        name in prop::sample::select(vec!["a-service", "s3"]),
        seconds in 0..253_402_300_800_u64,
    ) {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut parts = request(method, &format!("https://a.example{path}{query}"), &headers);
        let credentials = Credentials::from_keys("AKID", "SECRET", token);
        let scope = CredentialScope::new("eu-west-1", name);
        let expected = expected(&parts, &body, &credentials, &scope, at(seconds));
        Signer::default()
            .presign(&mut parts, Payload::Bytes(&body), &credentials, &scope, at(seconds), Duration::from_secs(60))
            .unwrap();
        let uri = parts.uri.to_string();
        prop_assert!(uri.ends_with(&format!("&X-Amz-Signature={expected}")), "{}", uri);
    }
}

#[test]
fn published_signatures() {
    // The examples of the S3 manual, "Signature Calculations for the Authorization Header".
    let credentials = Credentials::from_keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None);
    for (query, signature) in [
        (
            "lifecycle",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "max-keys=2&prefix=J",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ] {
        let scope = CredentialScope::new("us-east-1", "s3");
        let mut parts = request("GET", &format!("https://examplebucket.s3.amazonaws.com/?{query}"), &[]);
        Signer::default()
            .sign(&mut parts, Payload::Bytes(b""), &credentials, &scope, at(1_369_353_600))
            .unwrap();
        assert_eq!(
            header(&parts, "authorization"),
            format!(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, \
                SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={signature}"
            )
        );
    }
}

/// The example of the S3 manual, "Signature Calculations for the Authorization Header: Transferring
/// Payload in Multiple Chunks".
#[test]
fn published_signatures_of_chunks() {
    let credentials = Credentials::from_keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None);
    let scope = CredentialScope::new("us-east-1", "s3");
    let headers = [
        ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ("content-encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "66560"),
        ("content-length", "66824"),
    ];
    let mut parts = request(
        "PUT",
        "https://s3.amazonaws.com/examplebucket/chunkObject.txt",
        &headers,
    );
    let time = at(1_369_353_600);
    let payload = Payload::Streaming("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    let seed = Signer::default()
        .sign(&mut parts, payload, &credentials, &scope, time)
        .unwrap();
    let text = |signature: &[u8]| String::from_utf8(signature.to_vec()).unwrap();
    let expected = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    assert_eq!(text(seed.as_bytes()), expected);
    let mut chunks = Signer::stream_signer(&credentials, &scope, time, seed).unwrap();
    for (length, expected) in [
        (
            65536,
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
        ),
        (1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
        (0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
    ] {
        let signature = text(chunks.chunk(&vec![b'a'; length]).unwrap());
        assert_eq!(signature, expected);
        assert_eq!(signature.len(), chunks.signature_length());
    }
}

/// The example of the S3 manual, "Authenticating Requests: Using Query Parameters".
#[test]
fn published_presigned_url() {
    let credentials = Credentials::from_keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None);
    let scope = CredentialScope::new("us-east-1", "s3");
    let mut parts = request("GET", "https://examplebucket.s3.amazonaws.com/test.txt", &[]);
    let (time, day) = (at(1_369_353_600), Duration::from_secs(86_400));
    Signer::default()
        .presign(&mut parts, Payload::Bytes(b""), &credentials, &scope, time, day)
        .unwrap();
    assert_eq!(
        parts.uri.to_string(),
        "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
        &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
        &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
        &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    );
    assert!(parts.headers.is_empty());
}

/// The token of an S3 Express session has a header and a parameter of its own.
#[test]
fn s3_express_sessions_have_tokens_of_their_own() {
    let credentials = Credentials::from_keys("AKID", "SECRET", Some("TOKEN".to_owned()));
    let scheme = AuthScheme::new("sigv4-s3express").with_disable_double_encoding(true);
    let scope = CredentialScope::new("us-west-2", "s3express").with_scheme(&scheme);
    let mut parts = request("GET", "https://b--usw2-az1--x-s3.example/a//b", &[]);
    Signer::default()
        .sign(&mut parts, Payload::Unsigned, &credentials, &scope, at(0))
        .unwrap();
    assert_eq!(header(&parts, "x-amz-s3session-token"), "TOKEN");
    assert!(!parts.headers.contains_key("x-amz-security-token"));
    let mut parts = request("GET", "https://b--usw2-az1--x-s3.example/a//b?x", &[]);
    Signer::default()
        .presign(
            &mut parts,
            Payload::Unsigned,
            &credentials,
            &scope,
            at(0),
            Duration::from_secs(1),
        )
        .unwrap();
    let uri = parts.uri.to_string();
    assert!(
        uri.contains("/a//b?x&X-Amz-Algorithm=") && uri.contains("&X-Amz-S3session-Token=TOKEN&"),
        "{uri}"
    );
}
