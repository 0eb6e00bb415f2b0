//! The responses of services.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{Extensions, StatusCode};

use super::{Body, Headers};

/// A response of a service.
///
/// `Debug` shows the status, the content type, the request id and the length, but not the content,
/// which may be sensitive.
pub struct HttpResponse {
    status: StatusCode,
    headers: Headers,
    body: Body,
    extensions: Extensions,
}

impl HttpResponse {
    /// Returns a response with this status and body, and without headers.
    pub fn new(status: StatusCode, body: impl Into<Body>) -> Self {
        Self {
            status,
            headers: Headers::default(),
            body: body.into(),
            extensions: Extensions::default(),
        }
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// Returns the body.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Returns the body, owned.
    #[inline]
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Returns the response with another body.
    #[cfg_attr(not(feature = "http-checksum"), allow(dead_code, reason = "checksums verify it"))]
    pub(crate) fn map_body(self, map: impl FnOnce(Body) -> Body) -> Self {
        Self {
            body: map(self.body),
            ..self
        }
    }

    /// Returns the values that the HTTP client attached to the response.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// Returns a response with the same content, if the body can be replayed.
    #[inline]
    pub fn try_clone(&self) -> Option<Self> {
        Some(Self {
            status: self.status,
            headers: self.headers.clone(),
            body: self.body.try_clone()?,
            extensions: self.extensions.clone(),
        })
    }
}

impl<B: Into<Body>> From<http::Response<B>> for HttpResponse {
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers.into(),
            body: body.into(),
            extensions: parts.extensions,
        }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status.as_u16())
            .field("content_type", &self.headers.text(&CONTENT_TYPE))
            .field("request_id", &self.headers.request_id_text())
            .field("body", &self.body)
            .finish()
    }
}
