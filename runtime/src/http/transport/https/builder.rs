//! The settings of the HTTPS client.

use std::path::PathBuf;
use std::time::Duration;

use super::HttpsClient;
use crate::http::ProxyConfig;
use crate::http::transport::pool::Limits;

const MAX_RESPONSE_SIZE: usize = 100 * 1024 * 1024;

/// Half of the file descriptors that most systems allow a process.
const MAX_CONNECTIONS: usize = 512;

const IDLE_TIMEOUT: Duration = Duration::from_secs(60);

/// Builds an [`HttpsClient`].
#[derive(Clone, Debug)]
pub struct HttpsClientBuilder {
    pub(super) ca_bundle: Option<PathBuf>,
    pub(super) limits: Limits,
    pub(super) max_response_size: usize,
    pub(super) proxy: ProxyConfig,
    pub(super) http2_prior_knowledge: bool,
}

impl HttpsClientBuilder {
    /// Trusts only the certificates of this PEM file, which is read at the first use.
    #[must_use]
    pub fn ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_bundle = Some(path.into());
        self
    }

    /// Sets how many connections to one host are open at a time: 512 by default, at least one.
    /// Further requests wait.
    #[must_use]
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.limits.connections = connections;
        self
    }

    /// Sets how many idle connections to one host are pooled; by default all that were opened.
    #[must_use]
    pub fn max_idle_connections(mut self, connections: usize) -> Self {
        self.limits.idle = connections;
        self
    }

    /// Sets how long a connection stays idle before it is closed; 60 seconds by default.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.limits.idle_timeout = timeout;
        self
    }

    /// Sets the largest size of a response in bytes; 100 MB by default. A larger response is an
    /// error.
    #[must_use]
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Sends requests through proxies. By default there are none, regardless of the environment.
    #[must_use]
    pub fn proxy(mut self, proxy: ProxyConfig) -> Self {
        self.proxy = proxy;
        self
    }

    /// Sends events in both directions over HTTP/2 also to servers without TLS (`http://` URLs),
    /// which must speak it (RFC 9113, section 3.3). By default requests to them are HTTP/1.1.
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn http2_prior_knowledge(mut self, enabled: bool) -> Self {
        self.http2_prior_knowledge = enabled;
        self
    }

    /// Returns the client. It opens and reads nothing before it is used.
    pub fn build(self) -> HttpsClient {
        HttpsClient::with_settings(self)
    }
}

impl Default for HttpsClientBuilder {
    fn default() -> Self {
        Self {
            ca_bundle: None,
            limits: Limits {
                connections: MAX_CONNECTIONS,
                idle: usize::MAX,
                idle_timeout: IDLE_TIMEOUT,
            },
            max_response_size: MAX_RESPONSE_SIZE,
            proxy: ProxyConfig::disabled(),
            http2_prior_knowledge: false,
        }
    }
}
