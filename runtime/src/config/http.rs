//! The seam to the transport, and the responses that errors keep.

pub use crate::http::{
    Body, BodyStream, Headers, HttpClient, HttpRequest, HttpResponse, SharedHttpClient, TransportTimeouts,
    http_client_fn,
};
#[cfg(feature = "https-client")]
pub use crate::http::{HttpsClient, HttpsClientBuilder, InvalidProxy, ProxyConfig};
