//! Endpoint discovery: endpoints that an operation of the service returns.

use super::Operation;

/// The operation that returns the endpoints of others (`aws.api#clientEndpointDiscovery`).
#[derive(Clone, Copy, Debug)]
pub struct EndpointDiscovery {
    /// The operation.
    pub operation: fn() -> &'static Operation,
    /// The code of the error of a request that was sent to an endpoint that is no longer valid.
    pub error: &'static str,
    /// The input has the members `Operation` and `Identifiers`.
    pub takes_identifiers: bool,
    /// Whether operations need the endpoint of the whole client; unset if each endpoint belongs to
    /// identifiers in an input.
    pub of_client: Option<DiscoveredEndpoint>,
}

/// Whether an operation needs a discovered endpoint (`aws.api#clientDiscoveredEndpoint`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscoveredEndpoint {
    /// The endpoint is discovered if the config enables it.
    Optional,
    /// The endpoint is discovered unless the config sets one.
    Required,
}
