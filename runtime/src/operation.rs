//! The descriptions of a service and its operations in generated code, and the traits through which
//! the orchestrator handles inputs, outputs and errors of any type.

mod auth_scheme;
mod bound_members;
mod client_protocol;
mod endpoint_discovery;
mod request_ids;
mod service;
mod shapes;

pub use self::auth_scheme::{ApiKeyLocation, AuthScheme};
pub use self::bound_members::BoundMembers;
pub use self::client_protocol::ClientProtocol;
pub use self::endpoint_discovery::{DiscoveredEndpoint, EndpointDiscovery};
pub use self::request_ids::RequestIds;
pub use self::service::{Retryable, Service, ServiceTraits};
pub use self::shapes::{OperationInput, OperationOutput, default_text};
pub use crate::error::service::ServiceError;

/// The description of an operation, which is a constant of its input's trait.
#[derive(Debug)]
pub struct Operation {
    /// The service that it belongs to.
    pub service: &'static Service,
    /// The name of the operation's shape.
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
    /// The streams in its input and output.
    pub streaming: Streaming,
    /// The auth schemes of requests, in the order of preference, if they differ from those of the
    /// service.
    pub auth_schemes: Option<&'static [AuthScheme]>,
    /// The signature does not cover the body (`aws.auth#unsignedPayload`).
    pub unsigned_payload: bool,
    /// Bodies are sent with the SHA-256 tree hash that Amazon Glacier defines.
    pub tree_hash: bool,
    /// Another operation returns its endpoint (`aws.api#clientDiscoveredEndpoint`).
    pub discovered_endpoint: Option<DiscoveredEndpoint>,
}

/// The streams in the input and output of an operation (`smithy.api#streaming`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streaming {
    /// The body of a successful response is a stream.
    pub output: bool,
    /// The stream of the response is one of events.
    pub events: bool,
    /// The body of the request is a stream of events.
    pub sends_events: bool,
    /// The output has required members other than its events, which the first message may contain.
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
    /// The pattern of the path and the query, with labels in braces:
    /// `/{Bucket}/{Key+}?x-id=GetObject`.
    pub uri: &'static str,
    /// The status code of a successful response.
    pub code: u16,
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
            discovered_endpoint: None,
        }
    }

    /// Enables compression of large bodies.
    #[must_use]
    pub const fn gzip(mut self) -> Self {
        self.gzip = true;
        self
    }

    /// Marks the body of a successful response as a stream.
    #[must_use]
    pub const fn streams_output(mut self) -> Self {
        self.streaming.output = true;
        self
    }

    /// Marks the body of a successful response as a stream of events.
    #[must_use]
    pub const fn streams_events(mut self) -> Self {
        self.streaming.output = true;
        self.streaming.events = true;
        self
    }

    /// Marks the body of the request as a stream of events.
    #[must_use]
    pub const fn sends_events(mut self) -> Self {
        self.streaming.sends_events = true;
        self
    }

    /// Marks the output as having required members other than its events, which the first message
    /// may contain.
    #[must_use]
    pub const fn awaits_initial_response(mut self) -> Self {
        self.streaming.awaits_initial_response = true;
        self
    }

    /// Requires a request body of known length.
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

    /// Sets the auth schemes of requests, in the order of preference, which replace those of the
    /// service.
    #[must_use]
    pub const fn auth_schemes(mut self, schemes: &'static [AuthScheme]) -> Self {
        self.auth_schemes = Some(schemes);
        self
    }

    /// Excludes the body from signatures.
    #[must_use]
    pub const fn unsigned_payload(mut self) -> Self {
        self.unsigned_payload = true;
        self
    }

    /// Adds a tree hash to requests.
    #[must_use]
    pub const fn tree_hash(mut self) -> Self {
        self.tree_hash = true;
        self
    }

    /// Marks the endpoint as one that another operation returns.
    #[must_use]
    pub const fn discovered_endpoint(mut self, mode: DiscoveredEndpoint) -> Self {
        self.discovered_endpoint = Some(mode);
        self
    }

    /// Returns the auth schemes of requests.
    pub(crate) fn schemes(&self) -> &'static [AuthScheme] {
        self.auth_schemes.unwrap_or(self.service.traits.auth_schemes)
    }

    /// Sets the checksums of requests and responses.
    #[must_use]
    pub const fn http_checksum(mut self, checksum: &'static HttpChecksum) -> Self {
        self.http_checksum = Some(checksum);
        self
    }

    /// Adds a checksum to requests.
    #[must_use]
    pub const fn checksum(mut self) -> Self {
        self.checksum = true;
        self
    }
}

/// The effect of sending the same request twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// No effect at all: `smithy.api#readonly`.
    ReadOnly,
    /// The effect of sending it once: `smithy.api#idempotent`, or an `smithy.api#idempotencyToken`
    /// in the input.
    Idempotent,
    /// It may take effect twice.
    NonIdempotent,
}
