//! The responses that errors keep.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;

use super::Headers;
use crate::error::RequestId;

/// A whole response, as errors keep it.
///
/// `Debug` shows status, content type, request id and length, and nothing of the content, which may be sensitive.
#[derive(Clone)]
pub struct HttpResponse {
    status: StatusCode,
    headers: Headers,
    body: Body,
    /// What a mock answers with, in place of the body.
    #[cfg(feature = "test-util")]
    typed: Option<crate::test_util::Typed>,
}

impl HttpResponse {
    /// A response of this status and body without headers.
    pub fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: Headers::default(),
            body: Body(body.into()),
            #[cfg(feature = "test-util")]
            typed: None,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The body, owned.
    pub fn into_body(self) -> Body {
        self.body
    }

    /// The output or error that a mock answers with, once.
    #[cfg(feature = "test-util")]
    pub(crate) fn typed<T: 'static>(&self) -> Option<T> {
        self.typed.as_ref()?.take()
    }
}

impl From<http::Response<Bytes>> for HttpResponse {
    fn from(response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers.into(),
            body: Body(body),
            #[cfg(feature = "test-util")]
            typed: parts.extensions.get().cloned(),
        }
    }
}

impl RequestId for HttpResponse {
    fn request_id(&self) -> Option<&str> {
        self.headers.request_id()
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status.as_u16())
            .field("content_type", &self.headers.get("content-type"))
            .field("request_id", &self.request_id())
            .field("body", &self.body)
            .finish()
    }
}

/// The body of a response.
#[derive(Clone)]
pub struct Body(Bytes);

impl Body {
    /// The bytes; always there, since responses are collected before they are read.
    pub fn bytes(&self) -> Option<&[u8]> {
        Some(&self.0)
    }

    /// The bytes, shared.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0.len())
    }
}
