//! Everything that the attempts of a call share: the request, its endpoint, and its identity.

use std::sync::Arc;

#[cfg(feature = "endpoint-discovery")]
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::auth_scheme::NO_REGION;
use super::authorization::Authorization;
#[cfg(feature = "endpoint-discovery")]
use super::discovery::Discovery;
use super::endpoint_cache::{ResolvedEndpoint, base_uri};
use super::outcome::Failure;
#[cfg(feature = "streaming")]
use super::streaming::prefers_http2;
use super::{Inner, uuid};
use crate::auth::{Credentials, scheme, sigv4};
use crate::box_error::BoxError;
use crate::endpoint::{BUCKET, Endpoint, EndpointRequest, Params, Value, is_valid_host_label};
use crate::http::{Body, HttpClient, HttpRequest};
use crate::operation::{AuthScheme, Operation};

/// The id of a call, the same in all of its attempts.
const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");

const NO_SESSION: &str = "the endpoint wants the session of a bucket, which the client cannot create; \
    `disable_s3_express_session_auth` does without";

/// Everything that the attempts of a call share.
pub(super) struct PreparedRequest {
    pub(super) operation: &'static Operation,
    pub(super) method: Method,
    pub(super) endpoint: Arc<ResolvedEndpoint>,
    pub(super) authorization: Authorization,
    /// The request or the response is a stream.
    pub(super) streams: bool,
    /// The discovery of the endpoint, if there was one.
    #[cfg(feature = "endpoint-discovery")]
    pub(super) discovery: Option<Box<Discovery>>,
    /// Unset where it is the endpoint's own.
    uri: Option<Uri>,
    body: Body,
    /// The body is a stream that cannot be sent again.
    is_spent: bool,
    headers: Vec<(HeaderName, HeaderValue)>,
    invocation_id: [u8; 36],
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
            if let Ok(id) = HeaderValue::from_bytes(&self.invocation_id) {
                headers.insert(INVOCATION_ID, id);
            }
            headers
        })
    }

    /// Returns the request without the headers of an attempt.
    #[inline]
    pub(super) fn bare_request(&mut self) -> HttpRequest {
        let mut request = HttpRequest::new(self.body());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri().clone();
        *request.headers_mut() = self.headers();
        request.headers_mut().remove(INVOCATION_ID);
        request
    }

    /// Returns the URI of the request.
    pub(super) fn uri(&self) -> &Uri {
        self.uri.as_ref().unwrap_or(&self.endpoint.uri)
    }

    /// Replaces the endpoint of the attempts that follow.
    #[cfg(feature = "endpoint-discovery")]
    pub(super) fn set_endpoint(
        &mut self,
        endpoint: Arc<ResolvedEndpoint>,
        path: Option<&PathAndQuery>,
    ) -> Result<(), BoxError> {
        self.uri = endpoint.uri_of(path, has_path(self.operation))?;
        self.endpoint = endpoint;
        Ok(())
    }

    /// Returns the body for an attempt.
    pub(super) fn body(&mut self) -> Body {
        self.body.try_clone().unwrap_or_else(|| {
            self.is_spent = true;
            std::mem::take(&mut self.body)
        })
    }

    /// Returns whether HTTP/2 is preferred, because body and response are sent at once.
    #[cfg(feature = "streaming")]
    pub(super) fn prefers_http2(&self) -> bool {
        prefers_http2(self.operation, &self.body)
    }

    /// Returns whether the request can be sent again.
    pub(super) fn is_replayable(&self) -> bool {
        !self.is_spent
    }
}

/// Returns whether the operation has a path of its own.
fn has_path(operation: &Operation) -> bool {
    operation.http.is_none_or(|http| http.uri.starts_with('/'))
}

impl Inner {
    /// Prepares everything that a call needs before it can be sent: endpoint, identity, connection.
    pub(super) async fn warm_up(&self) -> Result<(), Failure> {
        let http = self.config.transport().map_err(BoxError::from)?;
        let scheme = self.scheme_of_model(self.service.traits.auth_schemes);
        let authorization = self.authorize(scheme.unwrap_or(AuthScheme::NoAuth)).await?;
        let endpoint = self.endpoint(EndpointRequest::default().into_params(), authorization.credentials())?;
        #[cfg(feature = "endpoint-discovery")]
        let endpoint = self.endpoint_of_client(&authorization, endpoint).await?;
        http.warm_up(&endpoint.uri, self.config.timeouts().of_transport())
            .await
            .map_err(Failure::Dispatch)
    }

    /// Resolves identity and endpoint of a serialized request. Takes the request and its
    /// parameters, which lie in the future of the call.
    pub(super) async fn prepare_request(
        &self,
        operation: &'static Operation,
        request: &mut HttpRequest,
        params: &mut Params,
    ) -> Result<PreparedRequest, BoxError> {
        #[cfg(feature = "endpoint-discovery")]
        let mut discovery = self.discovery(operation, params)?;
        let (authorization, endpoint) = self.authorize_call(operation, params).await?;
        let (parts, body) = std::mem::take(request).into_parts();
        let path = parts.uri.path_and_query();
        #[cfg(feature = "endpoint-discovery")]
        let endpoint = match &mut discovery {
            Some(discovery) => self.discover(discovery, &authorization, endpoint, path).await?,
            None => endpoint,
        };
        let uri = endpoint.uri_of(path, has_path(operation))?;
        let mut headers = parts.headers;
        for (name, value) in &endpoint.headers {
            headers.append(name, value.clone());
        }
        let kept = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let invocation_id = uuid::random();
        headers.insert(INVOCATION_ID, HeaderValue::from_bytes(&invocation_id)?);
        Ok(PreparedRequest {
            operation,
            method: parts.method,
            endpoint,
            authorization,
            streams: operation.streaming.output || body.bytes().is_none(),
            #[cfg(feature = "endpoint-discovery")]
            discovery,
            uri,
            body,
            is_spent: false,
            headers: kept,
            invocation_id,
            first: Some(headers),
        })
    }

    /// Returns the endpoint of a call. For calls that add nothing to the endpoint rules, it is
    /// resolved once.
    pub(super) fn endpoint(
        &self,
        params: Params,
        credentials: Option<&Credentials>,
    ) -> Result<Arc<ResolvedEndpoint>, BoxError> {
        let is_cached = params.is_empty();
        if let Some(endpoint) = self.endpoint_cache.get(credentials).filter(|_| is_cached) {
            return Ok(Arc::clone(endpoint));
        }
        let host_prefix = match self.config.disable_host_prefix_injection() {
            Some(true) => String::new(),
            _ => params.host_prefix()?.to_owned(),
        };
        let bucket = match (self.service.traits.create_session, params.get(BUCKET)) {
            (Some(_), Some(Value::String(bucket))) => Some(bucket.clone()),
            _ => None,
        };
        let endpoint = self.resolve(params, credentials)?;
        let wants_session = endpoint.auth_schemes().iter().any(scheme::wants_session);
        if wants_session && bucket.is_none() {
            return Err(NO_SESSION.into());
        }
        let headers = endpoint
            .headers()
            .map(|(name, value)| Ok((HeaderName::try_from(name)?, HeaderValue::try_from(value)?)))
            .collect::<Result<_, BoxError>>()?;
        let uri = base_uri(&endpoint, &host_prefix)?;
        let resolved = Arc::new(ResolvedEndpoint {
            host: sigv4::host(&uri).ok(),
            uri,
            headers,
            auth_schemes: endpoint.auth_schemes().to_vec(),
            #[cfg(feature = "s3-express")]
            session_bucket: bucket.filter(|_| wants_session),
            scopes: Default::default(),
        });
        if is_cached {
            self.endpoint_cache.insert(credentials, &resolved);
        }
        Ok(resolved)
    }

    pub(super) fn resolve(&self, mut params: Params, credentials: Option<&Credentials>) -> Result<Endpoint, BoxError> {
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
            account_id: credentials.and_then(Credentials::account_id_text),
            account_id_endpoint_mode: Some(self.config.account_id_endpoint_mode().unwrap_or_default().as_str()),
            params,
        })
        .map_err(|error| match self.lacks_region() && credentials.is_some() {
            true => BoxError::from(NO_REGION),
            false => error.into(),
        })
    }

    pub(super) fn lacks_region(&self) -> bool {
        self.config.region().is_none() && self.config.endpoint_url().is_none()
    }

    /// Returns the region, which ends up in a host name: one that is not a host label could lead a
    /// signed request elsewhere.
    pub(super) fn region(&self) -> Result<Option<&str>, BoxError> {
        match self.config.region().map(AsRef::as_ref) {
            Some(region) if is_valid_host_label(region, false) => Ok(Some(region)),
            Some(region) => Err(format!("{region:?} is not the name of a region").into()),
            None => Ok(None),
        }
    }
}
