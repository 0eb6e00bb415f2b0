//! HTTP requests and responses, the seam to the transport, and the transport over hyper and rustls.

mod client;
mod headers;
mod message;
#[cfg(feature = "https-client")]
pub(crate) mod proxy;
pub(crate) mod transport;
mod user_agent;

pub use self::client::{HttpClient, HttpRequest, SharedHttpClient, TransportTimeouts, http_client_fn};
pub use self::headers::Headers;
pub use self::message::{Body, HttpResponse};
#[cfg(feature = "https-client")]
pub use self::proxy::{InvalidProxy, ProxyConfig};
#[cfg(feature = "https-client")]
pub use self::transport::{HttpsClient, HttpsClientBuilder};
pub(crate) use self::user_agent::UserAgent;
