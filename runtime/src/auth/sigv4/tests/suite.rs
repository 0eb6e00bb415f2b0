//! The test suite of signatures: canonical requests, strings to sign and signatures, in headers and
//! in queries.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use http::Request;
use serde_json::Value;

use crate::auth::sigv4::*;
use crate::primitives::{DateTimeFormat, date_time};
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

/// The parameters of a case. Cases without a file of parameters are for services that encode paths
/// twice; the signed request has the other parameters.
struct Context {
    credentials: Credentials,
    scope: CredentialScope,
    time: SystemTime,
    sign_body: bool,
    expires_in: Duration,
}

fn context(folder: &Path, parts: &Parts, algorithm: Algorithm) -> Context {
    let path = folder.join("context.json");
    if !path.exists() {
        let date = parts.headers["x-amz-date"].to_str().unwrap();
        let [day, time] = date.split('T').collect::<Vec<_>>()[..] else {
            panic!("a date: {date}");
        };
        let (year, month, day) = (&day[..4], &day[4..6], &day[6..]);
        let (hour, minute, second) = (&time[..2], &time[2..4], &time[4..6]);
        let signed = authorization(&text(folder, "header-signed-request.txt"));
        let credential = signed.split(['=', ',']).nth(1).unwrap();
        let [key, _, region, service, _] = credential.split('/').collect::<Vec<_>>()[..] else {
            panic!("a credential: {credential}");
        };
        // The published examples.
        let secret = match key {
            "ANOTREAL" => "notrealrnrELgWzOk3IfjzDKtFBhDby",
            _ => "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        };
        return Context {
            credentials: Credentials::from_keys(key, secret, None),
            scope: CredentialScope::new(region.to_owned(), service.to_owned()),
            time: parsed(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z")),
            sign_body: false,
            expires_in: Duration::ZERO,
        };
    }
    let context: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let field = |name: &str| context[name].as_str().unwrap().to_owned();
    let keys = &context["credentials"];
    let key = |name: &str| keys[name].as_str().map(str::to_owned);
    // The token is added after the signature, which has nothing to do with the signer.
    let token = key("token").filter(|_| context["omit_session_token"] != true);
    let mut scope = CredentialScope::new(field("region"), field("service"));
    scope.path = PathStyle {
        normalize: context["normalize"].as_bool().unwrap(),
        double_encode: false,
    };
    if algorithm == Algorithm::SigV4a {
        scope = scope.with_region_set(field("region"));
    }
    Context {
        credentials: Credentials::from_keys(key("access_key_id").unwrap(), key("secret_access_key").unwrap(), token),
        scope,
        time: parsed(&field("timestamp")),
        sign_body: context["sign_body"].as_bool().unwrap(),
        expires_in: Duration::from_secs(context["expiration_in_seconds"].as_u64().unwrap()),
    }
}

fn parsed(time: &str) -> SystemTime {
    let time = date_time::parse(time, DateTimeFormat::DateTime).unwrap();
    time.try_into().unwrap()
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
    string_to_sign(&mut text, &Stamp::new(context.time).unwrap(), &context.scope);
    texts.string_to_sign = string(&text);
}

fn string(text: &[u8]) -> String {
    String::from_utf8(text.to_vec()).unwrap()
}

/// ECDSA signatures, which differ for each signer, so that they are verified with the public key.
#[cfg(feature = "sigv4a")]
mod ecdsa {
    use p256::ecdsa::signature::Verifier;
    use p256::ecdsa::{Signature, VerifyingKey};

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

/// Reads a request: its first line, its headers, which may go over several lines, and its body.
fn request(text: &str) -> (Parts, String) {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap();
    let (method, rest) = first.split_once(' ').unwrap();
    let uri = rest.rsplit_once(' ').map_or(rest, |(uri, _)| uri);
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        match line.split_once(':').filter(|_| !line.starts_with(' ')) {
            Some((name, value)) => headers.push((name.to_owned(), value.trim().to_owned())),
            None => {
                let (_, value) = headers.last_mut().unwrap();
                value.push(' ');
                value.push_str(line.trim());
            }
        }
    }
    let host = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("host"));
    let uri = format!("https://{}{}", host.unwrap().1, sendable(uri));
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in &headers {
        request = request.header(name, value);
    }
    (request.body(()).unwrap().into_parts().0, body.to_owned())
}

/// Encodes characters that are not valid in a URI, as a client does before it signs.
fn sendable(uri: &str) -> String {
    let mut text = String::new();
    for byte in uri.bytes() {
        match byte {
            b'!'..=b'~' => text.push(char::from(byte)),
            _ => drop(write!(text, "%{byte:02X}")),
        }
    }
    text
}
