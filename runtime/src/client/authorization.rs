//! The auth scheme of a call, and the identity that its requests are authenticated by.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::SystemTime;

use http::StatusCode;
use http::request::Parts;

use super::Inner;
#[cfg(feature = "http-checksum")]
use super::checksum::Trailer;
use super::endpoint_cache::ResolvedEndpoint;
#[cfg(feature = "event-stream")]
use super::event_signing::{EventSigner, PAYLOAD};
use super::outcome::{Failure, ServiceResponse};
#[cfg(any(feature = "event-stream", feature = "http-checksum"))]
use crate::auth::sigv4::Signer;
#[cfg(feature = "event-stream")]
use crate::auth::sigv4::StreamSigner;
use crate::auth::sigv4::{CredentialScope, Payload};
use crate::auth::{Credentials, Login, Token, http_auth, scheme};
use crate::box_error::BoxError;
use crate::endpoint::{self, Params};
use crate::http::Body;
use crate::operation::{AuthScheme, Operation};

pub(super) const NO_REGION: &str =
    "no region is set: give the config one by `region`, or set AWS_REGION, or `region` in the profile";

const NO_CREDENTIALS: &str = "the config has no credentials: give it some by `credentials_provider`, or take those of \
    the environment by `from_env`";

/// Error codes of credentials that have expired.
const EXPIRED: [&str; 3] = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"];

/// The identity that requests are authenticated by, with its scheme.
pub(super) enum Authorization {
    /// Requests go out as they are.
    Anonymous,
    /// Requests are signed, by SigV4 or SigV4a.
    Signature(Credentials, AuthScheme),
    /// Requests carry a bearer token.
    Bearer(Token),
    /// Requests carry an API key.
    ApiKey(Token),
    /// Requests carry user and password.
    Basic(Login),
}

impl Authorization {
    /// Returns the credentials, if requests are signed.
    pub(super) fn credentials(&self) -> Option<&Credentials> {
        match self {
            Self::Signature(credentials, _) => Some(credentials),
            _ => None,
        }
    }

    /// Returns the scheme of an identity that may expire.
    fn scheme(&self) -> Option<AuthScheme> {
        match self {
            Self::Signature(_, scheme) => Some(*scheme),
            Self::Bearer(_) => Some(AuthScheme::HttpBearer),
            _ => None,
        }
    }

    /// Returns the credentials and the scope of signatures, if requests are signed.
    pub(super) fn signing<'a>(
        &'a self,
        endpoint: &'a ResolvedEndpoint,
    ) -> Option<(&'a Credentials, &'a CredentialScope)> {
        match self {
            Self::Signature(credentials, scheme) => Some((credentials, endpoint.scope(*scheme).get()?)),
            _ => None,
        }
    }
}

impl Inner {
    /// Selects the auth scheme of a call, and resolves its identity and its endpoint.
    ///
    /// The schemes of the endpoint take precedence over those of the model. The endpoint, however,
    /// depends on the account of the identity, so the scheme of the model is selected first.
    pub(super) async fn authorize_call(
        &self,
        operation: &'static Operation,
        params: Params,
    ) -> Result<(Authorization, Arc<ResolvedEndpoint>), BoxError> {
        let schemes = operation.schemes();
        let selected = self.scheme_of_model(schemes);
        self.check_region(selected, schemes, &params)?;
        let authorization = self.authorize(selected.unwrap_or(AuthScheme::NoAuth)).await?;
        let endpoint = match (self.endpoint(params, authorization.credentials()), selected) {
            (Err(_), None) => return Err(self.lacks_identity(schemes)),
            (endpoint, _) => endpoint?,
        };
        let authorization = match self.scheme_of_endpoint(schemes, &endpoint)?.or(selected) {
            Some(scheme) if selected != Some(scheme) => self.authorize(scheme).await?,
            Some(_) => authorization,
            None => return Err(self.lacks_identity(schemes)),
        };
        if let Authorization::Signature(_, scheme) = authorization
            && endpoint.scope(scheme).get().is_none()
        {
            let scope = self.scope(scheme, &endpoint.auth_schemes)?;
            let _ = endpoint.scope(scheme).set(scope);
        }
        Ok((authorization, endpoint))
    }

    /// Returns the scheme among those of the model; nothing if the config has no identity for any.
    pub(super) fn scheme_of_model(&self, schemes: &[AuthScheme]) -> Option<AuthScheme> {
        self.select(schemes.iter().copied())
    }

    /// Returns the scheme among those of the endpoint; nothing if the endpoint leaves it to the
    /// model, or if the operation has no authentication.
    fn scheme_of_endpoint(
        &self,
        schemes: &[AuthScheme],
        endpoint: &ResolvedEndpoint,
    ) -> Result<Option<AuthScheme>, BoxError> {
        let of_endpoint = &endpoint.auth_schemes;
        if of_endpoint.is_empty() || schemes == [AuthScheme::NoAuth] {
            return Ok(None);
        }
        let known = of_endpoint.iter().filter_map(scheme::of_endpoint);
        let without = schemes.iter().copied().filter(|scheme| *scheme == AuthScheme::NoAuth);
        if let Some(scheme) = self.select(known.clone().chain(without)) {
            return Ok(Some(scheme));
        }
        let known: Vec<AuthScheme> = known.filter(|scheme| is_supported(*scheme)).collect();
        if !known.is_empty() {
            return Err(self.lacks_identity(&known));
        }
        let names: Vec<&str> = of_endpoint.iter().map(endpoint::AuthScheme::name).collect();
        let hint = match names.contains(&"sigv4a") {
            true => "; sigv4a needs the feature `sigv4a`",
            false => "",
        };
        let names = names.join(" or ");
        Err(format!("the endpoint wants requests authenticated by {names}, which is not supported{hint}").into())
    }

    fn select(&self, schemes: impl Iterator<Item = AuthScheme> + Clone) -> Option<AuthScheme> {
        scheme::select(schemes, self.config.auth_scheme_preference(), |scheme| {
            self.has_identity(scheme)
        })
    }

    fn has_identity(&self, scheme: AuthScheme) -> bool {
        match scheme {
            AuthScheme::SigV4 | AuthScheme::SigV4a => is_supported(scheme) && self.config.provider().is_some(),
            AuthScheme::HttpBearer => self.config.tokens().is_some(),
            AuthScheme::HttpApiKey => self.config.api_key().is_some(),
            AuthScheme::HttpBasic => self.config.basic_auth_login().is_some(),
            AuthScheme::NoAuth => true,
            AuthScheme::HttpDigest => false,
        }
    }

    /// Checks, before an identity is asked for, that a signed request has a region.
    fn check_region(
        &self,
        selected: Option<AuthScheme>,
        schemes: &[AuthScheme],
        params: &Params,
    ) -> Result<(), BoxError> {
        match selected {
            _ if !self.lacks_region() => Ok(()),
            None if schemes.contains(&AuthScheme::SigV4) || schemes.contains(&AuthScheme::SigV4a) => {
                Err(format!("{NO_REGION}; and {}", self.lacks_identity(schemes)).into())
            }
            Some(scheme @ (AuthScheme::SigV4 | AuthScheme::SigV4a)) => match self.resolve(params.clone(), None) {
                Ok(endpoint) => self.scope(scheme, endpoint.auth_schemes()).map(drop),
                Err(_) => Err(NO_REGION.into()),
            },
            _ => Ok(()),
        }
    }

    /// Loads the identity of a scheme that [`has_identity`](Self::has_identity) knows one for.
    pub(super) async fn authorize(&self, scheme: AuthScheme) -> Result<Authorization, BoxError> {
        let (config, time) = (&self.config, self.config.time());
        Ok(match scheme {
            AuthScheme::SigV4 | AuthScheme::SigV4a => match config.provider() {
                Some(provider) => Authorization::Signature(provider.credentials(time).await?, scheme),
                None => return Err(self.lacks_identity(&[scheme])),
            },
            AuthScheme::HttpBearer => match config.tokens() {
                Some(provider) => Authorization::Bearer(provider.token(time).await?),
                None => return Err(self.lacks_identity(&[scheme])),
            },
            AuthScheme::HttpApiKey => match config.api_key() {
                Some(key) => Authorization::ApiKey(key.clone()),
                None => return Err(self.lacks_identity(&[scheme])),
            },
            AuthScheme::HttpBasic => match config.basic_auth_login() {
                Some(login) => Authorization::Basic(login.clone()),
                None => return Err(self.lacks_identity(&[scheme])),
            },
            AuthScheme::NoAuth => Authorization::Anonymous,
            AuthScheme::HttpDigest => return Err(self.lacks_identity(&[scheme])),
        })
    }

    /// Replaces an identity that expired while the call waited.
    ///
    /// # Errors
    /// There is no other one.
    pub(super) async fn renew(&self, authorization: &mut Authorization) -> Result<(), BoxError> {
        if self.has_expired(authorization)
            && let Some(scheme) = authorization.scheme()
        {
            *authorization = self.authorize(scheme).await?;
        }
        Ok(())
    }

    /// Replaces an identity that has expired by one that other calls loaded. Returns whether the
    /// identity is valid.
    pub(super) fn refresh(&self, authorization: &mut Authorization) -> bool {
        if !self.has_expired(authorization) {
            return true;
        }
        let (config, time) = (&self.config, self.config.time());
        let cached = match authorization {
            Authorization::Signature(_, scheme) => config
                .provider()
                .and_then(|provider| provider.cached(time))
                .map(|credentials| Authorization::Signature(credentials, *scheme)),
            Authorization::Bearer(_) => config
                .tokens()
                .and_then(|provider| provider.cached(time))
                .map(Authorization::Bearer),
            _ => None,
        };
        match cached {
            Some(cached) => {
                *authorization = cached;
                true
            }
            None => false,
        }
    }

    /// Whether the identity has expired by now, by the clock of its provider.
    pub(super) fn has_expired(&self, authorization: &Authorization) -> bool {
        let (config, time) = (&self.config, self.config.time());
        match authorization {
            Authorization::Signature(credentials, _) => {
                let provider = config.provider();
                provider.is_some_and(|provider| provider.has_expired(credentials, time))
            }
            Authorization::Bearer(token) => config
                .tokens()
                .is_some_and(|provider| provider.has_expired(token, time)),
            _ => false,
        }
    }

    /// Returns the error of a call that has no identity for any of the schemes.
    #[inline(never)]
    fn lacks_identity(&self, schemes: &[AuthScheme]) -> BoxError {
        let hints = schemes.iter().filter_map(|scheme| match scheme {
            AuthScheme::SigV4 => Some(NO_CREDENTIALS.to_owned()),
            AuthScheme::SigV4a if is_supported(*scheme) && schemes.len() == 1 => Some(NO_CREDENTIALS.to_owned()),
            AuthScheme::HttpBearer => {
                Some("the config has no token: give it one by `bearer_token` or `token_provider`".to_owned())
            }
            AuthScheme::HttpApiKey => Some("the config has no API key: give it one by `api_key`".to_owned()),
            AuthScheme::HttpBasic => Some("the config has no login: give it one by `basic_auth_login`".to_owned()),
            // An identity for another scheme would do.
            AuthScheme::SigV4a | AuthScheme::HttpDigest if schemes.len() > 1 => None,
            scheme => Some(format!("authentication by {} is not supported", scheme.name())),
        });
        hints.collect::<Vec<_>>().join("; or: ").into()
    }

    /// Authenticates the request of an attempt, and returns its body: in chunks if it has a
    /// trailer.
    pub(super) fn authenticate(
        &self,
        operation: &Operation,
        authorization: &Authorization,
        endpoint: &ResolvedEndpoint,
        parts: &mut Parts,
        body: Body,
        time: SystemTime,
    ) -> Result<Body, BoxError> {
        match authorization {
            Authorization::Signature(..) => {
                let signing = authorization.signing(endpoint).ok_or("the endpoint has no scope")?;
                return self.sign(operation, signing, parts, body, time);
            }
            Authorization::Bearer(token) => http_auth::add_bearer_token(parts, token)?,
            Authorization::ApiKey(key) => match &self.service.traits.api_key {
                Some(location) => http_auth::add_api_key(parts, key, location)?,
                None => return Err("the service has no place for API keys".into()),
            },
            Authorization::Basic(login) => http_auth::add_login(parts, login)?,
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

    /// Takes note of a response that refuses the identity, so that the next call gets another one.
    pub(super) fn note_refused_identity(
        &self,
        outcome: &Result<ServiceResponse, Failure>,
        authorization: &Authorization,
    ) {
        let Ok(response) = outcome else {
            return;
        };
        let (status, time) = (response.http.status(), self.config.time());
        let is_expired = || {
            let codes = response.error.iter().flat_map(|error| error.codes()).flatten();
            matches!(status.as_u16(), 400 | 401 | 403) && codes.into_iter().any(|code| EXPIRED.contains(&code))
        };
        match (authorization, self.config.provider(), self.config.tokens()) {
            (Authorization::Signature(credentials, _), Some(provider), _) if is_expired() => {
                provider.invalidate(credentials, time);
            }
            (Authorization::Bearer(token), _, Some(provider)) if status == StatusCode::UNAUTHORIZED => {
                provider.invalidate(token, time);
            }
            _ => {}
        }
    }

    /// Returns the scope of signatures: the endpoint takes precedence over the settings.
    fn scope(&self, scheme: AuthScheme, schemes: &[endpoint::AuthScheme]) -> Result<CredentialScope, BoxError> {
        let of_endpoint = schemes.iter().find(|other| scheme::of_endpoint(other) == Some(scheme));
        let (region, name) = match of_endpoint {
            Some(scheme) => (scheme.signing_region(), scheme.signing_name()),
            None => (None, None),
        };
        let has_region_set = || of_endpoint.is_some_and(|scheme| scheme.property("signingRegionSet").is_some());
        let region = match region {
            Some(region) => region,
            None => match self.region()? {
                Some(region) => region,
                None if has_region_set() => "*",
                None => return Err(NO_REGION.into()),
            },
        };
        let name = match name {
            Some(name) if name != self.service.signing_name => Cow::Owned(name.to_owned()),
            _ => Cow::Borrowed(self.service.signing_name),
        };
        let scope = CredentialScope::new(region.to_owned(), name);
        Ok(match of_endpoint {
            Some(scheme) => scope.with_scheme(scheme),
            None if scheme == AuthScheme::SigV4a => scope.with_region_set(region.to_owned()),
            None => scope,
        })
    }
}

/// Whether requests can be authenticated by a scheme, given an identity.
fn is_supported(scheme: AuthScheme) -> bool {
    let is_built = cfg!(feature = "sigv4a") || scheme != AuthScheme::SigV4a;
    is_built && scheme != AuthScheme::HttpDigest
}
