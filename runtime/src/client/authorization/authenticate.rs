//! The authentication of requests by an identity: a signature, a header or a query parameter.

use std::time::SystemTime;

use http::header::HOST;
use http::request::Parts;
use http::uri::Authority;

use super::Authorization;
#[cfg(any(feature = "event-stream", feature = "http-checksum"))]
use crate::auth::sigv4::Signer;
#[cfg(feature = "event-stream")]
use crate::auth::sigv4::StreamSigner;
use crate::auth::sigv4::{CredentialScope, Payload};
use crate::auth::{Credentials, http_auth};
use crate::box_error::BoxError;
use crate::client::Inner;
#[cfg(feature = "http-checksum")]
use crate::client::checksum::Trailer;
use crate::client::endpoint_cache::ResolvedEndpoint;
#[cfg(feature = "event-stream")]
use crate::client::event_signing::{EventSigner, PAYLOAD};
use crate::http::Body;
use crate::operation::Operation;

impl Inner {
    /// Authenticates the request of an attempt, and returns its body: in chunks if it has a
    /// trailer.
    pub(in crate::client) fn authenticate(
        &self,
        operation: &Operation,
        authorization: &mut Authorization,
        endpoint: &ResolvedEndpoint,
        parts: &mut Parts,
        body: Body,
        time: SystemTime,
    ) -> Result<Body, BoxError> {
        match authorization {
            Authorization::Signature(_) => {
                let signing = authorization.signing(endpoint).ok_or("the endpoint has no scope")?;
                add_cached_host(parts, endpoint);
                return self.sign(operation, signing, parts, body, time);
            }
            Authorization::Bearer(token) => http_auth::add_bearer_token(parts, token)?,
            Authorization::ApiKey(key) => match &self.service.traits.api_key {
                Some(location) => http_auth::add_api_key(parts, key, location)?,
                None => return Err("the service has no place for API keys".into()),
            },
            Authorization::Basic(login) => http_auth::add_login(parts, login)?,
            #[cfg(feature = "http-digest-auth")]
            Authorization::Digest(digest) => digest.add_to(parts, &self.shared.digest_sessions)?,
            Authorization::Anonymous => {}
        }
        #[cfg(feature = "http-checksum")]
        if let Some(trailer) = Trailer::of(parts, &body, false) {
            Trailer::mark_unsigned(&mut parts.headers);
            return Ok(trailer.encode(body, None));
        }
        Ok(body)
    }

    /// Signs the request of an attempt, and returns its body.
    fn sign(
        &self,
        operation: &Operation,
        (credentials, scope): (&Credentials, &CredentialScope),
        parts: &mut Parts,
        body: Body,
        time: SystemTime,
    ) -> Result<Body, BoxError> {
        let signer = &self.shared.signer;
        #[cfg(feature = "http-checksum")]
        if let Some(trailer) = Trailer::of(parts, &body, true) {
            let signature = signer.sign(parts, trailer.payload(scope), credentials, scope, time)?;
            let signer = Signer::stream_signer(credentials, scope, time, signature)?;
            return Ok(trailer.encode(body, Some(signer)));
        }
        #[cfg(feature = "event-stream")]
        if operation.streaming.sends_events {
            let signature = signer.sign(parts, Payload::Streaming(PAYLOAD), credentials, scope, time)?;
            let signer = Signer::stream_signer(credentials, scope, time, signature)?;
            return Ok(self.with_signed_events(body, signer));
        }
        let is_unsigned = operation.unsigned_payload && parts.uri.scheme_str() == Some("https");
        let payload = match is_unsigned {
            true => Payload::Unsigned,
            false => Payload::of(&body),
        };
        signer.sign(parts, payload, credentials, scope, time)?;
        Ok(body)
    }

    /// Returns the body of a signed request whose events are signed as they are sent.
    #[cfg(feature = "event-stream")]
    fn with_signed_events(&self, body: Body, signer: StreamSigner) -> Body {
        let (config, shared) = (self.config.clone(), std::sync::Arc::clone(&self.shared));
        body.map_data(move || {
            let (config, shared) = (config.clone(), std::sync::Arc::clone(&shared));
            let clock = move || shared.clock_skew.at_service(config.now());
            Box::new(EventSigner::new(signer.clone(), clock))
        })
    }
}

/// Adds the `host` header of the endpoint, unless the request has one or goes elsewhere.
fn add_cached_host(parts: &mut Parts, endpoint: &ResolvedEndpoint) {
    let (uri, own) = (&parts.uri, &endpoint.uri);
    if let Some(host) = &endpoint.host
        && uri.scheme() == own.scheme()
        && is_same_authority(uri.authority(), own.authority())
    {
        parts.headers.entry(HOST).or_insert_with(|| host.clone());
    }
}

/// Returns whether two authorities are the same. Most often one is a copy of the other, with the
/// same text.
fn is_same_authority(one: Option<&Authority>, other: Option<&Authority>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => std::ptr::eq(one.as_str(), other.as_str()) || one == other,
        _ => false,
    }
}
