//! The auth schemes of requests.

/// An auth scheme of requests, by the trait that defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// `aws.auth#sigv4`
    SigV4,
    /// `aws.auth#sigv4a`
    SigV4a,
    /// `smithy.api#httpBearerAuth`
    HttpBearer,
    /// `smithy.api#httpApiKeyAuth`
    HttpApiKey,
    /// `smithy.api#httpBasicAuth`
    HttpBasic,
    /// `smithy.api#httpDigestAuth`
    HttpDigest,
    /// `smithy.api#noAuth`: requests may be sent without authentication.
    NoAuth,
}

impl AuthScheme {
    /// Returns the name that settings have for the scheme.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::SigV4 => "sigv4",
            Self::SigV4a => "sigv4a",
            Self::HttpBearer => "httpBearerAuth",
            Self::HttpApiKey => "httpApiKeyAuth",
            Self::HttpBasic => "httpBasicAuth",
            Self::HttpDigest => "httpDigestAuth",
            Self::NoAuth => "noAuth",
        }
    }
}

/// The place of the API key in a request (`smithy.api#httpApiKeyAuth`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// A header, whose value has the name of a scheme before the key, if there is one.
    Header {
        /// The name of the header.
        name: &'static str,
        /// The scheme, for example `ApiKey`.
        scheme: Option<&'static str>,
    },
    /// A parameter of the query.
    Query {
        /// The name of the parameter.
        name: &'static str,
    },
}
