//! Endpoints: the parameters and results of endpoint rules, and the functions that rules call.
//!
//! Generated code holds the rules themselves, compiled to Rust from `smithy.rules#endpointRuleSet`.

mod functions;
mod partition;
mod request;
mod url;

use std::borrow::Cow;
use std::fmt;

use crate::primitives::Document;

pub use self::functions::{Arn, is_valid_host_label, is_virtual_hostable_s3_bucket, parse_arn, split, substring};
pub use self::partition::{Partition, Piece, RegionPattern, partition};
pub use self::request::{EndpointRequest, HostPart, Params, Value};
pub(crate) use self::url::shown;
pub use self::url::{Url, parse_url, uri_encode};

/// The endpoint parameter that names the bucket of a request.
pub(crate) const BUCKET: &str = "Bucket";

/// Returns the rules of a service without any: the endpoint is that of the config.
///
/// # Errors
/// No endpoint is set.
#[inline]
pub fn custom_only(request: &EndpointRequest<'_>) -> Result<Endpoint, EndpointError> {
    match request.endpoint {
        Some(url) => Ok(Endpoint::new(url)),
        None => Err(EndpointError::new(
            "the service has no endpoint of its own; set one with `endpoint_url`",
        )),
    }
}

/// An endpoint that the rules return.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    url: String,
    headers: Vec<(Cow<'static, str>, String)>,
    auth_schemes: Vec<AuthScheme>,
    properties: Vec<(Cow<'static, str>, Document)>,
}

impl Endpoint {
    /// Returns the endpoint of this URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            headers: Vec::new(),
            auth_schemes: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// Adds a header that every request to the endpoint carries.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Adds an element of the property `authSchemes`.
    #[must_use]
    #[inline]
    pub fn with_auth_scheme(mut self, scheme: AuthScheme) -> Self {
        self.auth_schemes.push(scheme);
        self
    }

    /// Adds a property other than `authSchemes`.
    #[must_use]
    pub fn with_property(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Document>) -> Self {
        self.properties.push((name.into(), value.into()));
        self
    }

    /// Returns the URL: scheme, authority and, optionally, a path, which precedes the path of the
    /// operation.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the headers, name and value.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (&**name, value.as_str()))
    }

    /// Returns the auth schemes that the endpoint accepts, best first; empty if they are those of
    /// the service.
    pub fn auth_schemes(&self) -> &[AuthScheme] {
        &self.auth_schemes
    }

    /// Returns a property other than `authSchemes`.
    #[inline]
    pub fn property(&self, name: &str) -> Option<&Document> {
        self.properties
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }
}

/// An auth scheme of an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthScheme {
    name: Cow<'static, str>,
    signing_name: Option<String>,
    signing_region: Option<String>,
    disable_double_encoding: bool,
    properties: Vec<(Cow<'static, str>, Document)>,
}

impl AuthScheme {
    /// Returns the scheme of this name, for example `sigv4`.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            signing_name: None,
            signing_region: None,
            disable_double_encoding: false,
            properties: Vec::new(),
        }
    }

    /// Sets the service in the credential scope.
    #[must_use]
    pub fn with_signing_name(mut self, name: impl Into<String>) -> Self {
        self.signing_name = Some(name.into());
        self
    }

    /// Sets the region in the credential scope.
    #[must_use]
    pub fn with_signing_region(mut self, region: impl Into<String>) -> Self {
        self.signing_region = Some(region.into());
        self
    }

    /// Sets whether the path is signed as it is sent, without encoding it again.
    #[must_use]
    pub fn with_disable_double_encoding(mut self, disable: bool) -> Self {
        self.disable_double_encoding = disable;
        self
    }

    /// Adds a property without a function of its own, for example `signingRegionSet`.
    #[must_use]
    pub fn with_property(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Document>) -> Self {
        self.properties.push((name.into(), value.into()));
        self
    }

    /// Returns the scheme's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the service in the credential scope, if the scheme sets it.
    pub fn signing_name(&self) -> Option<&str> {
        self.signing_name.as_deref()
    }

    /// Returns the region in the credential scope, if the scheme sets it.
    pub fn signing_region(&self) -> Option<&str> {
        self.signing_region.as_deref()
    }

    /// Returns whether the path is signed as it is sent.
    pub fn disable_double_encoding(&self) -> bool {
        self.disable_double_encoding
    }

    /// Returns a property without a function of its own, for example `signingRegionSet` or
    /// `disableNormalizePath`.
    pub fn property(&self, name: &str) -> Option<&Document> {
        let found = self.properties.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }
}

/// The error of rules that return no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    message: Cow<'static, str>,
}

impl EndpointError {
    /// Returns the error with the message of the rules.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            message: message.into(),
        }
    }

    /// Returns the message of the rules.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no endpoint: {}", self.message)
    }
}

impl std::error::Error for EndpointError {}
