//! A request as it goes over a connection, and the whole of a response.

use std::time::Duration;

use bytes::Bytes;
use http::header::{HOST, PROXY_AUTHORIZATION};
use http::{HeaderValue, Uri};
use hyper::body::{Body as _, Incoming};

use super::classify;
use super::connection::Connection;
use super::target::Target;
use crate::http::ConnectorError;
use crate::http::HttpRequest;

/// How much is set aside for a body on the word of a server.
const ON_CREDIT: u64 = 1024 * 1024;

/// The request as it goes over a connection: with its host, and a target in the form that the other side wants
/// (RFC 9112, section 3.2).
pub(super) fn prepare(request: HttpRequest, target: &Target) -> Result<HttpRequest, ConnectorError> {
    let user = |error: http::Error| ConnectorError::user(error.into());
    let (mut parts, body) = request.into_parts();
    if !parts.headers.contains_key(HOST) {
        // As the request has it, which may differ in case from how the first one had it, and is what was signed.
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

/// The whole body, handing out the one piece as it is where there is only one.
pub(super) async fn collect(
    connection: &mut Connection,
    mut body: Incoming,
    silence: Option<Duration>,
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
        let piece = connection.piece(&mut body, silence).await;
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
                let expected = size.unwrap_or_default().min(ON_CREDIT);
                joined.reserve(usize::try_from(expected).unwrap_or_default());
            }
            joined.extend_from_slice(&std::mem::take(&mut whole));
            joined.extend_from_slice(&data);
        }
    }
    Ok(if joined.is_empty() { whole } else { Bytes::from(joined) })
}
