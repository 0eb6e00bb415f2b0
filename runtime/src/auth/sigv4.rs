//! Signature Version 4: what of a request is signed, with which key, and the headers that say so.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

mod canonical;
mod clock;
mod hash;
mod key;
#[cfg(test)]
mod tests;

use std::time::SystemTime;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST};
use http::request::Parts;
use http::{HeaderName, HeaderValue};

use self::clock::Stamp;
use self::key::KeyCache;
use crate::auth::Credentials;
use crate::error::BoxError;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
/// The services that read the hash of the body from a header of its own; all others take it from the signature.
const WITH_CONTENT_HASH: [&str; 5] = ["glacier", "s3", "s3-object-lambda", "s3-outposts", "s3express"];
const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// Signs requests, and keeps the key of the day.
#[derive(Default)]
pub(crate) struct Signer {
    keys: KeyCache,
}

impl Signer {
    /// Signs a request whose URI is absolute; every header that it has by now is covered, save those that others
    /// change on the way.
    ///
    /// # Errors
    /// Credentials that a header cannot hold, a URI without a host, a clock outside of the years 1970 to 9999.
    pub(crate) fn sign(
        &self,
        parts: &mut Parts,
        body: &Bytes,
        credentials: &Credentials,
        region: &str,
        name: &str,
        time: SystemTime,
    ) -> Result<(), BoxError> {
        let stamp = Stamp::new(time)?;
        let body_hash = hash::hex(&hash::sha256(body));
        add_headers(parts, &stamp, credentials)?;
        if WITH_CONTENT_HASH.contains(&name) {
            parts
                .headers
                .insert(X_AMZ_CONTENT_SHA256, HeaderValue::from_bytes(&body_hash)?);
        }

        let headers = canonical::headers(&parts.headers);
        // One buffer for three texts, of which the first is the longest.
        let mut text = Vec::with_capacity(1024);
        canonical::request(&mut text, parts, &headers, &body_hash);
        let request_hash = hash::hex(&hash::sha256(&text));

        let (region_bytes, name_bytes) = (region.as_bytes(), name.as_bytes());
        let scope: [&[u8]; 6] = [stamp.date(), b"/", region_bytes, b"/", name_bytes, b"/aws4_request"];
        text.clear();
        append(&mut text, &[ALGORITHM.as_bytes(), b"\n", stamp.date_time(), b"\n"]);
        append(&mut text, &scope);
        append(&mut text, &[b"\n", &request_hash]);
        let signature = self.keys.key(&stamp, region, name, credentials).sign(&text);

        text.clear();
        let access_key_id = credentials.access_key_id().as_bytes();
        append(&mut text, &[ALGORITHM.as_bytes(), b" Credential=", access_key_id, b"/"]);
        append(&mut text, &scope);
        text.extend_from_slice(b", SignedHeaders=");
        canonical::names(&mut text, &headers);
        append(&mut text, &[b", Signature=", &hash::hex(&signature)]);
        parts.headers.insert(AUTHORIZATION, secret(text, "the access key id")?);
        Ok(())
    }
}

/// Returns the SHA-256 of a text in lower-case hexadecimal digits.
#[cfg_attr(
    not(feature = "credentials-chain"),
    allow(dead_code, reason = "the chain names files by it")
)]
pub(crate) fn sha256_hex(text: &[u8]) -> String {
    let digits = hash::hex(&hash::sha256(text));
    digits.into_iter().map(char::from).collect()
}

fn append(text: &mut Vec<u8>, parts: &[&[u8]]) {
    for part in parts {
        text.extend_from_slice(part);
    }
}

/// Adds what the service reads beside the signature, all of which is signed.
fn add_headers(parts: &mut Parts, stamp: &Stamp, credentials: &Credentials) -> Result<(), BoxError> {
    let headers = &mut parts.headers;
    if !headers.contains_key(HOST) {
        headers.insert(HOST, canonical::host(&parts.uri)?);
    }
    headers.insert(X_AMZ_DATE, HeaderValue::from_bytes(stamp.date_time())?);
    match credentials.session_token() {
        Some(token) => drop(headers.insert(X_AMZ_SECURITY_TOKEN, secret(token.to_owned(), "the session token")?)),
        None => drop(headers.remove(X_AMZ_SECURITY_TOKEN)),
    }
    Ok(())
}

/// The value of a header, which `Debug` does not show.
fn secret(value: impl Into<Bytes>, what: &str) -> Result<HeaderValue, BoxError> {
    let value = HeaderValue::from_maybe_shared(value.into());
    let mut value = value.map_err(|_| {
        format!("{what} of the credentials has a character that a header cannot have: look for a line break in it")
    })?;
    value.set_sensitive(true);
    Ok(value)
}
