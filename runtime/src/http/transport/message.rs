//! Prepares requests for a connection, and collects responses.

use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, PROXY_AUTHORIZATION};
use http::{HeaderValue, Response, StatusCode, Uri};
use hyper::body::{Body as _, Incoming};

use super::classify;
use super::connection::Connection;
use super::target::Target;
use crate::http::{Body, ConnectorError, HttpRequest};

/// The largest size that is allocated for a body by its `content-length`.
const MAX_PREALLOCATION: u64 = 1024 * 1024;

/// Adds the host to a request, and gives its target the form that the server or the proxy expects
/// (RFC 9112, section 3.2).
pub(super) fn prepare(request: HttpRequest, target: &Target) -> Result<HttpRequest, ConnectorError> {
    let user = |error: http::Error| ConnectorError::user(error.into());
    let (mut parts, body) = request.into_parts();
    if !parts.headers.contains_key(HOST) {
        // The host of this request was signed. It may differ in case from the one that the pool
        // has.
        let host = parts.uri.host().unwrap_or_default();
        let host = match target.is_default_port() {
            true => HeaderValue::try_from(host),
            false => HeaderValue::try_from(format!("{host}:{}", target.port)),
        };
        parts.headers.insert(HOST, host.map_err(|error| user(error.into()))?);
    }
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if target.is_forwarded() {
        let absolute = format!("http://{}{path}", target.authority);
        parts.uri = Uri::try_from(absolute).map_err(|error| user(error.into()))?;
        if let Some(authorization) = target.proxy.as_ref().and_then(|proxy| proxy.authorization.as_ref()) {
            parts.headers.insert(PROXY_AUTHORIZATION, authorization.clone());
        }
    } else {
        parts.uri = match parts.uri.into_parts().path_and_query {
            Some(path) => Uri::from(path),
            None => Uri::default(),
        };
    }
    Ok(HttpRequest::from_parts(parts, body))
}

/// Gives a request the form of HTTP/2, which has the host in the URI and no header for it.
#[cfg(feature = "http2")]
pub(super) fn over_http2(mut request: HttpRequest, uri: &Uri) -> HttpRequest {
    *request.version_mut() = http::Version::HTTP_2;
    *request.uri_mut() = uri.clone();
    request.headers_mut().remove(HOST);
    request
}

/// Collects the body. A body of a single piece is not copied.
pub(super) async fn collect(
    connection: &mut Connection,
    mut body: Incoming,
    read_timeout: Option<Duration>,
    limit: usize,
    target: &Target,
) -> Result<Bytes, ConnectorError> {
    let size = body.size_hint().exact();
    if size.is_some_and(|size| size > limit as u64) {
        return Err(classify::too_large(size, limit, target));
    }
    let mut whole = Bytes::new();
    let mut joined: Vec<u8> = Vec::new();
    loop {
        let piece = connection.piece(&mut body, read_timeout).await;
        let Some(data) = piece.map_err(|failure| classify::receiving(failure, target))? else {
            break;
        };
        if data.len() > limit.saturating_sub(whole.len() + joined.len()) {
            return Err(classify::too_large(None, limit, target));
        }
        if whole.is_empty() && joined.is_empty() {
            whole = data;
        } else {
            if joined.is_empty() {
                let expected = size.unwrap_or_default().min(MAX_PREALLOCATION);
                joined.reserve(usize::try_from(expected).unwrap_or_default());
            }
            joined.extend_from_slice(&std::mem::take(&mut whole));
            joined.extend_from_slice(&data);
        }
    }
    Ok(if joined.is_empty() { whole } else { Bytes::from(joined) })
}

/// Returns the response, unless a proxy refused the request.
pub(super) fn accepted(response: Response<Body>, target: &Target) -> Result<Response<Body>, ConnectorError> {
    match target.is_forwarded() && response.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
        true => Err(classify::proxy_authentication(target)),
        false => Ok(response),
    }
}
