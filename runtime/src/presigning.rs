//! Presigned requests: requests with the signature in their URL. Anyone who has one can send it
//! until it expires.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::HeaderMap;
use http::{Method, Request, Uri};

/// The longest validity that services accept.
const ONE_WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The validity of a presigned request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresigningConfig {
    start_time: Option<SystemTime>,
    expires_in: Duration,
}

impl PresigningConfig {
    /// Returns a config for requests that are valid from the time of signing, for at most a week. A
    /// request is only valid as long as the credentials that signed it.
    ///
    /// # Errors
    /// The duration is longer than a week: [`PresigningConfigError::ExpiresInTooLong`].
    #[inline]
    pub fn expires_in(expires_in: Duration) -> Result<Self, PresigningConfigError> {
        Self::builder().expires_in(expires_in).build()
    }

    /// Returns a builder.
    #[inline]
    pub fn builder() -> PresigningConfigBuilder {
        PresigningConfigBuilder::default()
    }

    /// Returns the time from which requests are valid; `None` is the time of signing.
    #[inline]
    pub fn start_time(&self) -> Option<SystemTime> {
        self.start_time
    }

    /// Returns the duration for which requests are valid.
    #[inline]
    pub fn expires(&self) -> Duration {
        self.expires_in
    }
}

/// A builder of a [`PresigningConfig`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PresigningConfigBuilder {
    start_time: Option<SystemTime>,
    expires_in: Option<Duration>,
}

impl PresigningConfigBuilder {
    /// Sets the time from which requests are valid. The default is the time of signing.
    #[must_use]
    #[inline]
    pub fn start_time(mut self, start_time: SystemTime) -> Self {
        self.set_start_time(Some(start_time));
        self
    }

    /// Sets or clears the time from which requests are valid.
    #[inline]
    pub fn set_start_time(&mut self, start_time: Option<SystemTime>) -> &mut Self {
        self.start_time = start_time;
        self
    }

    /// Sets the duration for which requests are valid, at most a week.
    #[must_use]
    #[inline]
    pub fn expires_in(mut self, expires_in: Duration) -> Self {
        self.set_expires_in(Some(expires_in));
        self
    }

    /// Sets or clears the duration for which requests are valid.
    #[inline]
    pub fn set_expires_in(&mut self, expires_in: Option<Duration>) -> &mut Self {
        self.expires_in = expires_in;
        self
    }

    /// Returns the config.
    ///
    /// # Errors
    /// The duration is unset, or longer than a week.
    #[inline]
    pub fn build(self) -> Result<PresigningConfig, PresigningConfigError> {
        let expires_in = self.expires_in.ok_or(PresigningConfigError::ExpiresInRequired)?;
        if expires_in > ONE_WEEK {
            return Err(PresigningConfigError::ExpiresInTooLong(expires_in));
        }
        Ok(PresigningConfig {
            start_time: self.start_time,
            expires_in,
        })
    }
}

/// The error of a [`PresigningConfig`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PresigningConfigError {
    /// `expires_in` is longer than a week.
    ExpiresInTooLong(Duration),
    /// `expires_in` is unset.
    ExpiresInRequired,
}

impl fmt::Display for PresigningConfigError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ExpiresInTooLong(found) => write!(
                f,
                "`expires_in` is {} seconds: expected at most {}, one week",
                found.as_secs(),
                ONE_WEEK.as_secs()
            ),
            Self::ExpiresInRequired => {
                f.write_str("`expires_in` is unset: set the duration for which requests are valid")
            }
        }
    }
}

impl std::error::Error for PresigningConfigError {}

/// A request with the signature in its URL. Any HTTP client can send it, with this method, these
/// headers and, if there is one, this body.
///
/// `Debug` shows the URL without its query, because the signature is a secret while it is valid.
#[derive(Clone)]
pub struct PresignedRequest {
    method: Method,
    uri: String,
    headers: HeaderMap,
    body: Bytes,
}

impl PresignedRequest {
    #[inline]
    pub(crate) fn new(method: Method, uri: &Uri, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            method,
            uri: uri.to_string(),
            headers,
            body,
        }
    }

    /// Returns the HTTP method.
    #[inline]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// Returns the URL, with the signature in its query.
    #[inline]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Returns the headers that must be sent with the request; they are signed. Headers whose
    /// values are not text are omitted.
    #[inline]
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.headers.iter();
        texts.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
    }

    /// Returns the body that must be sent with the request, because its hash is signed. It is empty
    /// if the request has no body, and for S3, which accepts any body.
    #[inline]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the request with this body, for a client that takes those of the crate `http`.
    pub fn make_http_1x_request<B>(&self, body: B) -> Request<B> {
        self.clone().into_http_1x_request(body)
    }

    /// Returns the request with this body, for a client that takes those of the crate `http`.
    pub fn into_http_1x_request<B>(self, body: B) -> Request<B> {
        let mut request = Request::new(body);
        *request.method_mut() = self.method;
        // The URL was made from a `Uri`, so it parses.
        *request.uri_mut() = self.uri.parse().unwrap_or_default();
        *request.headers_mut() = self.headers;
        request
    }
}

impl fmt::Debug for PresignedRequest {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let uri = self.uri.split('?').next();
        f.debug_struct("PresignedRequest")
            .field("method", &self.method)
            .field("uri", &uri.unwrap_or_default())
            .finish_non_exhaustive()
    }
}
