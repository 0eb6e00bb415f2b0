//! The interface of HTTP clients, and the responses in errors.

pub use crate::http::{
    Body, BodyStream, Headers, HttpClient, HttpRequest, HttpResponse, IntoHttpClient, OwnInterface, SharedHttpClient,
    TransportTimeouts, UnsignedRequest, http_client_fn,
};
#[cfg(feature = "https-client")]
pub use crate::http::{HttpsClient, HttpsClientBuilder, InvalidProxy, ProxyConfig};
