//! Signature Version 4 and 4a: the canonical form of a request, the signing key, and the signature
//! in headers, in the query, and of the parts of a stream.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

#[cfg(feature = "sigv4a")]
mod asymmetric;
mod canonical;
mod clock;
mod hash;
mod key;
mod presign;
#[cfg(test)]
mod published;
mod scope;
mod stream;
#[cfg(test)]
mod tests;

use std::sync::Mutex;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST};
use http::request::Parts;
use http::{HeaderName, HeaderValue};

pub(crate) use self::canonical::host;
use self::clock::{Stamp, StampCache};
pub(crate) use self::hash::{hex, sha256};
use self::key::KeyCache;
#[cfg(test)]
use self::scope::PathStyle;
pub(crate) use self::scope::{Algorithm, CredentialScope};
#[allow(unused_imports, reason = "bodies with chunks and event streams are signed by it")]
pub(crate) use self::stream::StreamSigner;
use crate::auth::Credentials;
use crate::box_error::BoxError;
use crate::http::Body;

const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_REGION_SET: HeaderName = HeaderName::from_static("x-amz-region-set");
/// The largest capacity in bytes of a buffer that is reused for the next request.
const MAX_POOLED: usize = 8 * 1024;

const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The part of a body that is signed with the request.
#[derive(Clone, Copy)]
pub(crate) enum Payload<'a> {
    /// The hash of these bytes.
    Bytes(&'a [u8]),
    /// The body is not signed; only TLS protects it.
    Unsigned,
    /// The name for a body that is signed in parts or sent with trailers, such as
    /// `STREAMING-UNSIGNED-PAYLOAD-TRAILER`.
    #[allow(dead_code, reason = "bodies with chunks and event streams have it")]
    Streaming(&'static str),
}

impl<'a> Payload<'a> {
    /// Returns the payload of a request with this body.
    pub(crate) fn of(body: &'a Body) -> Self {
        body.bytes().map_or(Self::Unsigned, Self::Bytes)
    }

    /// Returns the text for the payload in the canonical request.
    fn text<'t>(&self, hash: &'t mut [u8; 64]) -> &'t [u8] {
        match self {
            Payload::Bytes(bytes) => {
                *hash = hash::hex(&hash::sha256(bytes));
                hash
            }
            Payload::Unsigned => UNSIGNED_PAYLOAD.as_bytes(),
            Payload::Streaming(name) => name.as_bytes(),
        }
    }
}

/// A signature in hexadecimal digits.
#[derive(Clone, Debug)]
pub(crate) enum Signature {
    /// An HMAC.
    Mac([u8; 64]),
    /// The two numbers of an ECDSA signature, in DER.
    #[cfg_attr(not(feature = "sigv4a"), allow(dead_code, reason = "only SigV4a makes it"))]
    Ecdsa(Vec<u8>),
}

impl Signature {
    /// Returns the digits.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Mac(digits) => digits,
            Self::Ecdsa(digits) => digits,
        }
    }
}

/// Signs requests, and caches the signing keys.
#[derive(Default)]
pub(crate) struct Signer {
    keys: KeyCache,
    stamps: StampCache,
    /// The buffer of the texts of the last request.
    buffer: Mutex<Vec<u8>>,
    #[cfg(feature = "sigv4a")]
    asymmetric_keys: asymmetric::KeyCache,
}

impl Signer {
    /// Signs a request whose URI is absolute, and returns the signature, which the signatures of
    /// the parts of a stream build upon. It covers all headers, except those that proxies and HTTP
    /// clients change.
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
    ) -> Result<Signature, BoxError> {
        let (stamp, date) = self.stamps.get(time)?;
        let mut hash = [0; 64];
        let payload_text = payload.text(&mut hash);
        add_headers(parts, date, credentials, scope)?;
        if scope.wants_content_hash() || !matches!(payload, Payload::Bytes(_)) {
            parts
                .headers
                .insert(X_AMZ_CONTENT_SHA256, HeaderValue::from_bytes(payload_text)?);
        }

        let headers = canonical::headers(&parts.headers);
        // One buffer holds three texts, one after the other.
        let mut text = self.take_buffer();
        let names = canonical::request(&mut text, parts, scope.path, &headers, payload_text);
        let to_sign = string_to_sign(&mut text, &stamp, scope);
        let to_sign = text.get(to_sign..).unwrap_or_default();
        let signature = self.signature(to_sign, &stamp, credentials, scope)?;

        let value = text.len();
        let access_key_id = credentials.access_key_id().as_bytes();
        let algorithm = scope.algorithm.name().as_bytes();
        append(&mut text, &[algorithm, b" Credential=", access_key_id, b"/"]);
        scope.append_to(&mut text, &stamp);
        text.extend_from_slice(b", SignedHeaders=");
        text.extend_from_within(names);
        append(&mut text, &[b", Signature=", signature.as_bytes()]);
        let value = Bytes::copy_from_slice(text.get(value..).unwrap_or_default());
        self.put_back(text);
        parts.headers.insert(AUTHORIZATION, secret(value, "the access key id")?);
        Ok(signature)
    }

    /// Returns an empty buffer: that of the last request, unless another thread uses it.
    fn take_buffer(&self) -> Vec<u8> {
        let taken = self.buffer.try_lock().map(|mut buffer| std::mem::take(&mut *buffer));
        let mut buffer = taken.unwrap_or_default();
        buffer.clear();
        buffer.reserve(2048);
        buffer
    }

    fn put_back(&self, used: Vec<u8>) {
        if used.capacity() <= MAX_POOLED
            && let Ok(mut buffer) = self.buffer.try_lock()
        {
            *buffer = used;
        }
    }

    /// Returns a signer of the parts of a body, after the signature of its request.
    #[allow(dead_code, reason = "bodies with chunks and event streams are signed by it")]
    pub(crate) fn stream_signer(
        credentials: &Credentials,
        scope: &CredentialScope,
        time: SystemTime,
        request: Signature,
    ) -> Result<StreamSigner, BoxError> {
        StreamSigner::new(credentials.clone(), scope.clone(), time, request)
    }

    /// Signs a text.
    fn signature(
        &self,
        text: &[u8],
        stamp: &Stamp,
        credentials: &Credentials,
        scope: &CredentialScope,
    ) -> Result<Signature, BoxError> {
        match scope.algorithm {
            Algorithm::SigV4 => {
                let key = self.keys.key(stamp, &scope.region, &scope.service, credentials);
                Ok(Signature::Mac(hash::hex(&key.sign(text))))
            }
            #[cfg(feature = "sigv4a")]
            Algorithm::SigV4a => self.asymmetric_keys.sign(credentials, text),
            #[cfg(not(feature = "sigv4a"))]
            Algorithm::SigV4a => Err(
                "the request is to be signed by SigV4a: enable the feature `sigv4a` of smithy-client-runtime".into(),
            ),
        }
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

/// Appends to a canonical request the text that is signed for it, and returns the start of that
/// text.
fn string_to_sign(text: &mut Vec<u8>, stamp: &Stamp, scope: &CredentialScope) -> usize {
    let request_hash = hash::hex(&hash::sha256(text));
    let start = text.len();
    let algorithm = scope.algorithm.name().as_bytes();
    append(text, &[algorithm, b"\n", stamp.date_time(), b"\n"]);
    scope.append_to(text, stamp);
    append(text, &[b"\n", &request_hash]);
    start
}

fn append(text: &mut Vec<u8>, parts: &[&[u8]]) {
    for part in parts {
        text.extend_from_slice(part);
    }
}

/// Adds the headers that the service reads beside the signature; all of them are signed.
fn add_headers(
    parts: &mut Parts,
    date: HeaderValue,
    credentials: &Credentials,
    scope: &CredentialScope,
) -> Result<(), BoxError> {
    add_host(parts)?;
    let headers = &mut parts.headers;
    headers.insert(X_AMZ_DATE, date);
    if scope.algorithm == Algorithm::SigV4a {
        headers.insert(X_AMZ_REGION_SET, HeaderValue::from_bytes(scope.region.as_bytes())?);
    }
    let name = scope.token_header();
    match credentials.session_token() {
        Some(token) => drop(headers.insert(name, secret(token.to_owned(), "the session token")?)),
        // To compare names takes less time than to hash one.
        None if headers.keys().any(|other| *other == name) => drop(headers.remove(name)),
        None => {}
    }
    Ok(())
}

/// Adds the `host` header, unless the request has one.
fn add_host(parts: &mut Parts) -> Result<(), BoxError> {
    if !parts.headers.contains_key(HOST) {
        parts.headers.insert(HOST, host(&parts.uri)?);
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
