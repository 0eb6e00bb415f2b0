//! The auth scheme of a call: the first of the model's or the endpoint's that the config has an
//! identity for.

use std::borrow::Cow;
use std::sync::Arc;

use super::Inner;
use super::authorization::Authorization;
use super::endpoint_cache::ResolvedEndpoint;
use crate::auth::scheme;
use crate::auth::sigv4::CredentialScope;
use crate::box_error::BoxError;
use crate::endpoint::{self, Params};
use crate::operation::{AuthScheme, Operation};
use crate::text;

pub(super) const NO_REGION: &str =
    "no region is set: set `region` in the config, AWS_REGION, or `region` in the profile";

const NO_CREDENTIALS: &str =
    "the config has no credentials: set `credentials_provider`, or load those of the environment with `from_env`";

impl Inner {
    /// Selects the auth scheme of a call, and resolves its identity and its endpoint.
    ///
    /// The schemes of the endpoint take precedence over those of the model. The endpoint, however,
    /// depends on the account of the identity, so the scheme of the model is selected first.
    pub(super) async fn authorize_call(
        &self,
        operation: &'static Operation,
        params: &mut Params,
    ) -> Result<(Authorization, Arc<ResolvedEndpoint>), BoxError> {
        let schemes = operation.schemes();
        let selected = self.scheme_of_model(schemes);
        self.check_region(selected, schemes, params)?;
        let authorization = self.authorize(selected.unwrap_or(AuthScheme::NoAuth)).await?;
        let endpoint = match (
            self.endpoint(std::mem::take(params), authorization.credentials()),
            selected,
        ) {
            (Err(_), None) => return Err(self.lacks_identity(schemes)),
            (endpoint, _) => endpoint?,
        };
        let authorization = match self.scheme_of_endpoint(schemes, &endpoint)?.or(selected) {
            Some(scheme) if selected != Some(scheme) => self.authorize(scheme).await?,
            Some(_) => authorization,
            None => return Err(self.lacks_identity(schemes)),
        };
        #[cfg(feature = "s3-express")]
        let authorization = self.with_session(authorization, operation, &endpoint).await?;
        self.set_scope(&authorization, &endpoint)?;
        Ok((authorization, endpoint))
    }

    /// Sets the scope of the signatures of requests to an endpoint, unless it has one.
    pub(super) fn set_scope(&self, authorization: &Authorization, endpoint: &ResolvedEndpoint) -> Result<(), BoxError> {
        if let Authorization::Signature(signature) = authorization
            && endpoint.scope(signature.scheme).get().is_none()
        {
            let scope = self.scope(signature.scheme, &endpoint.auth_schemes)?;
            let _ = endpoint.scope(signature.scheme).set(scope);
        }
        Ok(())
    }

    /// Returns the scheme among those of the model; `None` if the config has no identity for any.
    pub(super) fn scheme_of_model(&self, schemes: &[AuthScheme]) -> Option<AuthScheme> {
        self.select(&|test| schemes.iter().copied().find(|scheme| test(*scheme)))
    }

    /// Returns the scheme among those of the endpoint; `None` if the endpoint leaves it to the
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
        let selected = self.select(&|test| {
            for scheme in of_endpoint {
                if let Some(scheme) = scheme::of_endpoint(scheme).filter(|scheme| test(*scheme)) {
                    return Some(scheme);
                }
            }
            (schemes.contains(&AuthScheme::NoAuth) && test(AuthScheme::NoAuth)).then_some(AuthScheme::NoAuth)
        });
        match selected {
            Some(scheme) => Ok(Some(scheme)),
            None => Err(self.lacks_identity_of_endpoint(of_endpoint)),
        }
    }

    /// Returns the error of a call that has no identity for any of the schemes of its endpoint.
    #[cold]
    fn lacks_identity_of_endpoint(&self, of_endpoint: &[endpoint::AuthScheme]) -> BoxError {
        let (mut known, mut hint) = (Vec::new(), "");
        for scheme in of_endpoint {
            known.extend(scheme::of_endpoint(scheme).filter(|scheme| is_supported(*scheme)));
            if scheme.name() == "sigv4a" {
                hint = "; sigv4a needs the feature `sigv4a`";
            }
        }
        if !known.is_empty() {
            return self.lacks_identity(&known);
        }
        let names = text::join(of_endpoint.iter().map(endpoint::AuthScheme::name), " or ");
        format!("the endpoint requires authentication by {names}, which is not supported{hint}").into()
    }

    fn select(&self, find: &scheme::FindScheme<'_>) -> Option<AuthScheme> {
        scheme::select(find, self.config.auth_scheme_preference(), &|scheme| {
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
            #[cfg(feature = "http-digest-auth")]
            AuthScheme::HttpDigest => self.config.digest_auth_login().is_some(),
            #[cfg(not(feature = "http-digest-auth"))]
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

    /// Returns the error of a call that has no identity for any of the schemes.
    #[inline(never)]
    pub(super) fn lacks_identity(&self, schemes: &[AuthScheme]) -> BoxError {
        let mut hints = String::new();
        for scheme in schemes {
            let unsupported;
            let hint = match scheme {
                AuthScheme::SigV4 => NO_CREDENTIALS,
                AuthScheme::SigV4a if is_supported(*scheme) && schemes.len() == 1 => NO_CREDENTIALS,
                AuthScheme::HttpBearer => "the config has no token: set `bearer_token` or `token_provider`",
                AuthScheme::HttpApiKey => "the config has no API key: set `api_key`",
                AuthScheme::HttpBasic => "the config has no login: set `basic_auth_login`",
                AuthScheme::HttpDigest if is_supported(*scheme) => "the config has no login: set `digest_auth_login`",
                // An identity for another scheme would do.
                AuthScheme::SigV4a | AuthScheme::HttpDigest if schemes.len() > 1 => continue,
                scheme => {
                    unsupported = format!("authentication by {} is not supported", scheme.name());
                    &unsupported
                }
            };
            if !hints.is_empty() {
                hints.push_str("; or: ");
            }
            hints.push_str(hint);
        }
        hints.into()
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

/// Returns whether requests can be authenticated by a scheme, given an identity.
fn is_supported(scheme: AuthScheme) -> bool {
    (scheme != AuthScheme::SigV4a || cfg!(feature = "sigv4a"))
        && (scheme != AuthScheme::HttpDigest || cfg!(feature = "http-digest-auth"))
}
