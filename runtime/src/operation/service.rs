//! The description of a service.

use super::{ApiKeyLocation, AuthScheme, ClientProtocol, EndpointDiscovery, Operation};
use crate::endpoint::{Endpoint, EndpointError, EndpointRequest};
use crate::schema::XmlNamespace;

/// The description of a service. Generated code has one `static` of this type.
#[derive(Debug)]
pub struct Service {
    /// The name of the service's shape, which awsJson sends before that of the operation.
    pub name: &'static str,
    /// `sdkId` of `aws.api#service`: user agent, `AWS_ENDPOINT_URL_<SERVICE>`, profile sections.
    pub sdk_id: &'static str,
    /// The API version.
    pub version: &'static str,
    /// `aws.auth#sigv4` name: the service in the credential scope.
    pub signing_name: &'static str,
    /// Other traits of the service.
    pub traits: ServiceTraits,
    /// Codes of exceptions that the model marks as transient (`smithy.api#retryable`).
    pub retryable_errors: &'static [(&'static str, Retryable)],
    /// The protocol, which turns shapes into requests and responses into shapes.
    pub protocol: &'static dyn ClientProtocol,
    /// The compiled endpoint rules (`smithy.rules#endpointRuleSet`).
    pub resolve_endpoint: fn(&EndpointRequest<'_>) -> Result<Endpoint, EndpointError>,
}

/// The traits of a service other than its name and its protocol.
#[derive(Clone, Copy, Debug)]
pub struct ServiceTraits {
    /// The auth schemes of requests, in the order of preference. Operations can replace them.
    pub auth_schemes: &'static [AuthScheme],
    /// The place of API keys (`smithy.api#httpApiKeyAuth`).
    pub api_key: Option<ApiKeyLocation>,
    /// Errors have codes of the awsQuery protocol as well (`aws.protocols#awsQueryCompatible`).
    pub query_compatible: bool,
    /// The namespace of XML documents (`smithy.api#xmlNamespace`).
    pub xml_namespace: Option<XmlNamespace>,
    /// Headers that the service requires in every request.
    pub headers: &'static [(&'static str, &'static str)],
    /// Errors in XML are not wrapped in an `ErrorResponse` element (`noErrorWrapping` of
    /// `aws.protocols#restXml`).
    pub no_error_wrapping: bool,
    /// The operation that creates a session for a bucket, if requests to some endpoints are
    /// authenticated by sessions (`sigv4-s3express`).
    pub create_session: Option<fn() -> &'static Operation>,
    /// The operation that returns endpoints, if other operations have discovered endpoints.
    pub endpoint_discovery: Option<&'static EndpointDiscovery>,
}

impl ServiceTraits {
    /// A service without these traits. Its requests are signed by SigV4.
    pub const NONE: Self = Self {
        auth_schemes: &[AuthScheme::SigV4],
        api_key: None,
        query_compatible: false,
        xml_namespace: None,
        headers: &[],
        no_error_wrapping: false,
        create_session: None,
        endpoint_discovery: None,
    };
}

/// The kind of an exception that may be retried (`smithy.api#retryable`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// A transient fault.
    Transient,
    /// The service throttles requests (`throttling: true`).
    Throttling,
}
