//! HTTP requests and responses, the interface of HTTP clients, and the default client over hyper
//! and rustls.

mod client;
mod connector_error;
mod headers;
mod message;
#[cfg(feature = "https-client")]
pub(crate) mod proxy;
pub(crate) mod transport;
mod user_agent;

pub(crate) use self::client::LazyHttpClient;
#[cfg(feature = "credentials-chain")]
pub(crate) use self::client::collect;
#[cfg(feature = "streaming")]
pub(crate) use self::client::collect_error;
pub use self::client::{
    HttpClient, HttpRequest, IntoHttpClient, OwnInterface, SharedHttpClient, TransportTimeouts, UnsignedRequest,
    http_client_fn,
};
#[cfg(feature = "streaming")]
pub use self::client::{PreferHttp2, StreamedResponse, UploadGracePeriod};
pub use self::connector_error::{ConnectorError, ErrorKind};
pub use self::headers::Headers;
pub use self::message::HttpResponse;
#[cfg(feature = "https-client")]
pub use self::proxy::{InvalidProxy, ProxyConfig};
#[cfg(feature = "https-client")]
pub use self::transport::{HttpsClient, HttpsClientBuilder};
pub(crate) use self::user_agent::UserAgent;
#[cfg(feature = "streaming")]
pub use crate::body::BodyMapper;
pub use crate::body::{Body, BodyStream};
