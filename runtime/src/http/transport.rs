//! The default HTTPS client.

#[cfg(feature = "https-client")]
mod classify;
#[cfg(feature = "https-client")]
mod connect;
#[cfg(feature = "https-client")]
mod connection;
#[cfg(feature = "http2")]
mod http2;
#[cfg(feature = "https-client")]
mod https;
#[cfg(feature = "https-client")]
mod io;
#[cfg(feature = "https-client")]
mod message;
#[cfg(feature = "https-client")]
mod pool;
#[cfg(feature = "https-client")]
mod read_timer;
#[cfg(feature = "https-client")]
mod sender;
#[cfg(all(feature = "https-client", feature = "streaming"))]
mod streaming;
#[cfg(feature = "https-client")]
mod target;
#[cfg(feature = "https-client")]
mod tls;
#[cfg(feature = "https-client")]
mod tunnel;
#[cfg(all(feature = "https-client", feature = "streaming"))]
mod upload;
#[cfg(feature = "https-client")]
mod wakes;

#[cfg(feature = "https-client")]
pub use self::https::{HttpsClient, HttpsClientBuilder};
use crate::http::SharedHttpClient;

/// The error of a call without an HTTP client.
pub(crate) const NO_HTTP_CLIENT: &str = "the config has no HTTP client: set `http_client`, or build \
    smithy-client-runtime with its feature `default-https-client`";

/// Returns the HTTP client of configs that set none.
pub(crate) fn default_client() -> Option<SharedHttpClient> {
    #[cfg(feature = "https-client")]
    return Some(SharedHttpClient::new(HttpsClient::builder().build()));
    #[cfg(not(feature = "https-client"))]
    return None;
}

/// Checks the file of certificates that a setting names.
///
/// # Errors
/// It has none that can be used.
pub(crate) fn check_ca_bundle(path: &std::path::Path) -> Result<(), String> {
    #[cfg(feature = "https-client")]
    return tls::bundle(path).map(drop);
    #[cfg(not(feature = "https-client"))]
    {
        let _ = path;
        Ok(())
    }
}
