//! The test suite of signatures: canonical requests, strings to sign and signatures, in headers and
//! in queries.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod case;

use std::path::{Path, PathBuf};

use self::case::{Context, context, request};
use crate::auth::sigv4::*;
use crate::suite_data;

#[test]
fn sigv4_in_headers() {
    check("v4", "header", |folder, text| signed(folder, Algorithm::SigV4, text));
}

#[test]
fn sigv4_in_queries() {
    check("v4", "query", |folder, text| presigned(folder, Algorithm::SigV4, text));
}

#[test]
#[cfg(feature = "sigv4a")]
fn sigv4a_in_headers() {
    check("v4a", "header", |folder, text| {
        signed(folder, Algorithm::SigV4a, text);
        ecdsa::check_signatures(folder, "header", text);
    });
}

#[test]
#[cfg(feature = "sigv4a")]
fn sigv4a_in_queries() {
    check("v4a", "query", |folder, text| {
        presigned(folder, Algorithm::SigV4a, text);
        ecdsa::check_signatures(folder, "query", text);
    });
}

/// The intermediate results of a signature.
#[derive(Default)]
struct Texts {
    canonical_request: String,
    string_to_sign: String,
    signature: String,
    /// The header or URL that contains the signature.
    carrier: String,
}

/// Signs the request of each case and compares the texts with the files of the case.
fn check(version: &str, form: &str, sign: impl Fn(&Path, &mut Texts)) {
    let suite = format!("aws-signing-test-suite/{version}");
    let Some(path) = suite_data::path(&suite) else {
        return;
    };
    let mut folders: Vec<PathBuf> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders.retain(|folder| folder.join(format!("{form}-signed-request.txt")).exists());
    let mut failures = Vec::new();
    for folder in &folders {
        let mut found = Texts::default();
        sign(folder, &mut found);
        let case = folder.file_name().unwrap().to_str().unwrap();
        let is_refused = suite_data::refusal(&suite, case).is_some();
        let mut compare = |name: &str, found: &str| {
            let path = folder.join(format!("{form}-{name}.txt"));
            // The published examples have only some of the files.
            let is_published = !folder.join("context.json").exists();
            let expected = match std::fs::read_to_string(path) {
                Err(_) if is_published => return,
                expected => expected.unwrap_or_default(),
            };
            match (expected.trim_end() == found, is_refused) {
                (true, false) | (false, true) => {}
                (true, true) => failures.push(format!("{case} passes, and is listed as refused")),
                (false, false) => failures.push(format!("{case} {name}: {found}, expected {expected}")),
            }
        };
        compare("canonical-request", &found.canonical_request);
        compare("string-to-sign", &found.string_to_sign);
        if version == "v4" {
            compare("signature", &found.signature);
            let request = text(folder, &format!("{form}-signed-request.txt"));
            if form == "header" && authorization(&request) != found.carrier {
                failures.push(format!("{case}: {}", found.carrier));
            }
        }
    }
    suite_data::report(&format!("{suite}, {form}"), folders.len(), &failures);
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Returns the header of a signed request.
fn authorization(request: &str) -> String {
    let line = request.lines().find_map(|line| line.strip_prefix("Authorization:"));
    line.unwrap().trim().to_owned()
}

fn signed(folder: &Path, algorithm: Algorithm, texts: &mut Texts) {
    let (mut parts, body) = request(&text(folder, "request.txt"));
    let context = context(folder, &parts, algorithm);
    if context.sign_body {
        let hash = sha256_hex(body.as_bytes()).parse().unwrap();
        parts.headers.insert(X_AMZ_CONTENT_SHA256, hash);
    }
    let (credentials, scope) = (&context.credentials, &context.scope);
    let payload = Payload::Bytes(body.as_bytes());
    let signature = Signer::default()
        .sign(&mut parts, payload, credentials, scope, context.time)
        .unwrap();
    texts.signature = string(signature.as_bytes());
    texts.carrier = parts.headers[AUTHORIZATION].to_str().unwrap().to_owned();
    assert!(texts.carrier.ends_with(&format!("Signature={}", texts.signature)));
    write_texts(&parts, &context, &body, texts);
}

fn presigned(folder: &Path, algorithm: Algorithm, texts: &mut Texts) {
    let (mut parts, body) = request(&text(folder, "request.txt"));
    let context = context(folder, &parts, algorithm);
    let (credentials, scope) = (&context.credentials, &context.scope);
    let payload = Payload::Bytes(body.as_bytes());
    Signer::default()
        .presign(
            &mut parts,
            payload,
            credentials,
            scope,
            context.time,
            context.expires_in,
        )
        .unwrap();
    let uri = parts.uri.to_string();
    let (unsigned, signature) = uri.split_once("&X-Amz-Signature=").unwrap();
    texts.signature = signature.to_owned();
    parts.uri = unsigned.parse().unwrap();
    write_texts(&parts, &context, &body, texts);
}

/// Writes the texts that were signed for a request.
fn write_texts(parts: &Parts, context: &Context, body: &str, texts: &mut Texts) {
    let mut text = Vec::new();
    let hash = sha256_hex(body.as_bytes());
    let headers = canonical::headers(&parts.headers);
    canonical::request(&mut text, parts, context.scope.path, &headers, hash.as_bytes());
    texts.canonical_request = string(&text);
    let start = string_to_sign(&mut text, &Stamp::new(context.time).unwrap(), &context.scope);
    texts.string_to_sign = string(&text[start..]);
}

fn string(text: &[u8]) -> String {
    String::from_utf8(text.to_vec()).unwrap()
}

/// ECDSA signatures, which differ for each signer, so that they are verified with the public key.
#[cfg(feature = "sigv4a")]
mod ecdsa {
    use p256::ecdsa::signature::Verifier;
    use p256::ecdsa::{Signature, VerifyingKey};
    use serde_json::Value;

    use super::*;

    pub(super) fn check_signatures(folder: &Path, form: &str, texts: &Texts) {
        let context: Value = serde_json::from_str(&text(folder, "context.json")).unwrap();
        let key = |name: &str| context["credentials"][name].as_str().unwrap().to_owned();
        let credentials = Credentials::from_keys(key("access_key_id"), key("secret_access_key"), None);
        let signing_key = asymmetric::derive(&credentials).unwrap();
        let verifying_key = VerifyingKey::from(&signing_key);
        let public: Value = serde_json::from_str(&text(folder, "public-key.json")).unwrap();
        let public = format!("04{}{}", public["X"].as_str().unwrap(), public["Y"].as_str().unwrap());
        let point = verifying_key.to_sec1_point(false);
        assert_eq!(digits(point.as_bytes()), public, "{}", folder.display());
        let theirs = text(folder, &format!("{form}-signature.txt"));
        for signature in [texts.signature.as_str(), theirs.trim()] {
            let signature = Signature::from_der(&bytes(signature)).unwrap();
            verifying_key
                .verify(texts.string_to_sign.as_bytes(), &signature)
                .unwrap();
        }
    }

    fn digits(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn bytes(digits: &str) -> Vec<u8> {
        let pairs = digits.as_bytes().chunks(2);
        pairs
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }
}
