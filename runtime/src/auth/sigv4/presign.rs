//! A signature in the query: a presigned URL.

use std::time::{Duration, SystemTime};

use http::header::HOST;
use http::request::Parts;
use http::uri::PathAndQuery;

use super::clock::Stamp;
use super::{Algorithm, CredentialScope, Payload, Signer, add_host, canonical, string_to_sign};
use crate::auth::Credentials;
use crate::box_error::BoxError;

impl Signer {
    /// Signs a request whose URI is absolute, with the signature in its query. It covers all
    /// headers that the request has, which must be sent with the URL, and the host.
    ///
    /// # Errors
    /// Those of [`sign`](Self::sign).
    #[inline]
    pub(crate) fn presign(
        &self,
        parts: &mut Parts,
        payload: Payload<'_>,
        credentials: &Credentials,
        scope: &CredentialScope,
        time: SystemTime,
        expires_in: Duration,
    ) -> Result<(), BoxError> {
        let stamp = Stamp::new(time)?;
        let mut hash = [0; 64];
        // S3 does not read the body of a presigned request before it is sent.
        let payload = match scope.takes_unsigned_payload() {
            true => Payload::Unsigned,
            false => payload,
        };
        let payload_text = payload.text(&mut hash);
        let has_host = parts.headers.contains_key(HOST);
        add_host(parts)?;
        add_params(parts, &stamp, credentials, scope, expires_in)?;

        let headers = canonical::headers(&parts.headers);
        let mut text = Vec::with_capacity(1024);
        canonical::request(&mut text, parts, scope.path, &headers, payload_text);
        let to_sign = string_to_sign(&mut text, &stamp, scope);
        let to_sign = text.get(to_sign..).unwrap_or_default();
        let signature = self.signature(to_sign, &stamp, credentials, scope)?;
        append_to_query(parts, &[b"X-Amz-Signature=", signature.as_bytes()].concat())?;
        if !has_host {
            parts.headers.remove(HOST);
        }
        Ok(())
    }
}

/// Appends the parameters of the signature to the query.
#[inline]
fn add_params(
    parts: &mut Parts,
    stamp: &Stamp,
    credentials: &Credentials,
    scope: &CredentialScope,
    expires_in: Duration,
) -> Result<(), BoxError> {
    let mut credential = [credentials.access_key_id().as_bytes(), b"/"].concat();
    scope.append_to(&mut credential, stamp);
    let mut names = Vec::new();
    canonical::names(&mut names, &canonical::headers(&parts.headers));
    let expires = expires_in.as_secs().to_string();
    let mut params: Vec<(&str, &[u8])> = vec![
        ("X-Amz-Algorithm", scope.algorithm.name().as_bytes()),
        ("X-Amz-Credential", &credential),
        ("X-Amz-Date", stamp.date_time()),
        ("X-Amz-Expires", expires.as_bytes()),
    ];
    if scope.algorithm == Algorithm::SigV4a {
        params.push(("X-Amz-Region-Set", scope.region.as_bytes()));
    }
    params.push(("X-Amz-SignedHeaders", &names));
    if let Some(token) = credentials.session_token() {
        params.push((scope.token_param(), token.as_bytes()));
    }
    let mut text = Vec::new();
    for (name, value) in params {
        if !text.is_empty() {
            text.push(b'&');
        }
        text.extend_from_slice(name.as_bytes());
        text.push(b'=');
        canonical::encode(&mut text, value);
    }
    append_to_query(parts, &text)
}

/// Appends encoded parameters to the query.
#[inline]
fn append_to_query(parts: &mut Parts, params: &[u8]) -> Result<(), BoxError> {
    let mut uri = std::mem::take(&mut parts.uri).into_parts();
    let path = uri.path_and_query.as_ref().map_or("/", PathAndQuery::as_str);
    let separator: &[u8] = match path.split_once('?') {
        None => b"?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => b"",
        Some(_) => b"&",
    };
    let path = [path.as_bytes(), separator, params].concat();
    uri.path_and_query = Some(PathAndQuery::try_from(path)?);
    parts.uri = http::Uri::from_parts(uri)?;
    Ok(())
}
