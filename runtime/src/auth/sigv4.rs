//! Signature Version 4: the canonical form of a request, the signing key, and the headers of the
//! signature.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

mod canonical;
mod clock;
mod hash;
mod key;
#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST};
use http::request::Parts;
use http::{HeaderName, HeaderValue};

use self::clock::Stamp;
use self::key::KeyCache;
use crate::auth::Credentials;
use crate::box_error::BoxError;
use crate::endpoint::AuthScheme;
use crate::http::Body;
use crate::primitives::Document;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
/// The services that read the hash of the body from a header; all others take it from the
/// signature.
const WITH_CONTENT_HASH: [&str; 5] = ["glacier", "s3", "s3-object-lambda", "s3-outposts", "s3express"];
const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// The services that take the path as it is sent, without normalization and without encoding it
/// again.
const WITH_RAW_PATH: [&str; 4] = ["s3", "s3-object-lambda", "s3-outposts", "s3express"];
const UNSIGNED_PAYLOAD: &[u8] = b"UNSIGNED-PAYLOAD";

/// The region and the service that a signature is for, and how the service reads paths.
pub(crate) struct CredentialScope {
    region: Cow<'static, str>,
    service: Cow<'static, str>,
    path: PathStyle,
}

/// The form of the path that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathStyle {
    /// Empty and dot segments are removed.
    pub(crate) normalize: bool,
    /// The path, which is encoded as it is sent, is encoded once more.
    pub(crate) double_encode: bool,
}

/// The part of a body that is signed.
#[derive(Clone, Copy)]
pub(crate) enum Payload<'a> {
    /// The hash of these bytes.
    Bytes(&'a [u8]),
    /// Nothing: the service takes the body as TLS brings it.
    Unsigned,
}

impl CredentialScope {
    /// Returns the scope of a service, by its signing name, in a region.
    pub(crate) fn new(region: impl Into<Cow<'static, str>>, service: impl Into<Cow<'static, str>>) -> Self {
        let service = service.into();
        let is_raw = WITH_RAW_PATH.contains(&&*service);
        Self {
            region: region.into(),
            service,
            path: PathStyle {
                normalize: !is_raw,
                double_encode: !is_raw,
            },
        }
    }

    /// Adopts what the endpoint's auth scheme says of paths (`disableDoubleEncoding`,
    /// `disableNormalizePath`).
    pub(crate) fn with_path_of(mut self, scheme: &AuthScheme) -> Self {
        self.path.double_encode &= !scheme.disable_double_encoding();
        self.path.normalize &= scheme.property("disableNormalizePath") != Some(&Document::Bool(true));
        self
    }
}

impl<'a> Payload<'a> {
    /// Returns the payload of a request with this body.
    pub(crate) fn of(body: &'a Body) -> Self {
        body.bytes().map_or(Self::Unsigned, Self::Bytes)
    }
}

/// Signs requests, and caches the signing key of the day.
#[derive(Default)]
pub(crate) struct Signer {
    keys: KeyCache,
}

impl Signer {
    /// Signs a request whose URI is absolute. The signature covers all headers, except those that
    /// proxies and HTTP clients change.
    ///
    /// # Errors
    /// Credentials that a header cannot hold, a URI without a host, a clock outside of the years
    /// 1970 to 9999.
    pub(crate) fn sign(
        &self,
        parts: &mut Parts,
        payload: Payload<'_>,
        credentials: &Credentials,
        scope: &CredentialScope,
        time: SystemTime,
    ) -> Result<(), BoxError> {
        let stamp = Stamp::new(time)?;
        let (region, name) = (&*scope.region, &*scope.service);
        let hash;
        let payload = match payload {
            Payload::Bytes(bytes) => {
                hash = hash::hex(&hash::sha256(bytes));
                &hash[..]
            }
            Payload::Unsigned => UNSIGNED_PAYLOAD,
        };
        add_headers(parts, &stamp, credentials)?;
        if WITH_CONTENT_HASH.contains(&name) || payload == UNSIGNED_PAYLOAD {
            parts
                .headers
                .insert(X_AMZ_CONTENT_SHA256, HeaderValue::from_bytes(payload)?);
        }

        let headers = canonical::headers(&parts.headers);
        // One buffer for three texts, of which the first is the longest.
        let mut text = Vec::with_capacity(1024);
        canonical::request(&mut text, parts, scope.path, &headers, payload);
        let request_hash = hash::hex(&hash::sha256(&text));

        let (region_bytes, name_bytes) = (region.as_bytes(), name.as_bytes());
        let credential_scope: [&[u8]; 6] = [stamp.date(), b"/", region_bytes, b"/", name_bytes, b"/aws4_request"];
        text.clear();
        append(&mut text, &[ALGORITHM.as_bytes(), b"\n", stamp.date_time(), b"\n"]);
        append(&mut text, &credential_scope);
        append(&mut text, &[b"\n", &request_hash]);
        let signature = self.keys.key(&stamp, region, name, credentials).sign(&text);

        text.clear();
        let access_key_id = credentials.access_key_id().as_bytes();
        append(&mut text, &[ALGORITHM.as_bytes(), b" Credential=", access_key_id, b"/"]);
        append(&mut text, &credential_scope);
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

/// Adds the headers that the service reads beside the signature; all of them are signed.
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

/// Returns the value of a header that `Debug` does not show.
fn secret(value: impl Into<Bytes>, what: &str) -> Result<HeaderValue, BoxError> {
    let value = HeaderValue::from_maybe_shared(value.into());
    let mut value = value.map_err(|_| {
        format!("{what} of the credentials has a character that a header cannot have: look for a line break in it")
    })?;
    value.set_sensitive(true);
    Ok(value)
}
