//! The suite of signatures in headers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fmt::Write;
use std::path::Path;

use http::Request;
use serde_json::Value;

use super::*;
use crate::primitives::{DateTime, DateTimeFormat};
use crate::suite_data;

#[test]
fn signatures_in_headers() {
    let Some(suite) = suite_data::path("aws-signing-test-suite/v4") else {
        return;
    };
    let mut folders: Vec<_> = std::fs::read_dir(suite)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let mut failures = Vec::new();
    for folder in &folders {
        let expected = authorization(&text(folder, "header-signed-request.txt"));
        let found = signed(folder);
        if found != expected {
            failures.push(format!("{}: {found}, expected {expected}", folder.display()));
        }
    }
    suite_data::report("aws-signing-test-suite/v4", folders.len(), &failures);
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Returns the header of a signed request.
fn authorization(request: &str) -> String {
    let line = request.lines().find_map(|line| line.strip_prefix("Authorization:"));
    line.unwrap().trim().to_owned()
}

/// The parameters of a case. Those without a file of them are of services that encode paths twice;
/// the signed request shows the rest.
struct Context {
    credentials: Credentials,
    scope: CredentialScope,
    time: SystemTime,
    sign_body: bool,
}

fn context(folder: &Path, parts: &Parts) -> Context {
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
    Context {
        credentials: Credentials::from_keys(key("access_key_id").unwrap(), key("secret_access_key").unwrap(), token),
        scope,
        time: parsed(&field("timestamp")),
        sign_body: context["sign_body"].as_bool().unwrap(),
    }
}

fn parsed(time: &str) -> SystemTime {
    let time = DateTime::from_str(time, DateTimeFormat::DateTime).unwrap();
    time.try_into().unwrap()
}

fn signed(folder: &Path) -> String {
    let (mut parts, body) = request(&text(folder, "request.txt"));
    let context = context(folder, &parts);
    if context.sign_body {
        let hash = sha256_hex(body.as_bytes()).parse().unwrap();
        parts.headers.insert(X_AMZ_CONTENT_SHA256, hash);
    }
    let Context {
        credentials,
        scope,
        time,
        ..
    } = &context;
    let payload = Payload::Bytes(body.as_bytes());
    Signer::default()
        .sign(&mut parts, payload, credentials, scope, *time)
        .unwrap();
    parts.headers[AUTHORIZATION].to_str().unwrap().to_owned()
}

/// Reads a request: its first line, its headers, of which some go over several lines, and its body.
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

/// Encodes what no URI can hold, as a client has done before it signs.
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
