//! Requests to the instance metadata service, with the token that it asks for.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{HeaderName, HeaderValue, Method, Response, StatusCode};

use super::{ImdsCache, ImdsEndpoint, ImdsError, REGION, ROLES};
use crate::auth::chain::ChainContext;
use crate::auth::chain::http_source::{SourcePolicy, is_transient, request, secret_header, shown_error};
use crate::error::ConnectorError;
use crate::future::BoxFuture;

const TOKEN: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token");
const TOKEN_LIFETIME: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token-ttl-seconds");

/// The lifetime of the requested token in seconds: the longest that the service permits.
const LIFETIME: u64 = 21_600;

/// The service of an instance.
pub(super) struct ImdsClient<'a> {
    context: &'a ChainContext,
    cache: &'a ImdsCache,
    endpoint: &'a str,
    policy: SourcePolicy,
}

impl<'a> ImdsClient<'a> {
    pub(super) fn new(context: &'a ChainContext, cache: &'a ImdsCache, endpoint: &'a ImdsEndpoint) -> Self {
        Self {
            context,
            cache,
            endpoint: &endpoint.url,
            policy: endpoint.policy(),
        }
    }

    /// Gets this path. If the token is refused, another one is asked for, once.
    pub(super) fn get<'b>(&'b self, path: &'b str) -> BoxFuture<'b, Result<Response<Bytes>, ImdsError>> {
        Box::pin(async move {
            let mut is_repeated = false;
            loop {
                let token = self.token().await?;
                let response = self.send(Method::GET, path, &[(TOKEN, token)]).await?;
                if response.status() == StatusCode::UNAUTHORIZED && !is_repeated {
                    self.cache.lock().token = None;
                    is_repeated = true;
                    continue;
                }
                return match response.status() {
                    status if status.is_success() => self.plain(response),
                    StatusCode::NOT_FOUND if path == ROLES => Err(self.permanent("the instance has no role")),
                    StatusCode::NOT_FOUND if path == REGION => Err(self.permanent("the instance has no region")),
                    _ => Err(self.refused("GET", path, &response)),
                };
            }
        })
    }

    /// Returns a cached or new token, which the service requires in each request.
    async fn token(&self) -> Result<HeaderValue, ImdsError> {
        const PATH: &str = "/latest/api/token";
        let now = self.context.now();
        if let Some((token, until)) = &self.cache.lock().token
            && now < *until
        {
            return Ok(token.clone());
        }
        let headers = [
            (TOKEN_LIFETIME, HeaderValue::from(LIFETIME)),
            (CONTENT_LENGTH, HeaderValue::from_static("0")),
        ];
        let response = self.send(Method::PUT, PATH, &headers).await?;
        if !response.status().is_success() {
            return Err(self.refused("PUT", PATH, &response));
        }
        let response = self.plain(response)?;
        let token = std::str::from_utf8(response.body()).unwrap_or_default().trim();
        let token = secret_header(token).filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| self.permanent("the response to PUT /latest/api/token is not a token"))?;
        let lifetime = response.headers().get(TOKEN_LIFETIME);
        let lifetime = lifetime.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let until = now + Duration::from_secs(lifetime.unwrap_or(LIFETIME).min(LIFETIME));
        self.cache.lock().token = Some((token.clone(), until));
        Ok(token)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(HeaderName, HeaderValue)],
    ) -> Result<Response<Bytes>, ImdsError> {
        let url = format!("{}{path}", self.endpoint);
        let request = request(method, &url, headers, "*/*", Bytes::new());
        let request = request.map_err(|error| self.permanent(&error.to_string()))?;
        let response = self.context.send_locally(request, self.policy).await;
        response.map_err(|error| self.unanswered(&error))
    }

    /// Returns the response unless it is a web page, which the service never has.
    fn plain(&self, response: Response<Bytes>) -> Result<Response<Bytes>, ImdsError> {
        match is_web_page(&response) {
            true => Err(self.captive_portal()),
            false => Ok(response),
        }
    }

    #[cold]
    pub(super) fn captive_portal(&self) -> ImdsError {
        self.permanent(
            "something else responds at this address, for example the login page of a network (a captive portal); this \
             machine seems not to be on EC2: set AWS_EC2_METADATA_DISABLED=true, and configure other credentials",
        )
    }

    #[cold]
    fn unanswered(&self, error: &ConnectorError) -> ImdsError {
        let hint = match (self.policy, error.is_timeout() && !error.is_unsent()) {
            // The response with a token has a hop limit, and a container is one hop further away.
            (_, true) => " (in a container on EC2, the instance's hop limit for metadata has to be 2)",
            (SourcePolicy::Probe, false) => " (only machines on EC2 have a metadata service)",
            _ => "",
        };
        ImdsError::Transient(format!("{}: {error}{hint}", self.endpoint))
    }

    #[cold]
    fn refused(&self, method: &str, path: &str, response: &Response<Bytes>) -> ImdsError {
        // EC2's own errors are pages too, but never redirects, and they have these statuses.
        let status = response.status().as_u16();
        if response.status().is_redirection() && response.headers().contains_key(LOCATION)
            || is_web_page(response) && !matches!(status, 400 | 401 | 403 | 404 | 500..)
        {
            return self.captive_portal();
        }
        let path = if path.starts_with(ROLES) { ROLES } else { path };
        let hint = match status {
            403 => " (the metadata service is switched off on this instance, or refuses this program)",
            _ => "",
        };
        let problem = format!("{}: {method} {path}: {}{hint}", self.endpoint, shown_error(response));
        match is_transient(response) {
            true => ImdsError::Transient(problem),
            false => ImdsError::Permanent(problem),
        }
    }

    #[cold]
    pub(super) fn permanent(&self, problem: &str) -> ImdsError {
        ImdsError::Permanent(format!("{}: {problem}", self.endpoint))
    }
}

fn is_web_page(response: &Response<Bytes>) -> bool {
    let content_type = response.headers().get(CONTENT_TYPE);
    let is_html = content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    is_html || response.body().trim_ascii_start().starts_with(b"<")
}
