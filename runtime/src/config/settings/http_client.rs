//! The HTTP client that the settings ask for.

use std::path::PathBuf;

use crate::http::SharedHttpClient;
use crate::settings::{ConfigError, Env};

/// Returns the client for a file of certificates, or for proxies; `None` if the settings have
/// neither.
///
/// # Errors
/// A variable for proxies has an invalid value.
#[cfg_attr(not(feature = "credentials-chain"), inline)]
pub(super) fn configured_client(
    env: &Env,
    ca_bundle: Option<PathBuf>,
) -> Result<Option<SharedHttpClient>, ConfigError> {
    #[cfg(feature = "https-client")]
    {
        use crate::http::{HttpsClient, ProxyConfig};

        let proxy = ProxyConfig::from_variables(&|name| env.get_os(name))
            .map_err(|error| ConfigError::variable(error.variable().unwrap_or("HTTPS_PROXY"), error.problem()))?;
        if ca_bundle.is_none() && proxy.is_disabled() {
            return Ok(None);
        }
        let mut builder = HttpsClient::builder().proxy(proxy);
        if let Some(path) = ca_bundle {
            builder = builder.ca_bundle(path);
        }
        Ok(Some(SharedHttpClient::new(builder.build())))
    }
    #[cfg(not(feature = "https-client"))]
    {
        let _ = (env, ca_bundle);
        Ok(None)
    }
}
