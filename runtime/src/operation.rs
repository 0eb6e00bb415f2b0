//! The facts of a service and its operations in generated code, and the traits by which the
//! orchestrator handles inputs, outputs and errors without knowing them.

mod bound_members;
mod client_protocol;

use std::fmt;

use crate::endpoint::{Endpoint, EndpointError, EndpointRequest};
use crate::error::BuildError;
use crate::schema::XmlNamespace;
use crate::serde::{DeserializeShape, SerializeShape};

pub use self::bound_members::BoundMembers;
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
    /// Further traits of the service.
    pub traits: ServiceTraits,
    /// Codes of exceptions that the model says may pass (`smithy.api#retryable`).
    pub retryable_errors: &'static [(&'static str, Retryable)],
    /// The protocol, which turns shapes into requests and responses into shapes.
    pub protocol: &'static dyn ClientProtocol,
    /// The compiled endpoint rules (`smithy.rules#endpointRuleSet`).
    pub resolve_endpoint: fn(&EndpointRequest<'_>) -> Result<Endpoint, EndpointError>,
}

/// The traits of a service beside its name and its protocol.
#[derive(Clone, Copy, Debug)]
pub struct ServiceTraits {
    /// The ways in which requests may be authenticated, in the order of preference, unless an
    /// operation has others.
    pub auth_schemes: &'static [AuthScheme],
    /// The place of API keys (`smithy.api#httpApiKeyAuth`).
    pub api_key: Option<ApiKeyLocation>,
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
    /// None of the traits: requests are signed by SigV4.
    pub const NONE: Self = Self {
        auth_schemes: &[AuthScheme::SigV4],
        api_key: None,
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
    /// The checksums of its requests and responses (`aws.protocols#httpChecksum`).
    pub http_checksum: Option<&'static HttpChecksum>,
    /// The facts about its streams.
    pub streaming: Streaming,
    /// The ways in which requests may be authenticated, in the order of preference, where they are
    /// not those of the service.
    pub auth_schemes: Option<&'static [AuthScheme]>,
    /// The signature does not cover the body (`aws.auth#unsignedPayload`).
    pub unsigned_payload: bool,
    /// Bodies are sent with the SHA-256 tree hash that Amazon Glacier defines.
    pub tree_hash: bool,
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

/// The facts about the streams of an operation (`smithy.api#streaming`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streaming {
    /// The body of a successful response is a stream.
    pub output: bool,
    /// The stream of the response is one of events.
    pub events: bool,
    /// The body of the request is a stream of events.
    pub sends_events: bool,
    /// The output has required members beside its events, which the first message may hold.
    pub awaits_initial_response: bool,
    /// The length of the request's body must be known (`smithy.api#requiresLength`).
    pub requires_length: bool,
}

/// The checksums of an operation (`aws.protocols#httpChecksum`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpChecksum {
    /// The header of the input's member that names the algorithm (`requestAlgorithmMember`).
    pub algorithm_header: Option<&'static str>,
    /// Requests must have a checksum (`requestChecksumRequired`).
    pub is_required: bool,
    /// The header of the input's member that asks for the checksum of the response
    /// (`requestValidationModeMember`).
    pub mode_header: Option<&'static str>,
    /// The algorithms of responses (`responseAlgorithms`).
    pub response_algorithms: &'static [&'static str],
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
            http_checksum: None,
            streaming: Streaming {
                output: false,
                events: false,
                sends_events: false,
                awaits_initial_response: false,
                requires_length: false,
            },
            auth_schemes: None,
            unsigned_payload: false,
            tree_hash: false,
        }
    }

    /// Enables compression of large bodies.
    #[must_use]
    pub const fn gzip(mut self) -> Self {
        self.gzip = true;
        self
    }

    /// Returns the body of a successful response is a stream.
    #[must_use]
    pub const fn streams_output(mut self) -> Self {
        self.streaming.output = true;
        self
    }

    /// Returns the body of a successful response is a stream of events.
    #[must_use]
    pub const fn streams_events(mut self) -> Self {
        self.streaming.output = true;
        self.streaming.events = true;
        self
    }

    /// Returns the body of the request is a stream of events.
    #[must_use]
    pub const fn sends_events(mut self) -> Self {
        self.streaming.sends_events = true;
        self
    }

    /// Returns the output has required members beside its events, which the first message may hold.
    #[must_use]
    pub const fn awaits_initial_response(mut self) -> Self {
        self.streaming.awaits_initial_response = true;
        self
    }

    /// Returns the length of the request's body must be known.
    #[must_use]
    pub const fn requires_length(mut self) -> Self {
        self.streaming.requires_length = true;
        self
    }

    /// Sets the HTTP request and the status code of a successful response.
    #[must_use]
    pub const fn http(mut self, method: &'static str, uri: &'static str, code: u16) -> Self {
        self.http = Some(HttpBinding { method, uri, code });
        self
    }

    /// Sets the ways in which requests may be authenticated, in the order of preference, in place
    /// of those of the service.
    #[must_use]
    pub const fn auth_schemes(mut self, schemes: &'static [AuthScheme]) -> Self {
        self.auth_schemes = Some(schemes);
        self
    }

    /// Signatures do not cover the body.
    #[must_use]
    pub const fn unsigned_payload(mut self) -> Self {
        self.unsigned_payload = true;
        self
    }

    /// Bodies are sent with a tree hash.
    #[must_use]
    pub const fn tree_hash(mut self) -> Self {
        self.tree_hash = true;
        self
    }

    /// Returns the ways in which requests may be authenticated.
    pub(crate) fn schemes(&self) -> &'static [AuthScheme] {
        self.auth_schemes.unwrap_or(self.service.traits.auth_schemes)
    }

    /// Sets the checksums of requests and responses.
    #[must_use]
    pub const fn http_checksum(mut self, checksum: &'static HttpChecksum) -> Self {
        self.http_checksum = Some(checksum);
        self
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

/// Sets the value of a member that nobody set, or that is empty.
#[inline(never)]
pub fn default_text(member: &mut Option<String>, value: &str) {
    if member.as_deref().is_none_or(str::is_empty) {
        *member = Some(value.to_owned());
    }
}

/// The input structure of an operation.
pub trait OperationInput: SerializeShape + fmt::Debug + Send + Sync + 'static {
    /// The output structure.
    type Output: OperationOutput;
    /// The service's error type.
    type Error: ServiceError;
    /// The operation.
    const OPERATION: &'static Operation;

    /// Fills the members that the client has values for, and keeps the values that are sent.
    fn bind(&mut self, bound: &mut BoundMembers) {
        let _ = bound;
    }

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
pub trait OperationOutput: DeserializeShape + fmt::Debug + Send + Sync + 'static {
    /// Keeps the id that the service gave the request.
    fn set_request_id(&mut self, request_id: Option<String>);

    /// Checks that the members that the client filled are those of the request.
    ///
    /// # Errors
    /// A member has another value.
    fn check_bound(&self, bound: &BoundMembers) -> Result<(), String> {
        let _ = bound;
        Ok(())
    }
}
