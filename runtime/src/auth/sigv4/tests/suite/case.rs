//! The cases of the suite: their requests and their parameters.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use http::Request;
use serde_json::Value;

use super::{authorization, text};
use crate::auth::sigv4::*;
use crate::primitives::{DateTimeFormat, date_time};

/// The parameters of a case. Cases without a file of parameters are for services that encode paths
/// twice; the signed request has the other parameters.
pub(super) struct Context {
    pub(super) credentials: Credentials,
    pub(super) scope: CredentialScope,
    pub(super) time: SystemTime,
    pub(super) sign_body: bool,
    pub(super) expires_in: Duration,
}

pub(super) fn context(folder: &Path, parts: &Parts, algorithm: Algorithm) -> Context {
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

/// Reads a request: its first line, its headers, which may go over several lines, and its body.
pub(super) fn request(text: &str) -> (Parts, String) {
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
