//! Everything that the attempts of a call share: the request, its endpoint, and its credentials.

use std::borrow::Cow;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::endpoint_cache::{ResolvedEndpoint, base_uri};
use super::outcome::{Failure, ServiceResponse};
use super::{Inner, uuid};
use crate::auth::Credentials;
use crate::auth::sigv4::CredentialScope;
use crate::box_error::BoxError;
use crate::endpoint::{AuthScheme, Endpoint, EndpointRequest, Params, is_valid_host_label};
use crate::http::{Body, HttpClient, HttpRequest};
use crate::operation::{Auth, Operation};

const NO_REGION: &str =
    "no region is set: give the config one by `region`, or set AWS_REGION, or `region` in the profile";

const NO_CREDENTIALS: &str = "the config has no credentials: give it some by `credentials_provider`, or take those of \
    the environment by `from_env`";

/// Error codes of credentials that have expired.
const EXPIRED: [&str; 3] = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"];

/// The id of a call, the same in all of its attempts.
const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");

/// Everything that the attempts of a call share.
pub(super) struct PreparedRequest {
    pub(super) operation: &'static Operation,
    pub(super) method: Method,
    pub(super) endpoint: Arc<ResolvedEndpoint>,
    pub(super) credentials: Option<Credentials>,
    /// Unset where it is the endpoint's own.
    uri: Option<Uri>,
    body: Body,
    /// The body is a stream that cannot be sent again.
    is_spent: bool,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The headers in the form that a request has them in, for the first attempt.
    first: Option<HeaderMap>,
}

impl PreparedRequest {
    /// Returns the headers that an attempt starts with.
    pub(super) fn headers(&mut self) -> HeaderMap {
        self.first.take().unwrap_or_else(|| {
            let mut headers = HeaderMap::with_capacity(self.headers.len() + 6);
            for (name, value) in &self.headers {
                headers.append(name, value.clone());
            }
            headers
        })
    }

    /// Returns the URI of the request.
    pub(super) fn uri(&self) -> Uri {
        self.uri.clone().unwrap_or_else(|| self.endpoint.uri.clone())
    }

    /// Returns the body for an attempt.
    pub(super) fn body(&mut self) -> Body {
        self.body.try_clone().unwrap_or_else(|| {
            self.is_spent = true;
            std::mem::take(&mut self.body)
        })
    }

    /// Whether the request can be sent again.
    pub(super) fn is_replayable(&self) -> bool {
        !self.is_spent
    }
}

impl Inner {
    /// Prepares everything that a call needs before it can be sent: endpoint, credentials, a
    /// connection.
    pub(super) async fn warm_up(&self) -> Result<(), Failure> {
        let http = self.config.transport().map_err(BoxError::from)?;
        let credentials = self.credentials(Auth::Optional).await?;
        let endpoint = self.resolve(EndpointRequest::default().into_params(), credentials.as_ref())?;
        let uri = base_uri(&endpoint, "")?;
        http.warm_up(&uri, self.config.timeouts().of_transport())
            .await
            .map_err(Failure::Dispatch)
    }

    /// Resolves credentials and endpoint of a serialized request.
    pub(super) async fn prepare_request(
        &self,
        operation: &'static Operation,
        request: HttpRequest,
        params: Params,
    ) -> Result<PreparedRequest, BoxError> {
        self.check_region(operation.auth(), &params)?;
        let credentials = self.credentials(operation.auth()).await?;
        let (parts, body) = request.into_parts();
        let endpoint = self.endpoint(params, credentials.as_ref())?;
        let uri = endpoint.uri_of(parts.uri.path_and_query())?;
        let mut headers = parts.headers;
        for (name, value) in &endpoint.headers {
            headers.append(name, value.clone());
        }
        headers.insert(INVOCATION_ID, HeaderValue::from_bytes(&uuid::random())?);
        Ok(PreparedRequest {
            operation,
            method: parts.method,
            endpoint,
            credentials,
            uri,
            body,
            is_spent: false,
            headers: headers
                .iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            first: Some(headers),
        })
    }

    /// Returns the endpoint of a call. For calls that add nothing to the endpoint rules, it is
    /// resolved once.
    fn endpoint(&self, params: Params, credentials: Option<&Credentials>) -> Result<Arc<ResolvedEndpoint>, BoxError> {
        let is_cached = params.is_empty();
        if let Some(endpoint) = self.endpoint_cache.get(credentials).filter(|_| is_cached) {
            return Ok(Arc::clone(endpoint));
        }
        let host_prefix = match self.config.disable_host_prefix_injection() {
            Some(true) => String::new(),
            _ => params.host_prefix()?.to_owned(),
        };
        let endpoint = self.resolve(params, credentials)?;
        let scope = credentials.map(|_| self.scope(&endpoint)).transpose()?;
        let headers = endpoint
            .headers()
            .map(|(name, value)| Ok((HeaderName::try_from(name)?, HeaderValue::try_from(value)?)))
            .collect::<Result<_, BoxError>>()?;
        let uri = base_uri(&endpoint, &host_prefix)?;
        let resolved = Arc::new(ResolvedEndpoint { uri, headers, scope });
        if is_cached {
            self.endpoint_cache.insert(credentials, &resolved);
        }
        Ok(resolved)
    }

    fn resolve(&self, mut params: Params, credentials: Option<&Credentials>) -> Result<Endpoint, BoxError> {
        let custom = params.endpoint().map(str::to_owned);
        if let Some(error) = self.config.endpoint_error().filter(|_| custom.is_none()) {
            return Err(error.clone().into());
        }
        params.set_missing(self.config.endpoint_params());
        (self.service.resolve_endpoint)(&EndpointRequest {
            region: self.region()?,
            use_fips: self.config.use_fips().unwrap_or_default(),
            use_dual_stack: self.config.use_dual_stack().unwrap_or_default(),
            endpoint: custom.as_deref().or(self.config.endpoint_url()),
            account_id: credentials.and_then(Credentials::account_id),
            account_id_endpoint_mode: Some(self.config.account_id_endpoint_mode().unwrap_or_default().as_str()),
            params,
        })
        .map_err(|error| match self.lacks_region() && credentials.is_some() {
            true => BoxError::from(NO_REGION),
            false => error.into(),
        })
    }

    /// Checks, before credentials are asked for, that a signed request has a region.
    fn check_region(&self, auth: Auth, params: &Params) -> Result<(), BoxError> {
        if !self.lacks_region() || auth == Auth::None || self.config.provider().is_none() {
            return Ok(());
        }
        match self.resolve(params.clone(), None) {
            Ok(endpoint) => self.scope(&endpoint).map(drop),
            Err(_) => Err(NO_REGION.into()),
        }
    }

    /// Returns the credentials to sign with, or nothing where the operation does without.
    async fn credentials(&self, auth: Auth) -> Result<Option<Credentials>, BoxError> {
        match (auth, self.config.provider()) {
            (Auth::None, _) | (Auth::Optional, None) => Ok(None),
            (Auth::SigV4, None) if self.lacks_region() => Err(format!("{NO_REGION}; and {NO_CREDENTIALS}").into()),
            (Auth::SigV4, None) => Err(NO_CREDENTIALS.into()),
            (Auth::SigV4 | Auth::Optional, Some(provider)) => Ok(Some(provider.credentials(self.config.time()).await?)),
        }
    }

    /// Takes note of a response that calls the credentials expired, so that the next call gets
    /// others.
    pub(super) fn note_expired_credentials(
        &self,
        outcome: &Result<ServiceResponse, Failure>,
        prepared: &PreparedRequest,
    ) {
        let (Ok(response), Some(credentials)) = (outcome, &prepared.credentials) else {
            return;
        };
        let Some(error) = &response.error else {
            return;
        };
        if !matches!(response.http.status().as_u16(), 400 | 401 | 403) {
            return;
        }
        if let Some(provider) = self.config.provider()
            && error.codes().into_iter().flatten().any(|code| EXPIRED.contains(&code))
        {
            provider.invalidate(credentials, self.config.time());
        }
    }

    /// Returns the credential scope: region and name of the endpoint take precedence over the
    /// settings.
    fn scope(&self, endpoint: &Endpoint) -> Result<CredentialScope, BoxError> {
        let scheme = auth_scheme(endpoint)?;
        let (region, name) = match scheme {
            Some(scheme) => (scheme.signing_region(), scheme.signing_name()),
            None => (None, None),
        };
        let region = match region {
            Some(region) => region,
            None => self.region()?.ok_or(NO_REGION)?,
        };
        let name = match name {
            Some(name) if name != self.service.signing_name => Cow::Owned(name.to_owned()),
            _ => Cow::Borrowed(self.service.signing_name),
        };
        let scope = CredentialScope::new(region.to_owned(), name);
        Ok(match scheme {
            Some(scheme) => scope.with_path_of(scheme),
            None => scope,
        })
    }

    fn lacks_region(&self) -> bool {
        self.config.region().is_none() && self.config.endpoint_url().is_none()
    }

    /// Returns the region, which ends up in a host name: one that is not a host label could lead a
    /// signed request elsewhere.
    fn region(&self) -> Result<Option<&str>, BoxError> {
        match self.config.region().map(AsRef::as_ref) {
            Some(region) if is_valid_host_label(region, false) => Ok(Some(region)),
            Some(region) => Err(format!("{region:?} is not the name of a region").into()),
            None => Ok(None),
        }
    }
}

/// Returns the first way to sign that is known here; none where the endpoint leaves it to the
/// service.
fn auth_scheme(endpoint: &Endpoint) -> Result<Option<&AuthScheme>, BoxError> {
    let schemes = endpoint.auth_schemes();
    match schemes.iter().find(|scheme| scheme.name() == "sigv4") {
        None if !schemes.is_empty() => {
            let names: Vec<&str> = schemes.iter().map(AuthScheme::name).collect();
            Err(format!(
                "the endpoint wants requests signed by {}, and only sigv4 is known",
                names.join(" or ")
            )
            .into())
        }
        scheme => Ok(scheme),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use super::*;

    #[test]
    fn the_first_known_auth_scheme_counts() {
        let endpoint = |schemes: &[&'static str]| {
            schemes
                .iter()
                .fold(Endpoint::new("https://example.com"), |endpoint, scheme| {
                    endpoint.with_auth_scheme(AuthScheme::new(*scheme).with_signing_region("eu-west-1"))
                })
        };
        assert!(auth_scheme(&endpoint(&[])).unwrap().is_none());
        let both = endpoint(&["sigv4a", "sigv4"]);
        assert_eq!(
            auth_scheme(&both).unwrap().and_then(AuthScheme::signing_region),
            Some("eu-west-1")
        );
        assert_eq!(
            auth_scheme(&endpoint(&["sigv4a"])).unwrap_err().to_string(),
            "the endpoint wants requests signed by sigv4a, and only sigv4 is known"
        );
    }
}
