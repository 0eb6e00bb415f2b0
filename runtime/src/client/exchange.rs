//! What all attempts of a call share: the request, its endpoint, and what it is signed with.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::usual::{Resolved, Scope};
use super::{Failure, Inner, uuid};
use crate::auth::Credentials;
use crate::endpoint::{AuthScheme, Endpoint, EndpointRequest, Params, is_valid_host_label, shown};
use crate::error::BoxError;
use crate::http::{HttpClient, HttpResponse, transport};
use crate::operation::{Auth, Operation};

const NO_REGION: &str =
    "no region is set: give the config one by `region`, or set AWS_REGION, or `region` in the profile";

const NO_CREDENTIALS: &str = "the config has no credentials: give it some by `credentials_provider`, or take those of \
    the environment by `from_env`";

/// Error codes of credentials that have expired.
const EXPIRED: [&str; 3] = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"];

/// The id of a call, the same in all of its attempts.
const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");

/// What all attempts of a call share.
pub(super) struct Exchange {
    pub(super) method: Method,
    pub(super) body: Bytes,
    pub(super) endpoint: Arc<Resolved>,
    pub(super) credentials: Option<Credentials>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The same in the form that a request has them in, for the first attempt.
    first: Option<HeaderMap>,
}

impl Exchange {
    /// The headers that an attempt starts with.
    pub(super) fn headers(&mut self) -> HeaderMap {
        self.first.take().unwrap_or_else(|| {
            let mut headers = HeaderMap::with_capacity(self.headers.len() + 6);
            for (name, value) in &self.headers {
                headers.append(name, value.clone());
            }
            headers
        })
    }
}

impl Inner {
    /// Everything that a call needs before it can be sent: endpoint, credentials, a connection.
    pub(super) async fn warm_up(&self) -> Result<(), Failure> {
        let http = self
            .config
            .transport()
            .ok_or_else(|| BoxError::from(transport::NO_HTTP_CLIENT))?;
        let credentials = self.credentials(Auth::Optional).await?;
        let endpoint = self.resolve(EndpointRequest::default().into_params(), credentials.as_ref())?;
        let uri = join(&endpoint, "", None)?;
        http.warm_up(&uri, self.config.timeouts().of_transport())
            .await
            .map_err(Failure::Dispatch)
    }

    pub(super) async fn exchange(
        &self,
        operation: &'static Operation,
        request: http::Request<Bytes>,
        params: Params,
    ) -> Result<Exchange, BoxError> {
        self.check_region(operation.auth(), &params)?;
        let credentials = self.credentials(operation.auth()).await?;
        let (parts, body) = request.into_parts();
        let endpoint = self.endpoint(params, credentials.as_ref(), parts.uri.path_and_query())?;
        let mut headers = parts.headers;
        for (name, value) in &endpoint.headers {
            headers.append(name, value.clone());
        }
        headers.insert(INVOCATION_ID, HeaderValue::from_bytes(&uuid::random())?);
        Ok(Exchange {
            method: parts.method,
            body,
            endpoint,
            credentials,
            headers: headers
                .iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            first: Some(headers),
        })
    }

    /// The endpoint of a call, which is found once for all calls of one kind.
    fn endpoint(
        &self,
        params: Params,
        credentials: Option<&Credentials>,
        path: Option<&PathAndQuery>,
    ) -> Result<Arc<Resolved>, BoxError> {
        let is_usual = params.is_empty() && path.is_none_or(|path| path == "/");
        if let Some(endpoint) = self.usual.get(credentials).filter(|_| is_usual) {
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
        let uri = join(&endpoint, &host_prefix, path)?;
        let resolved = Arc::new(Resolved { uri, headers, scope });
        if is_usual {
            self.usual.keep(credentials, &resolved);
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

    /// The credentials to sign with, or nothing where the operation does without.
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
        operation: &Operation,
        outcome: &Result<HttpResponse, Failure>,
        exchange: &Exchange,
    ) {
        let (Ok(response), Some(credentials)) = (outcome, &exchange.credentials) else {
            return;
        };
        if !matches!(response.status().as_u16(), 400 | 401 | 403) {
            return;
        }
        let (code, metadata) = operation.service.protocol.error_metadata(operation, response);
        let codes = [code.as_deref(), metadata.code()];
        if let Some(provider) = self.config.provider()
            && codes.into_iter().flatten().any(|code| EXPIRED.contains(&code))
        {
            provider.invalidate(credentials, self.config.time());
        }
    }

    /// Region and name of the credential scope: what the endpoint says goes before the settings.
    fn scope(&self, endpoint: &Endpoint) -> Result<Scope, BoxError> {
        let scheme = auth_scheme(endpoint)?;
        let (region, name) = match scheme {
            Some(scheme) => (scheme.signing_region(), scheme.signing_name()),
            None => (None, None),
        };
        let region = match region {
            Some(region) => region,
            None => self.region()?.ok_or(NO_REGION)?,
        };
        Ok(Scope {
            region: region.to_owned(),
            name: match name {
                Some(name) if name != self.service.signing_name => Cow::Owned(name.to_owned()),
                _ => Cow::Borrowed(self.service.signing_name),
            },
        })
    }

    fn lacks_region(&self) -> bool {
        self.config.region().is_none() && self.config.endpoint_url().is_none()
    }

    /// The region, which ends up in a host name: one that is not a host label could lead a signed request elsewhere.
    fn region(&self) -> Result<Option<&str>, BoxError> {
        match self.config.region().map(AsRef::as_ref) {
            Some(region) if is_valid_host_label(region, false) => Ok(Some(region)),
            Some(region) => Err(format!("{region:?} is not the name of a region").into()),
            None => Ok(None),
        }
    }
}

/// The first way to sign that is known here; none where the endpoint leaves it to the service.
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

/// The endpoint's URL, which may have a path, with the prefix before its host, followed by the path and query of the operation.
fn join(endpoint: &Endpoint, host_prefix: &str, path: Option<&PathAndQuery>) -> Result<Uri, BoxError> {
    let path = path.map_or("/", PathAndQuery::as_str);
    let base = endpoint.url().trim_end_matches('/');
    let bad = || {
        format!(
            "the endpoint {:?} is not an http or https URL without a user and without a query",
            shown(endpoint.url())
        )
    };
    let (scheme, rest) = base.split_once("://").ok_or_else(bad)?;
    // An address has no names below it.
    let host_prefix = if is_address(rest) { "" } else { host_prefix };
    let uri = Uri::try_from(format!("{scheme}://{host_prefix}{rest}{path}")).map_err(|_| bad())?;
    let known = matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty());
    if !known || base.contains(['?', '#', '@']) {
        return Err(bad().into());
    }
    if !host_prefix.is_empty() && !uri.host().is_some_and(|host| is_valid_host_label(host, true)) {
        let problem =
            format!("the operation puts {host_prefix:?} before the host of the endpoint, which makes no valid host");
        return Err(format!("{problem}: set `disable_host_prefix_injection` to leave the host as it is").into());
    }
    Ok(uri)
}

/// Whether what follows the scheme begins with an IP address.
fn is_address(rest: &str) -> bool {
    let authority = rest.split('/').next().unwrap_or_default();
    authority.starts_with('[')
        || authority
            .split(':')
            .next()
            .is_some_and(|host| host.parse::<std::net::Ipv4Addr>().is_ok())
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

    #[test]
    fn a_prefix_makes_a_host_below_the_endpoints() {
        for (endpoint, prefix, expected) in [
            ("https://example.com", "a.b-", Some("https://a.b-example.com/")),
            (
                "https://localhost:8080/base",
                "a.",
                Some("https://a.localhost:8080/base/"),
            ),
            ("http://127.0.0.1:8080", "a.", Some("http://127.0.0.1:8080/")),
            ("http://127.0.0.1", "a.", Some("http://127.0.0.1/")),
            ("http://[::1]:80", "a.", Some("http://[::1]:80/")),
            ("https://example.com", "a..", None),
            ("https://example.com", "-a.", None),
            ("https://example.com", "a_b.", None),
            ("https://example.com", &format!("{}.", "a".repeat(64)), None),
        ] {
            let uri = join(&Endpoint::new(endpoint), prefix, None);
            assert_eq!(
                uri.ok().map(|uri| uri.to_string()).as_deref(),
                expected,
                "{prefix}{endpoint}"
            );
        }
    }

    #[test]
    fn an_endpoint_and_a_path_make_a_uri() {
        for (endpoint, path, expected) in [
            ("https://example.com", "/", Some("https://example.com/")),
            ("https://example.com/", "/", Some("https://example.com/")),
            (
                "http://127.0.0.1:80/base/",
                "/a?b=c",
                Some("http://127.0.0.1:80/base/a?b=c"),
            ),
            ("http://[::1]:80", "/", Some("http://[::1]:80/")),
            ("example.com", "/", None),
            ("ftp://example.com", "/", None),
            ("https://", "/", None),
            ("https://example.com?a=b", "/", None),
            ("https://user@example.com", "/", None),
            ("", "/", None),
        ] {
            let uri = join(&Endpoint::new(endpoint), "", Some(&path.parse().unwrap()));
            assert_eq!(uri.ok().map(|uri| uri.to_string()).as_deref(), expected, "{endpoint}");
        }
    }
}
