//! The identity that the requests of a call are authenticated by.

mod authenticate;

use http::StatusCode;

use super::Inner;
#[cfg(feature = "http-digest-auth")]
use super::digest::DigestAuthorization;
use super::endpoint_cache::ResolvedEndpoint;
use super::outcome::{Failure, ServiceResponse};
use crate::auth::sigv4::CredentialScope;
use crate::auth::{Credentials, Login, SharedCredentialsProvider, Token};
use crate::box_error::BoxError;
use crate::config::Config;
use crate::operation::AuthScheme;

/// Error codes of credentials that have expired.
const EXPIRED: [&str; 3] = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"];

/// The identity that requests are authenticated by, with its scheme.
pub(super) enum Authorization {
    /// Requests are not authenticated.
    Anonymous,
    /// Requests are signed, by SigV4 or SigV4a.
    Signature(Signature),
    /// Requests carry a bearer token.
    Bearer(Token),
    /// Requests carry an API key.
    ApiKey(Token),
    /// Requests carry user and password.
    Basic(Login),
    /// Requests answer a challenge of the server with user and password.
    #[cfg(feature = "http-digest-auth")]
    Digest(Box<DigestAuthorization>),
}

/// The identity and the scope of signed requests.
pub(super) struct Signature {
    pub(super) credentials: Credentials,
    pub(super) scheme: AuthScheme,
    /// The provider of the credentials of a session; unset for the credentials of the config.
    pub(super) session: Option<SharedCredentialsProvider>,
}

impl Signature {
    /// Returns the provider of the credentials.
    fn provider<'a>(&'a self, config: &'a Config) -> Option<&'a SharedCredentialsProvider> {
        self.session.as_ref().or(config.provider())
    }

    fn with_credentials(&self, credentials: Credentials) -> Authorization {
        Authorization::Signature(Self {
            credentials,
            scheme: self.scheme,
            session: self.session.clone(),
        })
    }
}

impl Authorization {
    /// Returns the credentials, if requests are signed.
    pub(super) fn credentials(&self) -> Option<&Credentials> {
        match self {
            Self::Signature(signature) => Some(&signature.credentials),
            _ => None,
        }
    }

    /// Returns the scheme of an identity that may expire.
    fn scheme(&self) -> Option<AuthScheme> {
        match self {
            Self::Signature(signature) => Some(signature.scheme),
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
            Self::Signature(signature) => Some((&signature.credentials, endpoint.scope(signature.scheme).get()?)),
            _ => None,
        }
    }
}

impl Inner {
    /// Loads the identity of a scheme that [`has_identity`](Self::has_identity) knows one for.
    pub(super) async fn authorize(&self, scheme: AuthScheme) -> Result<Authorization, BoxError> {
        let (config, time) = (&self.config, self.config.time());
        Ok(match scheme {
            AuthScheme::SigV4 | AuthScheme::SigV4a => match config.provider() {
                Some(provider) => Authorization::Signature(Signature {
                    credentials: provider.credentials(time).await?,
                    scheme,
                    session: None,
                }),
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
            #[cfg(feature = "http-digest-auth")]
            AuthScheme::HttpDigest => match config.digest_auth_login() {
                Some(login) => Authorization::Digest(Box::new(DigestAuthorization::new(login.clone()))),
                None => return Err(self.lacks_identity(&[scheme])),
            },
            #[cfg(not(feature = "http-digest-auth"))]
            AuthScheme::HttpDigest => return Err(self.lacks_identity(&[scheme])),
        })
    }

    /// Replaces an identity that expired while the call waited.
    ///
    /// # Errors
    /// No other identity can be loaded.
    pub(super) async fn renew(&self, authorization: &mut Authorization) -> Result<(), BoxError> {
        if !self.has_expired(authorization) {
            return Ok(());
        }
        if let Authorization::Signature(signature) = authorization
            && let Some(session) = &signature.session
        {
            let credentials = session.credentials(self.config.time()).await?;
            *authorization = signature.with_credentials(credentials);
        } else if let Some(scheme) = authorization.scheme() {
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
            Authorization::Signature(signature) => signature
                .provider(config)
                .and_then(|provider| provider.cached(time))
                .map(|credentials| signature.with_credentials(credentials)),
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

    /// Returns whether the identity has expired by now, by the clock of its provider.
    pub(super) fn has_expired(&self, authorization: &Authorization) -> bool {
        let (config, time) = (&self.config, self.config.time());
        match authorization {
            Authorization::Signature(signature) => {
                let provider = signature.provider(config);
                provider.is_some_and(|provider| provider.has_expired(&signature.credentials, time))
            }
            Authorization::Bearer(token) => config
                .tokens()
                .is_some_and(|provider| provider.has_expired(token, time)),
            _ => false,
        }
    }

    /// Returns whether the credentials of a request expired on its way, so that the service refused
    /// it.
    pub(super) fn expired_on_the_way(
        &self,
        outcome: &Result<ServiceResponse, Failure>,
        authorization: &Authorization,
    ) -> bool {
        matches!(outcome, Ok(response) if calls_expired(response)) && self.has_expired(authorization)
    }

    /// Records a response that rejects the identity, so that the next call loads a new one.
    pub(super) fn note_refused_identity(
        &self,
        outcome: &Result<ServiceResponse, Failure>,
        authorization: &Authorization,
    ) {
        let Ok(response) = outcome else {
            return;
        };
        let (status, time) = (response.http.status(), self.config.time());
        match authorization {
            Authorization::Signature(signature) if calls_expired(response) => {
                if let Some(provider) = signature.provider(&self.config) {
                    provider.invalidate(&signature.credentials, time);
                }
            }
            Authorization::Bearer(token) if status == StatusCode::UNAUTHORIZED => {
                if let Some(provider) = self.config.tokens() {
                    provider.invalidate(token, time);
                }
            }
            _ => {}
        }
    }
}

/// Returns whether a response reports that the credentials of the request have expired.
fn calls_expired(response: &ServiceResponse) -> bool {
    let has_expired = |code: Option<&str>| code.is_some_and(|code| EXPIRED.contains(&code));
    let error = match response.http.status().as_u16() {
        400 | 401 | 403 => response.error.as_ref(),
        _ => None,
    };
    error.is_some_and(|error| {
        let [first, second] = error.codes();
        has_expired(first) || has_expired(second)
    })
}
