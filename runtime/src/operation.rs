//! The facts of a service and its operations in generated code, and the traits by which the
//! orchestrator handles inputs, outputs and errors without knowing them.

mod client_protocol;

use std::fmt;

use crate::endpoint::{Endpoint, EndpointError, EndpointRequest};
use crate::error::BuildError;
use crate::schema::XmlNamespace;
use crate::serde::{DeserializeShape, SerializeShape};

pub use self::client_protocol::ClientProtocol;
pub use crate::error::service::ServiceError;

/// The facts of a service; generated code keeps one `static` of these.
#[derive(Debug)]
pub struct Service {
    /// The shape's name, which awsJson sends before the operation's.
    pub name: &'static str,
    /// `sdkId` of `aws.api#service`: user agent, `AWS_ENDPOINT_URL_<SERVICE>`, profile sections.
    pub sdk_id: &'static str,
    /// The API version.
    pub version: &'static str,
    /// `aws.auth#sigv4` name: the service in the credential scope.
    pub signing_name: &'static str,
    /// The traits that its protocol obeys.
    pub traits: ServiceTraits,
    /// Codes of exceptions that the model says may pass (`smithy.api#retryable`).
    pub retryable_errors: &'static [(&'static str, Retryable)],
    /// The protocol, which turns shapes into requests and responses into shapes.
    pub protocol: &'static dyn ClientProtocol,
    /// The compiled endpoint rules (`smithy.rules#endpointRuleSet`).
    pub resolve_endpoint: fn(&EndpointRequest<'_>) -> Result<Endpoint, EndpointError>,
}

/// The traits of a service that some protocols obey.
#[derive(Clone, Copy, Debug)]
pub struct ServiceTraits {
    /// Errors have codes of the awsQuery protocol as well (`aws.protocols#awsQueryCompatible`).
    pub query_compatible: bool,
    /// The namespace of XML documents (`smithy.api#xmlNamespace`).
    pub xml_namespace: Option<XmlNamespace>,
    /// Headers that the service wants in every request.
    pub headers: &'static [(&'static str, &'static str)],
    /// Errors in XML are not wrapped in an element of their own (`noErrorWrapping` of
    /// `aws.protocols#restXml`).
    pub no_error_wrapping: bool,
}

impl ServiceTraits {
    /// None of the traits.
    pub const NONE: Self = Self {
        query_compatible: false,
        xml_namespace: None,
        headers: &[],
        no_error_wrapping: false,
    };
}

/// The kind of an exception after which another attempt may succeed (`smithy.api#retryable`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// A fault that may pass.
    Transient,
    /// The service asks to slow down (`throttling: true`).
    Throttling,
}

/// The facts of an operation, which the trait of its input holds.
#[derive(Debug)]
pub struct Operation {
    /// The service that it belongs to.
    pub service: &'static Service,
    /// The shape's name.
    pub name: &'static str,
    /// The effect of repeating a request.
    pub idempotency: Idempotency,
    /// Its HTTP request, for protocols with HTTP bindings.
    pub http: Option<HttpBinding>,
    /// Large bodies are sent compressed (`smithy.api#requestCompression` with gzip).
    pub gzip: bool,
    /// Bodies are sent with their checksum (`smithy.api#httpChecksumRequired`).
    pub checksum: bool,
    /// The ways in which requests may be authenticated, in the order of preference.
    pub auth_schemes: &'static [AuthScheme],
}

/// The HTTP request and response of an operation (`smithy.api#http`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpBinding {
    /// The method.
    pub method: &'static str,
    /// The pattern of path and query, with labels in braces: `/{Bucket}/{Key+}?x-id=GetObject`.
    pub uri: &'static str,
    /// The status code of a successful response.
    pub code: u16,
}

/// A way to authenticate requests, by the trait that defines it.
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
    /// `smithy.api#noAuth`: requests may go out without authentication.
    NoAuth,
}

/// Whether the requests of an operation are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Always, by Signature Version 4; without credentials nothing is sent.
    SigV4,
    /// Only if the config has credentials (`smithy.api#optionalAuth`).
    Optional,
    /// Never: the service or the operation knows no signatures.
    None,
}

impl Operation {
    /// Returns an operation without traits that change its requests.
    pub const fn new(service: &'static Service, name: &'static str, idempotency: Idempotency) -> Self {
        Self {
            service,
            name,
            idempotency,
            http: None,
            gzip: false,
            checksum: false,
            auth_schemes: &[AuthScheme::SigV4],
        }
    }

    /// Enables compression of large bodies.
    #[must_use]
    pub const fn gzip(mut self) -> Self {
        self.gzip = true;
        self
    }

    /// Sets the HTTP request and the status code of a successful response.
    #[must_use]
    pub const fn http(mut self, method: &'static str, uri: &'static str, code: u16) -> Self {
        self.http = Some(HttpBinding { method, uri, code });
        self
    }

    /// Sets the ways in which requests may be authenticated, in the order of preference.
    #[must_use]
    pub const fn auth_schemes(mut self, schemes: &'static [AuthScheme]) -> Self {
        self.auth_schemes = schemes;
        self
    }

    /// Returns whether requests are signed.
    pub(crate) fn auth(&self) -> Auth {
        let has = |scheme| self.auth_schemes.contains(&scheme);
        match (has(AuthScheme::SigV4), has(AuthScheme::NoAuth)) {
            (true, false) => Auth::SigV4,
            (true, true) => Auth::Optional,
            (false, _) => Auth::None,
        }
    }

    /// Bodies are sent with their checksum.
    #[must_use]
    pub const fn checksum(mut self) -> Self {
        self.checksum = true;
        self
    }
}

/// The effect that sending the same request twice has on the service's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Nothing: `smithy.api#readonly`.
    ReadOnly,
    /// As if it were sent once: `smithy.api#idempotent`, or an `smithy.api#idempotencyToken` in the
    /// input.
    Idempotent,
    /// It may take effect twice.
    NonIdempotent,
}

/// The input structure of an operation.
pub trait OperationInput: SerializeShape + fmt::Debug + Send + Sync + 'static {
    /// The output structure.
    type Output: OperationOutput;
    /// The service's error type.
    type Error: ServiceError;
    /// The operation.
    const OPERATION: &'static Operation;

    /// Fills what the client fills (`smithy.api#idempotencyToken`), then reports every required
    /// member that is unset.
    fn prepare(&mut self, new_token: &mut dyn FnMut() -> String) -> Result<(), BuildError> {
        let _ = new_token;
        Ok(())
    }

    /// Hands the endpoint rules what the operation and its input say (`smithy.rules#contextParam`,
    /// `staticContextParams`, `operationContextParams`), and the host prefix
    /// (`smithy.api#endpoint`).
    fn endpoint_params(&self, request: &mut EndpointRequest<'_>) {
        let _ = request;
    }
}

/// The output structure of an operation.
pub trait OperationOutput: DeserializeShape + Send + Sync + 'static {
    /// Keeps the id that the service gave the request.
    fn set_request_id(&mut self, request_id: Option<String>);
}
